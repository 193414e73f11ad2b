"""Blanks printed on order: form, unit and number of copies in, a print-ready PDF out.

Every copy bears a serial number, counted on for each form and unit, so that no number is given
twice; each order is kept and stands in the trail. `preview` prints one copy that is numbered
000000 and leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.prints import orders
from archive.prints.orders import BlankPrint
from archive.units import tree
from compose.blank.document import Blank, compose_blank, named_form
from compose.blank.sheet import Paper
from compose.monthly.wording import letterhead
from forms.definitions import usable_forms
from forms.form import Form
from records.errors import CopiesRefused, NotFound
from records.keeping import Unit, User, is_under
from service.filing.sight import sight_in
from service.months.recap import names_above
from service.permissions import Deed, require
from service.printing.numbering import Copies, keep_numbers
from service.wiring import Services

MOST_COPIES = 1000
"""In one order: a ream and a half, some 20 MB."""
MOST_TOLD = 100
PREVIEW_SERIAL = 0
PAPERS = tuple(Paper)
"""Sizes of paper, the usual one first: `a4`, `f4`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed; `unit` is its path code."""

    form: str
    unit: str
    copies: int = 1
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class Printed:
    """A print-ready PDF/A, the name to save it under, and the serial numbers on its copies."""

    pdf: bytes
    name: str
    first_serial: int
    last_serial: int
    pages_each: int


def printable_forms(user: User, services: Services) -> tuple[Form, ...]:
    """The forms one may print, the office's own last; raises NotAllowed.

    Each tells its id, version and titles; the first title is what the paper is headed with. Forms
    of another office, whose paper is not ours, are read and not printed.
    """
    require(user, Deed.PRINT)
    return tuple(form for form in usable_forms(services.settings.forms_folder) if not form.pages)


def printable_units(user: User, services: Services) -> tuple[Unit, ...]:
    """The units one may print for, by code; raises NotAllowed."""
    require(user, Deed.PRINT)
    with services.catalogue.read() as db:
        return tree.within(db, sight_in(user, services).scope)


def print_blanks(user: User, order: Order, services: Services) -> Printed:
    """Numbered copies for a unit within sight; the order is kept.

    Raises NotAllowed, NotFound, FormUnknown, CopiesRefused, TypesettingFailed.
    """
    if not 1 <= order.copies <= MOST_COPIES:
        raise CopiesRefused(most=MOST_COPIES)
    form = named_form(order.form, printable_forms(user, services))
    with services.catalogue.begin() as db:
        known = tree.within(db, "")
        unit = _unit_within(user, order.unit, known, services)
        copies = Copies(form, unit.name, unit.code, order.copies, order.paper)
        numbers = keep_numbers(db, copies, user.name, services.clock())
    first, last = numbers[0], numbers[-1]
    # Typeset after the commit: a thousand copies take seconds, and a number lost is no harm.
    blank = _typeset(form, unit, known, order, first)
    name = f"{form.id}-{first:06d}-{last:06d}.pdf" if last > first else f"{form.id}-{first:06d}.pdf"
    return Printed(blank.pdf, name, first, last, blank.pages)


def preview(user: User, order: Order, services: Services) -> bytes:
    """One copy as it would be printed, numbered 000000; raises what `print_blanks` does."""
    form = named_form(order.form, printable_forms(user, services))
    with services.catalogue.read() as db:
        known = tree.within(db, "")
    unit = _unit_within(user, order.unit, known, services)
    one = Order(order.form, order.unit, 1, order.paper)
    return _typeset(form, unit, known, one, PREVIEW_SERIAL).pdf


def earlier_prints(user: User, services: Services) -> tuple[BlankPrint, ...]:
    """The newest hundred prints for units within sight, newest first; raises NotAllowed."""
    require(user, Deed.PRINT)
    with services.catalogue.read() as db:
        return orders.within(db, sight_in(user, services).scope, MOST_TOLD)


def _unit_within(user: User, code: str, known: Iterable[Unit], services: Services) -> Unit:
    scope = sight_in(user, services).scope
    for unit in known:
        if unit.code == code and scope is not None and is_under(code, scope):
            return unit
    raise NotFound(what=code)


def _typeset(form: Form, unit: Unit, known: Iterable[Unit], order: Order, first: int) -> Blank:
    above = letterhead(names_above(unit, known))[:-1]
    return compose_blank(
        form,
        unit.name.upper(),
        letterhead=above,
        copies=order.copies,
        serial_start=first,
        paper=order.paper,
    )
