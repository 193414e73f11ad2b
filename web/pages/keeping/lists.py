"""Lists of papers that are to go: looked through, approved by two, refused, carried out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from records.keeping import User
from service import library
from service.permissions import Deed, require
from service.retention import proposals
from service.retention.destroying import destroy
from web.deeds import Number, do
from web.gate import Visit, Visiting, hall, reaffirm, tongue_of
from web.problems import HTTP_CODES, DoorRefused, Told
from web.showing import show
from web.views.keeping.list_words import DONE, to_list_words
from web.views.query import href, number

router = APIRouter()
ROWS = 40
"""Papers shown at once."""
DEEDS = ("approve", "refuse", "destroy")


@router.get("/archive/keeping/lists")
def lists_page(request: Request, visit: Visiting) -> Response:
    """The lists within sight, newest first."""
    services, tongue = hall(request), tongue_of(request)
    found = proposals.destruction_lists(visit.user, services)
    names = {unit.code: unit.name for unit in library.units(visit.user, services)}
    may = visit.may(Deed.DESTROY)
    shown = [
        to_list_words(one, names.get(one.unit, ""), visit.user, tongue, may_destroy=may)
        for one in found
    ]
    return show(request, "keeping_lists.html", {"lists": shown})


@router.get("/archive/keeping/lists/{number}")
def list_page(request: Request, visit: Visiting, wanted: Number) -> Response:
    """One list: its way, its papers, and what the person may do with it."""
    return show(request, "keeping_list.html", _values(request, visit, wanted))


@router.post("/archive/keeping/lists/{number}")
async def decide(request: Request, visit: Visiting, wanted: Number) -> Response:
    """Approve a list, refuse it, or carry an approved one out."""
    require(visit.user, Deed.DESTROY)
    given = {key: str(value) for key, value in (await request.form()).items()}
    deed = given.get("deed", "")
    if deed not in DEEDS or (deed != "refuse" and given.get("sure") != "1"):
        raise DoorRefused(422, HTTP_CODES[422])

    def refused(told: Told) -> Response:
        return show(
            request, "keeping_list.html", _values(request, visit, wanted, told), told.status
        )

    return await do(
        request,
        lambda: _decide(request, visit.user, wanted, given),
        following=lambda _: f"/archive/keeping/lists/{wanted}?done={deed}",
        refused=refused,
    )


def _decide(request: Request, user: User, wanted: int, given: dict[str, str]) -> None:
    services = hall(request)
    if given["deed"] == "refuse":
        proposals.refuse(user, wanted, services, reason=given.get("reason", "")[:500])
        return
    reaffirm(request, user, given.get("password", ""))
    if given["deed"] == "approve":
        proposals.approve(user, wanted, services)
    else:
        destroy(user, wanted, services)


def _values(
    request: Request, visit: Visit, wanted: int, told: Told | None = None
) -> dict[str, Any]:
    services, tongue, asked = hall(request), tongue_of(request), request.query_params
    view = proposals.destruction_list(visit.user, wanted, services)
    names = {unit.code: unit.name for unit in library.units(visit.user, services)}
    items = {(one.entry, one.position): one for one in view.items}
    offset = number(asked.get("offset", ""), 0, 0)
    part = view.papers[offset : offset + ROWS]
    may = visit.may(Deed.DESTROY)
    here = f"/archive/keeping/lists/{wanted}"
    name = names.get(view.list.unit, "")
    return {
        "one": to_list_words(view.list, name, visit.user, tongue, may_destroy=may),
        "papers": [(filed, items[filed.entry, filed.position]) for filed in part],
        "hidden": len(view.items) - len(view.papers),
        "names": names,
        "told": told,
        "said": tongue.text(DONE.get(asked.get("done", ""), "")) if told is None else "",
        "at": lambda **changes: href(here, asked, **{"done": None, **changes}),
        "following": offset + ROWS if offset + ROWS < len(view.papers) else None,
        "earlier": max(0, offset - ROWS) if offset else None,
    }
