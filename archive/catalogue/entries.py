"""Entries: added, looked up, listed within sight."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.sql.expression import false

from archive.catalogue.tables import documents, entries
from records.findings import Digest
from records.keeping import UNIT_SEPARATOR, Entry, EntryId, State

AFTER_SEPARATOR = chr(ord(UNIT_SEPARATOR) + 1)
"""What lies below `polda-x` lies between `polda-x/` and `polda-x0`."""


def under(column: ColumnElement[str], scope: str | None) -> ColumnElement[bool]:
    """The column's path code is `scope` or below it; None lets nothing through."""
    if scope is None:
        return false()
    if not scope:
        return true()
    below = and_(column >= scope + UNIT_SEPARATOR, column < scope + AFTER_SEPARATOR)
    return or_(column == scope, below)


def add(db: Connection, entry: Entry, key: str | None = None) -> None:
    """Insert a fresh entry nobody was told of yet; `key` is its sender's name for the upload."""
    db.execute(
        insert(entries).values(
            id=entry.id,
            name=entry.name,
            digest=entry.digest,
            size=entry.size,
            media=entry.media,
            state=entry.state.value,
            stage=entry.stage,
            pages_done=entry.pages_done,
            pages_total=entry.pages_total,
            attempts=entry.attempts,
            interruptions=0,
            received_at=entry.received_at,
            received_by=entry.received_by,
            changed_at=entry.changed_at,
            scope=entry.scope,
            duplicate_of=entry.duplicate_of,
            key=key,
            answered=False,
        )
    )


def with_key(db: Connection, key: str) -> Entry | None:
    """The entry its sender named so."""
    row = db.execute(select(entries).where(entries.c.key == key)).one_or_none()
    return None if row is None else row_to_entry(row)


def unanswered(db: Connection, digest: Digest, name: str, received_by: str) -> Entry | None:
    """The entry of the same file from the same sender who was never told it is here."""
    wanted = select(entries).where(
        entries.c.digest == digest,
        entries.c.name == name,
        entries.c.received_by == received_by,
        entries.c.answered == false(),
    )
    row = db.execute(wanted.order_by(entries.c.id).limit(1)).one_or_none()
    return None if row is None else row_to_entry(row)


def mark_answered(db: Connection, entry: EntryId) -> None:
    """Note that the sender is being told."""
    db.execute(update(entries).where(entries.c.id == entry).values(answered=True))


def get(db: Connection, entry_id: str) -> Entry | None:
    """The entry, or None."""
    row = db.execute(select(entries).where(entries.c.id == entry_id)).one_or_none()
    return None if row is None else row_to_entry(row)


def get_all(db: Connection, ids: Iterable[str]) -> dict[EntryId, Entry]:
    """The entries of these ids that exist."""
    rows = db.execute(select(entries).where(entries.c.id.in_(list(ids))))
    found = [row_to_entry(row) for row in rows]
    return {entry.id: entry for entry in found}


def first_with(db: Connection, digest: Digest) -> EntryId | None:
    """The earliest entry with these bytes."""
    wanted = select(func.min(entries.c.id)).where(entries.c.digest == digest)
    found = db.execute(wanted).scalar_one()
    return None if found is None else EntryId(found)


def page(
    db: Connection,
    scope: str | None,
    *,
    hidden_from: str | None = None,
    state: State | None = None,
    name: str = "",
    received_by: str | None = None,
    before: str | None = None,
    limit: int,
) -> list[Entry]:
    """Entries of the scope, newest first, older than the id `before`.

    `hidden_from` is who may not know of secret papers, but for those handed in by that person.
    """
    wanted = select(entries).where(under(entries.c.scope, scope), _known_to(hidden_from))
    if state is not None:
        wanted = wanted.where(entries.c.state == state.value)
    if name:
        # SQLite's LIKE takes small and capital letters for the same by itself, and twice as fast.
        column = entries.c.name
        alike = column.contains if db.dialect.name == "sqlite" else column.icontains
        wanted = wanted.where(alike(name, autoescape=True))
    if received_by is not None:
        wanted = wanted.where(entries.c.received_by == received_by)
    if before is not None:
        wanted = wanted.where(entries.c.id < before)
    rows = db.execute(wanted.order_by(entries.c.id.desc()).limit(limit))
    return [row_to_entry(row) for row in rows]


def _known_to(hidden_from: str | None) -> ColumnElement[bool]:
    """Entries without a secret paper, and one's own; all for whom nothing is hidden."""
    if hidden_from is None:
        return true()
    secret = exists().where(documents.c.entry == entries.c.id, documents.c.secret == true())
    return or_(entries.c.received_by == hidden_from, not_(secret))


def changed_since(
    db: Connection,
    scope: str | None,
    since: datetime,
    *,
    hidden_from: str | None = None,
    limit: int,
) -> list[Entry]:
    """Entries of the scope that changed at or after the moment, longest ago first."""
    # The appended nothing keeps SQLite from walking all of a scope instead of the last moments.
    within = under(entries.c.scope.concat(""), scope)
    known = _known_to(hidden_from)
    wanted = select(entries).where(entries.c.changed_at >= since, within, known)
    rows = db.execute(wanted.order_by(entries.c.changed_at, entries.c.id).limit(limit))
    return [row_to_entry(row) for row in rows]


def count_by_state(db: Connection, scope: str | None) -> dict[State, int]:
    """How many entries of the scope are in each state."""
    wanted = select(entries.c.state, func.count()).where(under(entries.c.scope, scope))
    found = {State(state): count for state, count in db.execute(wanted.group_by(entries.c.state))}
    return {state: found.get(state, 0) for state in State}


def row_to_entry(row: Row[tuple[object, ...]]) -> Entry:
    """A row of the table as the value it stands for."""
    cells = row._mapping
    return Entry(
        id=EntryId(cells["id"]),
        name=cells["name"],
        digest=Digest(cells["digest"]),
        size=cells["size"],
        media=cells["media"],
        state=State(cells["state"]),
        received_at=cells["received_at"],
        received_by=cells["received_by"],
        changed_at=cells["changed_at"],
        scope=cells["scope"],
        stage=cells["stage"],
        pages_done=cells["pages_done"],
        pages_total=cells["pages_total"],
        attempts=cells["attempts"],
        error_code=cells["error_code"],
        error_facts=json.loads(cells["error_facts"] or "{}"),
        archived_at=cells["archived_at"],
        duplicate_of=cells["duplicate_of"],
    )
