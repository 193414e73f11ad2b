"""Entries that an earlier version has read and a newer one may: none whose month is handed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select, update

from archive.catalogue.entries import under
from archive.catalogue.month_tables import months, sealed_papers
from archive.catalogue.tables import documents, entries, manifests
from records.keeping import EntryId, State
from records.months import REPORTED


def outdated(
    db: Connection, version: str, *, scope: str | None = "", month: str = "", limit: int
) -> list[tuple[EntryId, str]]:
    """Archived entries (with the version that read them) of another version, oldest first.

    An entry with any paper that is sealed, or in a month its unit has handed in, is left out.
    """
    d = documents.c
    handed_in = (
        (d.entry == entries.c.id)
        & (months.c.unit == d.unit_code)
        & (months.c.month == d.month)
        & months.c.state.in_([state.value for state in REPORTED])
    )
    wanted = (
        select(entries.c.id, manifests.c.version)
        .join(manifests, manifests.c.entry == entries.c.id)
        .where(entries.c.state == State.ARCHIVED.value, manifests.c.version != version)
        .where(~exists(select(d.entry).where(handed_in)))
        .where(~exists(select(sealed_papers.c.entry).where(sealed_papers.c.entry == entries.c.id)))
    )
    if scope != "" or month:
        named = (d.entry == entries.c.id) & under(d.scope, scope)
        if month:
            named &= d.month == month
        wanted = wanted.where(exists(select(d.entry).where(named)))
    rows = db.execute(wanted.order_by(entries.c.id).limit(limit))
    return [(EntryId(entry), earlier) for entry, earlier in rows]


def queue(db: Connection, entry: EntryId, now: datetime) -> bool:
    """Queue an archived entry to be read afresh; its papers stay to be seen meanwhile."""
    fresh = {"state": State.RECEIVED.value, "stage": "queued", "attempts": 0, "interruptions": 0}
    values = fresh | {"wait_until": None, "woken_at": None, "changed_at": now}
    here = (entries.c.id == entry) & (entries.c.state == State.ARCHIVED.value)
    return db.execute(update(entries).where(here).values(values)).rowcount == 1
