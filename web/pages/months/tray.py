"""Papers that cannot be filed by what was read, and filing put right with a reason."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.keeping import EntryId
from service import library, permissions
from service.filing import refiling
from service.permissions import Deed
from web.gate import Visiting, hall
from web.pages.sign_in import SEE_OTHER, inner_path
from web.showing import show
from web.views.query import LONGEST, number

router = APIRouter()
ROWS = 25


@router.get("/archive/tray")
def tray(request: Request, visit: Visiting) -> Response:
    """Papers without a known unit or a month, each with the form that files it."""
    services, asked = hall(request), request.query_params
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    found = refiling.tray(visit.user, services)
    offset = number(asked.get("offset", ""), 0, 0)
    return show(
        request,
        "tray.html",
        {
            "papers": found.documents[offset : offset + ROWS],
            "count": found.count,
            "units": library.units(visit.user, services),
            "may_file": visit.may(Deed.FILE),
            "last": {key: asked.get(key, "")[:LONGEST] for key in ("unit", "month", "reason")},
            "filed": asked.get("filed", "")[:LONGEST],
            "following": offset + ROWS if offset + ROWS < len(found.documents) else None,
        },
    )


@router.post("/entries/{entry_id}/filing")
async def file(request: Request, visit: Visiting, entry_id: str) -> Response:
    """File a document under another unit or month, with the reason why."""
    form = {key: str(value)[:LONGEST] for key, value in (await request.form()).items()}
    name = (EntryId(entry_id), number(form.get("document", ""), 0, 0))
    unit, month, reason = (form.get(key, "").strip() for key in ("unit", "month", "reason"))
    services = hall(request)

    def correct() -> refiling.Filing:
        return refiling.correct(
            visit.user, name, services, reason=reason, unit=unit or None, month=month or None
        )

    await run_in_threadpool(correct)
    if form.get("back"):
        return RedirectResponse(inner_path(form["back"]), SEE_OTHER)
    kept = {"unit": unit, "month": month, "reason": reason, "filed": f"{entry_id}-{name[1]}"}
    return RedirectResponse(f"/archive/tray?{urlencode(kept)}", SEE_OTHER)
