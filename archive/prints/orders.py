"""Prints of numbered blanks: which serial numbers of a form a unit has been given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from archive.catalogue.entries import under
from archive.prints.tables import blank_prints


@dataclass(frozen=True, slots=True)
class BlankPrint:
    """Copies of a form printed in one go; serial numbers run from `first_serial` on."""

    form: str
    version: int
    unit: str
    unit_name: str
    paper: str
    first_serial: int
    last_serial: int
    at: datetime
    who: str


def put(db: Connection, made: BlankPrint) -> None:
    """Keep that these copies were printed."""
    values = {name: getattr(made, name) for name in BlankPrint.__slots__}
    db.execute(insert(blank_prints).values(values))


def last_serial(db: Connection, form: str, unit_name: str) -> int:
    """The highest serial number printed of the form for the unit; 0 where none is."""
    wanted = select(func.max(blank_prints.c.last_serial)).where(
        blank_prints.c.form == form, blank_prints.c.unit_name == unit_name
    )
    return int(db.execute(wanted).scalar() or 0)


def within(db: Connection, scope: str | None, limit: int) -> tuple[BlankPrint, ...]:
    """The newest prints for units of the scope."""
    wanted = (
        select(blank_prints)
        .where(under(blank_prints.c.unit, scope))
        .order_by(blank_prints.c.id.desc())
        .limit(limit)
    )
    return tuple(
        BlankPrint(**{k: v for k, v in row._mapping.items() if k != "id"})
        for row in db.execute(wanted)
    )
