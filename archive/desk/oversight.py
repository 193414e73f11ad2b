"""What those who look after the service ask: the trail by its parts, and who works on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from archive.catalogue.audit import Line
from archive.catalogue.tables import audit, derived, entries


@dataclass(frozen=True, slots=True)
class AtWork:
    """An entry under a worker's hands; no name: those who oversee need not read it."""

    entry: str
    worker: str
    stage: str
    pages_done: int
    pages_total: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """Files handed in, their bytes, and the bytes of all that was made from them."""

    files: int
    bytes_in: int
    bytes_made: int


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which lines of the trail; empty wants all. `text` is found in person, target and facts."""

    text: str = ""
    deed: str = ""
    who: str = ""
    target: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is not wanted any more."""


def trail(
    db: Connection, wanted: TrailFilter, *, before: int | None = None, limit: int
) -> tuple[Line, ...]:
    """Lines that fit, newest first."""
    query = select(audit).where(*_conditions(wanted)).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    return tuple(Line(**row._mapping) for row in db.execute(query))


def whole_trail(db: Connection, wanted: TrailFilter) -> Iterator[Line]:
    """Every line that fits, oldest first, streamed."""
    query = select(audit).where(*_conditions(wanted)).order_by(audit.c.id)
    for row in db.execute(query.execution_options(yield_per=1000)):
        yield Line(**row._mapping)


def _conditions(wanted: TrailFilter) -> list[ColumnElement[bool]]:
    a = audit.c
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        places = [
            column.contains(wanted.text, autoescape=True) for column in (a.who, a.target, a.facts)
        ]
        found.append(places[0] | places[1] | places[2])
    exact = ((a.deed, wanted.deed), (a.who, wanted.who), (a.target, wanted.target))
    found += [column == value for column, value in exact if value]
    if wanted.since is not None:
        found.append(a.at >= wanted.since)
    if wanted.until is not None:
        found.append(a.at < wanted.until)
    return found


def deeds(db: Connection) -> tuple[str, ...]:
    """Every kind of deed the trail tells of."""
    return tuple(db.execute(select(audit.c.deed).distinct().order_by(audit.c.deed)).scalars())


def kept(db: Connection) -> Kept:
    """How much is kept, as the catalogue knows it; the same bytes handed in twice count twice."""
    handed_in = select(func.count(), func.coalesce(func.sum(entries.c.size), 0))
    files, bytes_in = db.execute(handed_in.select_from(entries)).one()
    made = db.execute(select(func.coalesce(func.sum(derived.c.size), 0))).scalar_one()
    return Kept(int(files), int(bytes_in), int(made))


def at_work(db: Connection, now: datetime) -> tuple[AtWork, ...]:
    """Entries being worked on now."""
    wanted = select(entries).where(entries.c.lease_until > now).order_by(entries.c.id)
    return tuple(
        AtWork(
            row.id,
            row.lease_owner or "",
            row.stage,
            row.pages_done,
            row.pages_total,
            row.lease_until,
        )
        for row in db.execute(wanted)
    )
