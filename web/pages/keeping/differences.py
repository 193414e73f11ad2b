"""Blobs, catalogue and index held against one another by an administrator; safe ones mended."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from service.permissions import Deed, require
from service.proof.reconcile import Difference, reconcile
from web.gate import Visiting, hall, tongue_of
from web.language import Tongue
from web.showing import show
from web.views.keeping.damage_view import to_line

router = APIRouter()
SHOWN = 200
"""Differences shown; their number stands beside them."""


@router.get("/admin/reconcile")
def differences_page(request: Request, visit: Visiting) -> Response:
    """The way to look for differences; with `look=1` what is found now."""
    require(visit.user, Deed.ADMINISTER)
    if request.query_params.get("look") != "1":
        return show(request, "reconcile.html", {"found": None, "is_mended": False})
    found = reconcile(visit.user, hall(request))
    return show(request, "reconcile.html", _values(found, tongue_of(request), is_mended=False))


@router.post("/admin/reconcile")
async def mend(request: Request, visit: Visiting) -> Response:
    """Mend what can be made again from what is whole; the rest is told."""
    require(visit.user, Deed.ADMINISTER)
    found = await run_in_threadpool(reconcile, visit.user, hall(request), mend=True)
    return show(request, "reconcile.html", _values(found, tongue_of(request), is_mended=True))


def _values(found: tuple[Difference, ...], tongue: Tongue, *, is_mended: bool) -> dict[str, Any]:
    groups = {
        "mended": [one for one in found if one.is_mended],
        "can": [one for one in found if one.can_be_mended and not one.is_mended],
        "cannot": [one for one in found if not one.can_be_mended],
    }
    return {
        "found": {
            name: ([to_line(one.damage, tongue) for one in own[:SHOWN]], len(own))
            for name, own in groups.items()
        },
        "is_mended": is_mended,
        "count": len(found),
    }
