"""Whose eyes the masked numbers of which document are open to, and until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from archive.desk.tables import reveals
from records.keeping import EntryId


def put(db: Connection, user: int, entry: EntryId, position: int, until: datetime) -> None:
    """Open the document's numbers to the person until then."""
    here = (reveals.c.user_id == user, reveals.c.entry == entry, reveals.c.position == position)
    db.execute(delete(reveals).where(*here))
    values = {"user_id": user, "entry": entry, "position": position, "until": until}
    db.execute(insert(reveals).values(values))


def of_entry(db: Connection, user: int, entry: EntryId, now: datetime) -> frozenset[int]:
    """Positions of the entry's documents that are open to the person now."""
    wanted = select(reveals.c.position).where(
        reveals.c.user_id == user, reveals.c.entry == entry, reveals.c.until > now
    )
    return frozenset(db.execute(wanted).scalars())
