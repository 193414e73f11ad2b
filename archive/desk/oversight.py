"""What those who look after the service ask: the trail by its parts, and who works on what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from archive.catalogue.audit import Line
from archive.catalogue.tables import audit, entries


@dataclass(frozen=True, slots=True)
class AtWork:
    """An entry under a worker's hands; no name: those who oversee need not read it."""

    entry: str
    worker: str
    stage: str
    pages_done: int
    pages_total: int
    until: datetime


def trail(
    db: Connection, *, text: str, deed: str, before: int | None, limit: int
) -> tuple[Line, ...]:
    """Lines whose person, target or facts hold the text, newest first."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if text:
        found = [
            column.contains(text, autoescape=True)
            for column in (audit.c.who, audit.c.target, audit.c.facts)
        ]
        query = query.where(found[0] | found[1] | found[2])
    if deed:
        query = query.where(audit.c.deed == deed)
    if before is not None:
        query = query.where(audit.c.id < before)
    return tuple(Line(**row._mapping) for row in db.execute(query))


def deeds(db: Connection) -> tuple[str, ...]:
    """Every kind of deed the trail tells of."""
    return tuple(db.execute(select(audit.c.deed).distinct().order_by(audit.c.deed)).scalars())


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
