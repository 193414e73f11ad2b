"""Months that wait for a person: to be submitted, accepted, sealed, or looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive.months import states
from archive.units import tree
from records.keeping import Unit, User
from records.months import Month, MonthState, MonthStep
from service.filing.sight import sight_in
from service.months.calendar import due_date, expected_of
from service.months.steps import LEADS, stands_right
from service.permissions import Deed, is_allowed
from service.wiring import Services

MOST = 40
NEXT: dict[MonthState, MonthStep] = {
    MonthState.RETURNED: MonthStep.SUBMIT,
    MonthState.SUBMITTED: MonthStep.ACCEPT,
    MonthState.ACCEPTED: MonthStep.SEAL,
}
"""The step that each state waits for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A month that waits for a step the person may take, and the day it is due."""

    unit: Unit
    month: Month
    step: MonthStep
    due: date
    is_overdue: bool


def waiting(user: User, services: Services) -> tuple[Waiting, ...]:
    """What the person is waited for, the most overdue first: steps of touched months, and the
    last month of the person's own unit while nobody has said anything of it.
    """
    scope = sight_in(user, services).scope
    if scope is None:
        return ()
    with services.catalogue.read() as db:
        known = tree.within(db, "")
        touched = list(states.within(db, scope))
    units = {one.code: one for one in known}
    today = services.clock().date()
    touched += _own(user, units, touched, today)
    found = []
    for month in touched:
        step = NEXT.get(month.state, MonthStep.SUBMIT)
        if month.state is MonthState.SEALED or month.unit not in units:
            continue
        is_own = step is not MonthStep.SUBMIT or month.unit == user.unit
        stands = stands_right(user, month.unit, step, known)
        if is_own and stands and is_allowed(user, LEADS[step][2]):
            due = _due(month, services)
            found.append(Waiting(units[month.unit], month, step, due, today > due))
    return tuple(sorted(found, key=lambda one: (one.due, one.unit.code))[:MOST])


def can_be_asked(user: User) -> bool:
    """Whether months wait for the person's role at all."""
    return any(is_allowed(user, deed) for deed in (Deed.SUBMIT, Deed.ACCEPT, Deed.SEAL))


def _own(user: User, units: dict[str, Unit], touched: list[Month], today: date) -> list[Month]:
    """The last month of the person's own unit, where it has not been touched."""
    last = f"{today.year - (today.month == 1):04}-{(today.month - 2) % 12 + 1:02}"
    mine = units.get(user.unit)
    is_touched = any(m.unit == user.unit and m.month == last for m in touched)
    if mine is None or is_touched or not mine.is_there_in(last):
        return []
    return [Month(user.unit, last)]


def _due(month: Month, services: Services) -> date:
    wanted = expected_of(month.unit, services.settings.months.expectations())
    return due_date(month.month, max((one.day for one in wanted), default=5))
