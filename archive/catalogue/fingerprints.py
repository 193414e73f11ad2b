"""Digests over small tables as they stand: the trail keeps one with each change of them.

So a row changed behind our back shows, though these tables have no manifest of their own.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import Connection, Table, select

from archive.catalogue.month_tables import postings, unit_names
from archive.catalogue.tables import units, users
from archive.retention.tables import (
    destruction_items,
    destruction_lists,
    destruction_votes,
    hold_lifts,
    holds,
    retention_rules,
)

PASSING = frozenset({"wrong_passwords", "locked_until"})
"""Columns that change without a deed worth telling."""
BOOKS: dict[str, tuple[Table, ...]] = {
    "units": (units, unit_names),
    "postings": (postings,),
    "users": (users,),
    "retention": (retention_rules,),
    "holds": (holds, hold_lifts),
    "destruction": (destruction_lists, destruction_items, destruction_votes),
}
"""What is digested together, by the name the trail tells it under."""
FACT = "books"
"""Under this name a line of the trail holds digests by book."""


def told(db: Connection, *books: str) -> dict[str, dict[str, str]]:
    """The fact for a line of the trail: the books' digests as they stand now."""
    return {FACT: {book: fingerprint(db, book) for book in books}}


def fingerprint(db: Connection, book: str) -> str:
    """SHA-256 over all rows of the book's tables, in order of key."""
    found = hashlib.sha256()
    for table in BOOKS[book]:
        columns = [c for c in table.c if c.name not in PASSING]
        order = list(table.primary_key.columns)
        found.update(f"{table.name}\n".encode())
        rows = db.execute(select(*columns).order_by(*order).execution_options(yield_per=1000))
        for row in rows:
            cells = [_plain(cell) for cell in row]
            found.update(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
    return found.hexdigest()


def _plain(cell: object) -> object:
    """Instants as microseconds: databases differ in how they write one."""
    return round(cell.timestamp() * 1_000_000) if isinstance(cell, datetime) else cell
