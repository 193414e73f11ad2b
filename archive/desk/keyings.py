"""Values that two persons type without seeing each other's: added, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, tuple_

from archive.desk.tables import keyings
from records.keeping import EntryId

Name = tuple[EntryId, int]
"""Of a document: its entry and its position."""


@dataclass(frozen=True, slots=True)
class Keying:
    """What one person typed for a value; `settles` where it was the third look."""

    entry: EntryId
    position: int
    path: str
    who: str
    typed: str
    settles: bool
    at: datetime


def add(db: Connection, keying: Keying) -> None:
    """Add what was typed."""
    db.execute(
        insert(keyings).values(
            entry=keying.entry,
            position=keying.position,
            path=keying.path,
            who=keying.who,
            typed=keying.typed,
            settles=keying.settles,
            at=keying.at,
        )
    )


def of_documents(
    db: Connection, names: Iterable[Name]
) -> dict[tuple[EntryId, int, str], tuple[Keying, ...]]:
    """All that was typed of these documents, by value and in order."""
    wanted = list(names)
    found: dict[tuple[EntryId, int, str], list[Keying]] = defaultdict(list)
    if wanted:
        here = tuple_(keyings.c.entry, keyings.c.position).in_(wanted)
        for row in db.execute(select(keyings).where(here).order_by(keyings.c.id)):
            one = Keying(
                EntryId(row.entry), row.position, row.path, row.who, row.typed, row.settles, row.at
            )
            found[(one.entry, one.position, one.path)].append(one)
    return {key: tuple(said) for key, said in found.items()}
