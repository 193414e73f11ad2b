"""What the index must still be told: put in with the deed, taken out when the index has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from archive.catalogue.tables import entries, outbox
from records.keeping import EntryId, State


def put(db: Connection, entry: EntryId, at: datetime, *, earlier: int | None = None) -> None:
    """Ask for the entry to be indexed (again); `earlier` is how many documents it had before."""
    db.execute(insert(outbox).values(entry=entry, put_at=at, earlier=earlier))


def put_all(db: Connection, at: datetime) -> int:
    """Ask for everything archived to be indexed again, once each; how many entries that is."""
    archived = select(entries.c.id).where(entries.c.state == State.ARCHIVED.value)
    ids = list(db.execute(archived.order_by(entries.c.id)).scalars())
    if ids:
        db.execute(insert(outbox), [{"entry": entry, "put_at": at} for entry in ids])
    return len(ids)


def first(db: Connection, limit: int) -> list[tuple[int, EntryId]]:
    """The oldest requests: (number, entry)."""
    wanted = select(outbox.c.id, outbox.c.entry).order_by(outbox.c.id).limit(limit)
    return [(number, EntryId(entry)) for number, entry in db.execute(wanted)]


def earlier(db: Connection, numbers: Iterable[int]) -> dict[EntryId, int]:
    """Of these requests' entries, how many documents each had before, where more than now."""
    wanted = select(outbox.c.entry, func.max(outbox.c.earlier)).where(
        outbox.c.id.in_(list(numbers)), outbox.c.earlier.is_not(None)
    )
    return {EntryId(e): count for e, count in db.execute(wanted.group_by(outbox.c.entry))}


def take_out(db: Connection, numbers: Iterable[int]) -> None:
    """Forget requests that are fulfilled."""
    db.execute(delete(outbox).where(outbox.c.id.in_(list(numbers))))


def count(db: Connection) -> int:
    """How many requests wait."""
    return db.execute(select(func.count()).select_from(outbox)).scalar_one()
