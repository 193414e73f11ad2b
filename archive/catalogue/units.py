"""The tree of units by path code, and a letterhead's wording matched to it."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from archive.catalogue.derived import insert_new
from archive.catalogue.entries import under
from archive.catalogue.tables import units
from records.keeping import Unit


def put(db: Connection, unit: Unit) -> None:
    """Add the unit; one that is there already stays as it is."""
    row = {"code": unit.code, "name": unit.name, "aliases": json.dumps(unit.aliases)}
    insert_new(db, units, [row])


def within(db: Connection, scope: str | None) -> tuple[Unit, ...]:
    """The units of the scope, by code."""
    wanted = select(units).where(under(units.c.code, scope)).order_by(units.c.code)
    return tuple(
        Unit(row.code, row.name, tuple(json.loads(row.aliases))) for row in db.execute(wanted)
    )


def fold(wording: str) -> str:
    """A unit's wording without what scribes vary: case, blanks, punctuation."""
    return "".join(letter for letter in wording.casefold() if letter.isalnum())


def match(known: tuple[Unit, ...], wording: str) -> Unit | None:
    """The one unit that bears the code, name or alias; None where none or several do."""
    wanted = fold(wording)
    found = {
        unit.code: unit
        for unit in known
        if wanted in {fold(text) for text in (unit.code, unit.name, *unit.aliases)}
    }
    return next(iter(found.values())) if len(found) == 1 else None
