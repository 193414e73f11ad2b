"""Serial numbers of blanks, counted on for each form and unit: no number is given twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from archive.catalogue import audit
from archive.prints import orders
from archive.prints.orders import BlankPrint
from compose.blank.sheet import Paper
from forms.form import Form
from records.errors import SerialGiven, UnitUnknown
from records.keeping import User
from service.permissions import Deed, require
from service.units.registry import unit_named
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies that want numbers; `unit` is the name they bear, `code` the unit's, "" for none."""

    form: Form
    unit: str
    code: str
    count: int
    paper: Paper


def keep_numbers(
    db: Connection, copies: Copies, who: str, at: datetime, start: int | None = None
) -> range:
    """The numbers of the copies, kept for good; raises SerialGiven for a `start` too low."""
    name = copies.unit.upper()
    free = orders.last_serial(db, copies.form.id, name) + 1
    first = free if start is None else start
    if first < free:
        raise SerialGiven(first=first, free=free)
    numbers = range(first, first + copies.count)
    orders.put(
        db,
        BlankPrint(
            copies.form.id,
            copies.form.version,
            copies.code,
            name,
            copies.paper,
            numbers[0],
            numbers[-1],
            at,
            who,
        ),
    )
    facts = {"form": copies.form.id, "version": copies.form.version}
    told = facts | {"first": numbers[0], "last": numbers[-1]}
    audit.write(db, at, who, "print-blanks", copies.code, told)
    return numbers


def number_copies(
    user: User,
    form: Form,
    unit: str,
    count: int,
    services: Services,
    *,
    paper: Paper = Paper.A4,
    start: int | None = None,
) -> range:
    """Numbers for copies that bear a unit as it is written, on the list of units or not.

    Raises NotAllowed, SerialGiven.
    """
    require(user, Deed.PRINT)
    try:
        code = unit_named(user, unit, services).code
    except UnitUnknown:
        code = ""
    with services.catalogue.begin() as db:
        copies = Copies(form, unit, code, count, paper)
        return keep_numbers(db, copies, user.name, services.clock(), start)
