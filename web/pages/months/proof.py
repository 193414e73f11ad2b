"""Proof that a sealed month, or the whole archive, is unchanged, in an auditor's words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from service.months.unit_month import open_month
from service.permissions import Deed
from service.proof.month_proof import last_proof, prove_month
from service.proof.whole_proof import last_whole_proof, proof_under_way, prove_whole
from web.gate import Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER
from web.showing import show
from web.views.keeping.damage_view import to_areas
from web.views.months.proof_view import CHECKS, to_proof_view, to_seal_view
from web.views.query import LONGEST, href

router = APIRouter()
Month = Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


@router.get("/archive/proof")
def whole_page(request: Request, visit: Visiting) -> Response:
    """What the latest check of the whole archive found, and the way to check it anew."""
    services, tongue = hall(request), tongue_of(request)
    found = last_whole_proof(visit.user, services)
    values = {
        "proof": found,
        "areas": to_areas(found.told if found else (), tongue),
        "checks": [(tongue.text(one.title), tongue.text(one.told)) for one in CHECKS.values()],
        "under_way": proof_under_way(visit.user, services),
        "night": services.settings.night,
    }
    return show(request, "proof_whole.html", values)


@router.post("/archive/proof")
async def prove_all(request: Request, visit: Visiting) -> Response:
    """Check the whole archive from a page without scripts."""
    await run_in_threadpool(prove_whole, visit.user, hall(request))
    return RedirectResponse("/archive/proof", SEE_OTHER)


@router.get("/archive/{month}/proof")
def month_page(request: Request, visit: Visiting, month: Month) -> Response:
    """The month's seals, what the latest check found, and how to check them oneself."""
    services, tongue = hall(request), tongue_of(request)
    unit = request.query_params.get("unit", "")[:LONGEST]
    opened = open_month(visit.user, unit, month, services)
    found = last_proof(visit.user, unit, month, services)
    return show(
        request,
        "month_proof.html",
        {
            "opened": opened,
            "seals": [to_seal_view(seal) for seal in opened.seals],
            "proof": to_proof_view(found, tongue) if found else None,
            "back": href(f"/archive/{month}", {}, unit=unit),
            "may_prove": visit.may(Deed.EXPORT) and bool(opened.seals),
        },
    )


@router.post("/archive/{month}/proof")
async def prove(request: Request, visit: Visiting, month: Month) -> Response:
    """Check a month from a page without scripts."""
    unit = str((await request.form()).get("unit", ""))[:LONGEST]
    await run_in_threadpool(prove_month, visit.user, unit, month, hall(request))
    return RedirectResponse(href(f"/archive/{month}/proof", {}, unit=unit), SEE_OTHER)
