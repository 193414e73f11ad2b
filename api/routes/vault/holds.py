"""Legal holds over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.routes.vault.shapes import HoldShape, Lifting, NewHold
from service.permissions import Deed, require
from service.retention import holds
from web.deeds import Number
from web.gate import Visiting, hall, reaffirm

router = APIRouter(prefix="/retention/holds", tags=["retention"])


@router.get("")
def every_hold(request: Request, visit: Visiting) -> list[HoldShape]:
    """Holds that touch what the person sees, lifted ones too."""
    return [HoldShape.of(one) for one in holds.holds(visit.user, hall(request))]


@router.post("", status_code=201)
def place(request: Request, visit: Visiting, wanted: NewHold) -> HoldShape:
    """Keep months of a unit with all below, whatever their period says, until lifted."""
    placed = holds.place_hold(
        visit.user,
        wanted.unit,
        hall(request),
        reason=wanted.reason,
        first=wanted.first,
        last=wanted.last,
    )
    return HoldShape.of(placed)


@router.post("/{number}/lift", status_code=204)
def lift(request: Request, visit: Visiting, number: Number, why: Lifting) -> None:
    """Lift a hold, one's password given; it stays to be seen."""
    require(visit.user, Deed.RETAIN)
    reaffirm(request, visit.user, why.password)
    holds.lift_hold(visit.user, number, hall(request), reason=why.reason)
