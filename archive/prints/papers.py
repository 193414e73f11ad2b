"""Filled blanks by the serial number they bear: the same number twice is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from archive.prints.tables import blank_papers
from records.keeping import EntryId


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document of an entry and the number on its paper."""

    position: int
    form: str
    version: int
    unit_name: str
    serial: str


def put(db: Connection, entry: EntryId, papers: Sequence[Numbered]) -> None:
    """Put the entry's numbered papers in the place of its earlier ones."""
    db.execute(delete(blank_papers).where(blank_papers.c.entry == entry))
    rows = [
        {"entry": entry} | {name: getattr(one, name) for name in Numbered.__slots__}
        for one in papers
    ]
    if rows:
        db.execute(insert(blank_papers), rows)


def of_document(db: Connection, entry: EntryId, position: int) -> Numbered | None:
    """The number on a document's paper; None where it bears none."""
    here = (blank_papers.c.entry == entry, blank_papers.c.position == position)
    row = db.execute(select(blank_papers).where(*here)).one_or_none()
    if row is None:
        return None
    return Numbered(row.position, row.form, row.version, row.unit_name, row.serial)


def with_number(db: Connection, one: Numbered) -> tuple[tuple[EntryId, int], ...]:
    """All documents of that form, unit and serial number, the earliest first."""
    wanted = (
        select(blank_papers.c.entry, blank_papers.c.position)
        .where(
            blank_papers.c.form == one.form,
            blank_papers.c.unit_name == one.unit_name,
            blank_papers.c.serial == one.serial,
        )
        .order_by(blank_papers.c.entry, blank_papers.c.position)
    )
    return tuple((EntryId(row.entry), row.position) for row in db.execute(wanted))
