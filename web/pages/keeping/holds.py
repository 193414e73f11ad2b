"""Legal holds: placed on months of a unit, lifted with a reason, and all that ever were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from records.keeping import is_under
from service import library
from service.permissions import Deed, require
from service.retention import holds
from web.deeds import Number, do
from web.gate import Visit, Visiting, hall, reaffirm, tongue_of
from web.problems import Told
from web.showing import show
from web.views.keeping.list_words import DONE
from web.views.query import LONGEST

router = APIRouter()
ALL = "*"
"""What the form sends for every unit."""


@router.get("/archive/keeping/holds")
def holds_page(request: Request, visit: Visiting) -> Response:
    """Holds that touch what the person sees: those in force first, lifted ones after."""
    require(visit.user, Deed.OVERSEE)
    return show(request, "keeping_holds.html", _values(request, visit))


@router.post("/archive/keeping/holds")
async def place(request: Request, visit: Visiting) -> Response:
    """Place a hold."""
    require(visit.user, Deed.RETAIN)
    given = {key: str(value) for key, value in (await request.form()).items()}
    unit = given.get("unit", "")[:LONGEST]

    def deed() -> None:
        holds.place_hold(
            visit.user,
            "" if unit == ALL else unit or visit.user.unit,
            hall(request),
            reason=given.get("reason", "")[:500],
            first=given.get("first", "")[:7],
            last=given.get("last", "")[:7],
        )

    return await _after(request, visit, deed, "hold", given)


@router.post("/archive/keeping/holds/{number}/lift")
async def lift(request: Request, visit: Visiting, wanted: Number) -> Response:
    """Lift a hold with a reason; it stays in the list."""
    require(visit.user, Deed.RETAIN)
    given = {key: str(value) for key, value in (await request.form()).items()}

    def deed() -> None:
        reaffirm(request, visit.user, given.get("password", ""))
        reason = given.get("reason", "")[:500]
        holds.lift_hold(visit.user, wanted, hall(request), reason=reason)

    return await _after(request, visit, deed, "lift", {})


async def _after(
    request: Request,
    visit: Visit,
    deed: Callable[[], None],
    done: str,
    given: dict[str, str],
) -> Response:
    def refused(told: Told) -> Response:
        return show(
            request, "keeping_holds.html", _values(request, visit, given, told), told.status
        )

    address = f"/archive/keeping/holds?done={done}"
    return await do(request, deed, following=lambda _: address, refused=refused)


def _values(
    request: Request,
    visit: Visit,
    given: dict[str, str] | None = None,
    told: Told | None = None,
) -> dict[str, Any]:
    services, tongue = hall(request), tongue_of(request)
    found = holds.holds(visit.user, services)
    units = library.units(visit.user, services)
    done, may = request.query_params.get("done", ""), visit.may(Deed.RETAIN)
    return {
        "standing": [one for one in reversed(found) if one.lifted_at is None],
        "lifted": [one for one in reversed(found) if one.lifted_at is not None],
        "units": units,
        "names": {unit.code: unit.name for unit in units},
        "may_lift": lambda one: may and is_under(one.unit, visit.user.unit),
        "given": given or {},
        "told": told,
        "said": tongue.text(DONE.get(done, "")) if told is None else "",
    }
