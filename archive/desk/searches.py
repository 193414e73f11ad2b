"""Searches that people keep under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from archive.desk.tables import saved_searches


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search as its address asks it: `q=…&unit=…`."""

    number: int
    name: str
    asked: str


def put(db: Connection, user: int, name: str, asked: str, at: datetime) -> None:
    """Keep the search; one of the same name gives way."""
    remove(db, user, name)
    values = {"user_id": user, "name": name, "asked": asked, "made_at": at}
    db.execute(insert(saved_searches).values(values))


def of_user(db: Connection, user: int) -> tuple[SavedSearch, ...]:
    """The person's searches by name."""
    mine = select(saved_searches).where(saved_searches.c.user_id == user)
    rows = db.execute(mine.order_by(saved_searches.c.name))
    return tuple(SavedSearch(row.id, row.name, row.asked) for row in rows)


def remove(db: Connection, user: int, name: str) -> None:
    """Forget the search; nothing happens where there is none."""
    here = (saved_searches.c.user_id == user, saved_searches.c.name == name)
    db.execute(delete(saved_searches).where(*here))
