"""The trail of deeds: appended in the deed's transaction, each line sealed to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, text

from archive.catalogue.tables import audit

CHAIN_LOCK = 7_240_116
"""Any number: PostgreSQL's name for "somebody appends to the trail"."""
BEGINNING = "0" * 64
"""What stands before the first line."""
WHOLE = "archive"
"""What a deed to the whole archive is a deed to: its proof, its backup."""


@dataclass(frozen=True, slots=True)
class Line:
    """One deed: who did what to which, when, with its facts as canonical JSON."""

    id: int
    at: datetime
    who: str
    deed: str
    target: str
    facts: str
    previous: str
    hash: str


def write(
    db: Connection,
    at: datetime,
    who: str,
    deed: str,
    target: str,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Append a line; it is there if and only if the transaction is."""
    if db.dialect.name != "sqlite":
        # SQLite has one writer at a time anyway.
        db.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
    newest = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
    last = db.execute(newest).one_or_none()
    number, previous = (1, BEGINNING) if last is None else (last.id + 1, last.hash)
    told = json.dumps(dict(facts or {}), sort_keys=True, ensure_ascii=False, default=str)
    values = {"id": number, "at": at, "who": who, "deed": deed, "target": target, "facts": told}
    sealed = seal(number, at, (who, deed, target, told), previous)
    db.execute(insert(audit).values(values | {"previous": previous, "hash": sealed}))


def seal(number: int, at: datetime, words: tuple[str, str, str, str], previous: str) -> str:
    """The hash of a line: SHA-256 over its parts and the hash before, as a JSON list."""
    parts = [number, round(at.timestamp() * 1_000_000), *words, previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def lines(db: Connection, *, target: str | None = None, after: int = 0) -> Iterator[Line]:
    """The trail in order, of one target where named."""
    wanted = select(audit).where(audit.c.id > after).order_by(audit.c.id)
    if target is not None:
        wanted = wanted.where(audit.c.target == target)
    for row in db.execute(wanted.execution_options(yield_per=1000)):
        yield Line(**row._mapping)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line up to which the trail was found unbroken: its number and its hash."""

    number: int
    hash: str


BEFORE_ALL = Anchor(0, BEGINNING)


def head(db: Connection) -> Anchor:
    """The last line."""
    newest = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
    row = db.execute(newest).one_or_none()
    return BEFORE_ALL if row is None else Anchor(row.id, row.hash)


def latest(db: Connection, target: str, deed: str) -> Line | None:
    """The newest line of a deed to a target."""
    # The appended nothing keeps databases from walking all lines of the deed instead of the
    # target's few, newest first.
    wanted = select(audit).where(audit.c.target == target, audit.c.deed.concat("") == deed)
    row = db.execute(wanted.order_by(audit.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else Line(**row._mapping)


def told_of(db: Connection, target: str, deed: str) -> tuple[int, datetime | None]:
    """How many lines there are of a deed to a target, and when the last was written."""
    a = audit.c
    wanted = select(func.count(), func.max(a.at)).where(a.target == target, a.deed == deed)
    count, last = db.execute(wanted).one()
    return int(count), last


def broken(db: Connection, since: Anchor = BEFORE_ALL) -> tuple[int, ...]:
    """Numbers of lines that are changed, or do not follow the line they were sealed to.

    From the line of `since` on, which itself must be the one that was found whole then.
    """
    found = [] if since == BEFORE_ALL or _stands(db, since) else [since.number]
    number, previous = since.number, since.hash
    for line in lines(db, after=number):
        if not is_whole(line) or line.previous != previous or line.id != number + 1:
            found.append(line.id)
        number, previous = line.id, line.hash
    return tuple(found)


def broken_of(db: Connection, target: str) -> tuple[int, ...]:
    """Numbers of the target's lines that are changed, or that the next line was not sealed to."""
    own = list(lines(db, target=target))
    following = select(audit.c.id, audit.c.previous).where(
        audit.c.id.in_(select(audit.c.id + 1).where(audit.c.target == target))
    )
    sealed_to = {row.id - 1: row.previous for row in db.execute(following)}
    return tuple(
        line.id
        for line in own
        if not is_whole(line) or sealed_to.get(line.id, line.hash) != line.hash
    )


def _stands(db: Connection, anchor: Anchor) -> bool:
    row = db.execute(select(audit).where(audit.c.id == anchor.number)).one_or_none()
    return row is not None and row.hash == anchor.hash and is_whole(Line(**row._mapping))


def is_whole(line: Line) -> bool:
    """Whether the line says what it was sealed with."""
    words = (line.who, line.deed, line.target, line.facts)
    return line.hash == seal(line.id, line.at, words, line.previous)
