"""What is due by archive code, and the list that is drawn up from it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from records.keeping import User
from service import library
from service.permissions import Deed, require
from service.retention import proposals
from service.retention.due import due
from service.wiring import Services
from web.deeds import do
from web.gate import Visit, Visiting, hall, tongue_of
from web.problems import Told
from web.showing import show
from web.views.keeping.due_view import ROWS, to_due_view
from web.views.query import LONGEST, href, number

router = APIRouter()
FIRST_YEAR = 1900


@router.get("/archive/keeping")
def due_page(request: Request, visit: Visiting) -> Response:
    """Papers whose period is over within sight, summed by unit, year and archive code."""
    require(visit.user, Deed.OVERSEE)
    return show(request, "keeping_due.html", _values(request, visit))


@router.post("/archive/keeping")
async def propose(request: Request, visit: Visiting) -> Response:
    """Draw up a list of what may go; without any such the page says so."""
    require(visit.user, Deed.RETAIN)
    given = {key: str(value) for key, value in (await request.form()).items()}

    def refused(told: Told) -> Response:
        return show(request, "keeping_due.html", _values(request, visit, given, told), told.status)

    return await do(
        request,
        lambda: _propose(visit.user, given, hall(request)),
        following=lambda made: f"/archive/keeping/lists/{made}?done=propose",
        refused=refused,
    )


def _propose(user: User, given: dict[str, str], services: Services) -> int:
    year = number(given.get("year", ""), FIRST_YEAR, 0) or None
    made = proposals.propose(
        user,
        given.get("unit", "")[:LONGEST],
        services,
        reason=given.get("reason", "")[:500],
        year=year,
        asked="asked" in given,
    )
    return made.number


def _values(
    request: Request,
    visit: Visit,
    given: dict[str, str] | None = None,
    told: Told | None = None,
) -> dict[str, Any]:
    services, asked = hall(request), request.query_params
    units = library.units(visit.user, services)
    chosen = asked.get("unit", "")[:LONGEST]
    known = {unit.code: unit.name for unit in units}
    everything = asked.get("all") == "1"
    groups = due(
        visit.user, services, unit=chosen if chosen in known else "", everything=everything
    )
    offset = number(asked.get("offset", ""), 0, 0)
    view = to_due_view(groups, known, tongue_of(request), offset=offset)
    return {
        "view": view,
        "units": units,
        "chosen": chosen if chosen in known else "",
        "everything": everything,
        "given": dict(asked) if given is None else given,
        "told": told,
        "at": lambda **changes: href("/archive/keeping", asked, **changes),
        "following": offset + ROWS if offset + ROWS < view.count else None,
        "earlier": max(0, offset - ROWS) if offset else None,
    }
