"""Officers and their villages over dated periods."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from archive.catalogue.entries import under
from archive.catalogue.month_tables import postings
from records.keeping import is_within
from records.months import Posting

COLUMNS = ("unit", "nrp", "name", "rank", "village", "valid_from", "valid_to")


def replace(db: Connection, units: Iterable[str], rows: Iterable[Posting]) -> None:
    """Put the postings in the place of all those the units had."""
    db.execute(delete(postings).where(postings.c.unit.in_(list(units))))
    values = [{column: getattr(row, column) for column in COLUMNS} for row in rows]
    if values:
        db.execute(insert(postings), values)


def within(db: Connection, scope: str | None, month: str | None = None) -> tuple[Posting, ...]:
    """The postings of the scope (in a month), by unit, name and village."""
    columns = [postings.c[column] for column in COLUMNS]
    wanted = select(*columns).where(under(postings.c.unit, scope))
    order = (postings.c.unit, postings.c.name, postings.c.village, postings.c.id)
    found = (Posting(**row._mapping) for row in db.execute(wanted.order_by(*order)))
    return tuple(
        one for one in found if month is None or is_within(month, one.valid_from, one.valid_to)
    )
