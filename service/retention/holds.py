"""Legal holds: months that nothing goes from, whatever their period says, until lifted."""

from __future__ import annotations

from dataclasses import replace

from archive.catalogue import audit, fingerprints
from archive.retention import rules
from archive.units import tree
from records.errors import HoldUnknown, MonthNotOne, NotFound, ReasonMissing
from records.keeping import User, is_under
from records.periods.retention import Hold
from service.filing.documents import MONTH
from service.filing.sight import sight_in
from service.permissions import Deed, require
from service.wiring import Services


def place_hold(
    user: User, unit: str, services: Services, *, reason: str, first: str = "", last: str = ""
) -> Hold:
    """Hold the unit's months (with all below) from `first` to `last`, `YYYY-MM`, open where empty.

    An empty unit, for those who see all, holds everything. Raises ReasonMissing, MonthNotOne,
    NotFound, NotAllowed.
    """
    require(user, Deed.RETAIN)
    if not reason.strip():
        raise ReasonMissing()
    for month in (first, last):
        if month and not MONTH.fullmatch(month):
            raise MonthNotOne(month=month)
    scope = sight_in(user, services).scope
    now = services.clock()
    hold = Hold(0, unit, first, last, reason.strip(), now, user.name)
    with services.catalogue.begin() as db:
        is_known = not unit or unit in {one.code for one in tree.within(db, unit)}
        if scope is None or not is_under(unit, scope) or not is_known:
            raise NotFound(what=unit)
        hold = replace(hold, number=rules.add_hold(db, hold))
        facts: dict[str, object] = {"hold": hold.number, "first": first, "last": last}
        facts |= {"reason": hold.reason, **fingerprints.told(db, "holds")}
        audit.write(db, now, user.name, "place-hold", unit or "*", facts)
    return hold


def lift_hold(user: User, number: int, services: Services, *, reason: str) -> None:
    """Lift a hold; it stays to be seen. Raises HoldUnknown, ReasonMissing, NotAllowed."""
    require(user, Deed.RETAIN)
    if not reason.strip():
        raise ReasonMissing()
    scope = sight_in(user, services).scope
    now = services.clock()
    with services.catalogue.begin() as db:
        found = {one.number: one for one in rules.every_hold(db)}.get(number)
        # Who sees a part cannot lift what someone above laid on the whole.
        is_mine = found is not None and scope is not None and is_under(found.unit, scope)
        if found is None or found.lifted_at is not None or not is_mine:
            raise HoldUnknown(number=number)
        rules.lift_hold(db, number, now, user.name, reason.strip())
        facts = {"hold": number, "reason": reason.strip()} | fingerprints.told(db, "holds")
        audit.write(db, now, user.name, "lift-hold", found.unit or "*", facts)


def holds(user: User, services: Services) -> tuple[Hold, ...]:
    """Holds that touch what the person sees, lifted ones too, in order; raises NotAllowed."""
    require(user, Deed.OVERSEE)
    with services.catalogue.read() as db:
        return rules.every_hold(db, sight_in(user, services).scope)
