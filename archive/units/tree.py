"""The tree of units by path code, with the names of other times."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import Connection, delete, insert, select

from archive.catalogue.derived import insert_new
from archive.catalogue.entries import under
from archive.catalogue.month_tables import unit_names
from archive.catalogue.tables import units
from records.keeping import DatedName, Unit


def put(db: Connection, unit: Unit) -> None:
    """Add the unit; one that is there already stays as it is."""
    known = db.execute(select(units.c.code).where(units.c.code == unit.code)).one_or_none()
    if known is None:
        insert_new(db, units, [_unit_to_row(unit)])
        _put_names(db, unit)


def replace(db: Connection, unit: Unit) -> None:
    """Put the unit in the place of what its code stood for."""
    db.execute(delete(unit_names).where(unit_names.c.code == unit.code))
    db.execute(delete(units).where(units.c.code == unit.code))
    db.execute(insert(units).values(_unit_to_row(unit)))
    _put_names(db, unit)


def name_of(db: Connection, code: str) -> str | None:
    """What the unit is called; None for an unknown code."""
    return db.execute(select(units.c.name).where(units.c.code == code)).scalar_one_or_none()


def within(db: Connection, scope: str | None) -> tuple[Unit, ...]:
    """The units of the scope, by code."""
    earlier: dict[str, list[DatedName]] = defaultdict(list)
    names = select(unit_names).where(under(unit_names.c.code, scope))
    for row in db.execute(names.order_by(unit_names.c.code, unit_names.c.name)):
        earlier[row.code].append(DatedName(row.name, row.valid_from, row.valid_to))
    wanted = select(units).where(under(units.c.code, scope)).order_by(units.c.code)
    return tuple(
        Unit(
            row.code,
            row.name,
            tuple(json.loads(row.aliases)),
            tuple(earlier[row.code]),
            row.valid_from,
            row.valid_to,
        )
        for row in db.execute(wanted)
    )


def _unit_to_row(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "aliases": json.dumps(unit.aliases, ensure_ascii=False),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _put_names(db: Connection, unit: Unit) -> None:
    rows = [
        {"code": unit.code, "name": n.name, "valid_from": n.valid_from, "valid_to": n.valid_to}
        for n in unit.earlier
    ]
    if rows:
        insert_new(db, unit_names, rows)
