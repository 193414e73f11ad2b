"""The steps of a unit's month: submitted, said nihil, returned with a reason, accepted.

A unit submits its own month; who stands above it returns or accepts. The unit at the top of the
list has nobody above, so its own head does both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from archive.catalogue import audit
from archive.months import states
from archive.units import tree
from records.errors import (
    MonthNotEmpty,
    MonthNotOne,
    MonthStateWrong,
    NotAllowed,
    NotFound,
    ReasonMissing,
)
from records.keeping import Unit, User, is_under
from records.months import Month, MonthState, MonthStep, Transition
from service.filing.documents import MONTH
from service.filing.sight import sight_in
from service.permissions import Deed, is_allowed, require
from service.wiring import Services

LEADS: dict[MonthStep, tuple[frozenset[MonthState], MonthState, Deed]] = {
    MonthStep.SUBMIT: (
        frozenset({MonthState.OPEN, MonthState.RETURNED}),
        MonthState.SUBMITTED,
        Deed.SUBMIT,
    ),
    MonthStep.NIHIL: (
        frozenset({MonthState.OPEN, MonthState.RETURNED}),
        MonthState.SUBMITTED,
        Deed.SUBMIT,
    ),
    MonthStep.RETURN: (
        frozenset({MonthState.SUBMITTED, MonthState.ACCEPTED}),
        MonthState.RETURNED,
        Deed.ACCEPT,
    ),
    MonthStep.ACCEPT: (frozenset({MonthState.SUBMITTED}), MonthState.ACCEPTED, Deed.ACCEPT),
    MonthStep.SEAL: (frozenset({MonthState.ACCEPTED}), MonthState.SEALED, Deed.SEAL),
    MonthStep.SUPPLEMENT: (frozenset({MonthState.SEALED}), MonthState.SEALED, Deed.SEAL),
    MonthStep.DESTROY: (frozenset({MonthState.SEALED}), MonthState.SEALED, Deed.DESTROY),
    MonthStep.LATE: (
        frozenset({MonthState.SUBMITTED, MonthState.ACCEPTED}),
        MonthState.SUBMITTED,
        Deed.ADMINISTER,
    ),
}
"""From which states a step leads where, and which right it takes."""
NOBODYS = frozenset({MonthStep.DESTROY, MonthStep.LATE})
"""Papers go by a list over many months, and come late by themselves: no step of a month's page."""
SAID_ANEW = frozenset({MonthStep.SUBMIT, MonthStep.RETURN, MonthStep.LATE})
"""Steps after which a month is no longer said to be nihil."""


def submit(user: User, unit: str, month: str, services: Services) -> Month:
    """The unit says its month is whole; raises MonthStateWrong, NotAllowed, NotFound."""
    return _step(user, unit, month, MonthStep.SUBMIT, services)


def declare_nihil(user: User, unit: str, month: str, services: Services) -> Month:
    """The unit says it has nothing to report; raises MonthNotEmpty where papers are filed."""
    return _step(user, unit, month, MonthStep.NIHIL, services)


def send_back(user: User, unit: str, month: str, services: Services, *, reason: str) -> Month:
    """Return a submitted month to its unit; raises ReasonMissing without a reason."""
    if not reason.strip():
        raise ReasonMissing()
    return _step(user, unit, month, MonthStep.RETURN, services, reason.strip())


def accept(user: User, unit: str, month: str, services: Services) -> Month:
    """Take the month as whole; what is accepted can be sealed."""
    return _step(user, unit, month, MonthStep.ACCEPT, services)


@dataclass(frozen=True, slots=True)
class MonthHistory:
    """A month's state with every step that led to it, and the steps open to the asker."""

    month: Month
    steps: tuple[Transition, ...]
    may: tuple[MonthStep, ...]


def history(user: User, unit: str, month: str, services: Services) -> MonthHistory:
    """The month within sight; raises NotFound, MonthNotOne."""
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        found = states.get(db, unit, month)
        steps = states.history(db, unit, month)
        known = tree.within(db, "")
    steps_here = [step for step in MonthStep if step not in NOBODYS]
    may = tuple(step for step in steps_here if _may(user, found, step, known))
    return MonthHistory(found, steps, may)


def check_seen(user: User, unit: str, month: str, db: Connection, services: Services) -> None:
    """Pass where unit (within sight) and month are such; raises NotFound, MonthNotOne."""
    if not re.fullmatch(MONTH, month):
        raise MonthNotOne(month=month)
    scope = sight_in(user, services).scope
    is_known = unit in {one.code for one in tree.within(db, unit)}
    if scope is None or not is_under(unit, scope) or not is_known:
        raise NotFound(what=unit)


def require_step(user: User, found: Month, step: MonthStep, db: Connection) -> None:
    """Pass where the person may take the step from here; raises NotAllowed, MonthStateWrong."""
    before, _, deed = LEADS[step]
    require(user, deed)
    if not stands_right(user, found.unit, step, tree.within(db, "")):
        raise NotAllowed(role=str(user.role), deed=str(step))
    if found.state not in before:
        facts = {"unit": found.unit, "month": found.month, "state": str(found.state)}
        raise MonthStateWrong(deed=str(step), **facts)


def moved(
    user: User, found: Month, step: MonthStep, db: Connection, now: datetime, reason: str = ""
) -> Month:
    """Write the step down in the open transaction: state, history and trail."""
    was_wrong = step is MonthStep.LATE and found.is_nihil
    after = replace(
        found,
        state=MonthState.RETURNED if was_wrong else LEADS[step][1],
        is_nihil=step is MonthStep.NIHIL or (found.is_nihil and step not in SAID_ANEW),
        changed_at=now,
        changed_by=user.name,
    )
    states.put(db, after)
    states.note(db, after, step, found.state, reason)
    facts = {"unit": found.unit, "month": found.month, "state": str(after.state), "reason": reason}
    audit.write(db, now, user.name, f"month-{step}", f"{found.unit}@{found.month}"[:200], facts)
    return after


def _step(
    user: User, unit: str, month: str, step: MonthStep, services: Services, reason: str = ""
) -> Month:
    with services.catalogue.begin() as db:
        check_seen(user, unit, month, db, services)
        found = states.get(db, unit, month)
        require_step(user, found, step, db)
        if step is MonthStep.NIHIL and (count := len(states.papers(db, unit, month))):
            raise MonthNotEmpty(unit=unit, month=month, papers=count)
        return moved(user, found, step, db, services.clock(), reason)


def _may(user: User, found: Month, step: MonthStep, known: tuple[Unit, ...]) -> bool:
    before, _, deed = LEADS[step]
    stands = stands_right(user, found.unit, step, known)
    return found.state in before and is_allowed(user, deed) and stands


def stands_right(user: User, unit: str, step: MonthStep, known: tuple[Unit, ...]) -> bool:
    """Who returns, accepts and seals stands above the unit, or at the top of all."""
    if LEADS[step][2] is Deed.SUBMIT or user.unit != unit:
        return is_under(unit, user.unit)
    return not any(is_under(unit, one.code) and one.code != unit for one in known)
