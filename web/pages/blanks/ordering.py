"""Blanks to print: choose form, unit, copies and paper, look at the page, take the PDF."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from compose.blank.sheet import Paper
from records.errors import BerkasError
from service import permissions
from service.definitions import pictures
from service.permissions import Deed
from service.printing import ordering
from service.printing.ordering import MOST_COPIES, Order
from web.gate import Visit, Visiting, hall, tongue_of
from web.problems import Told, tell
from web.showing import show
from web.views.query import href, number

router = APIRouter()
LONGEST = 200
MOST_PAGES = 20


def _order(asked: dict[str, str]) -> Order:
    paper = asked.get("paper", "")
    return Order(
        asked.get("form", "")[:LONGEST],
        asked.get("unit", "")[:LONGEST],
        number(asked.get("copies", ""), 0, 1),
        Paper(paper) if paper in set(Paper) else Paper.A4,
    )


@router.get("/blanks")
def blanks(request: Request, visit: Visiting) -> Response:
    """What can be printed, the page as it will look, and what was printed before."""
    permissions.require(visit.user, Deed.PRINT)
    return _page(request, visit, _order(dict(request.query_params)), None)


def _page(request: Request, visit: Visit, order: Order, told: Told | None) -> Response:
    services, user = hall(request), visit.user
    forms, units = (
        ordering.printable_forms(user, services),
        ordering.printable_units(user, services),
    )
    chosen = next((form for form in forms if form.id == order.form), forms[0] if forms else None)
    unit = next((one for one in units if one.code == order.unit), units[0] if units else None)
    picture = ""
    if chosen and unit:
        asked = {"form": chosen.id, "unit": unit.code, "paper": order.paper.value}
        picture = href("/blanks/picture", asked)
    values = {
        "forms": forms,
        "units": units,
        "chosen": chosen,
        "unit": unit,
        "order": order,
        "papers": ordering.PAPERS,
        "most_copies": MOST_COPIES,
        "picture": picture,
        "prints": ordering.earlier_prints(user, services)[:20],
        "told": told,
    }
    return show(request, "blanks.html", values, told.status if told else 200)


@router.get("/blanks/picture")
def picture(request: Request, visit: Visiting) -> Response:
    """A page of the blank as it would be printed."""
    permissions.require(visit.user, Deed.PRINT)
    asked = dict(request.query_params)
    page = min(MOST_PAGES, number(asked.get("page", ""), 1, 1))
    drawn = pictures.order_picture(visit.user, _order(asked), page, hall(request))
    return Response(drawn, media_type="image/webp", headers={"cache-control": "no-store"})


@router.post("/blanks")
async def print_blanks(request: Request, visit: Visiting) -> Response:
    """Numbered copies as one PDF to be saved and printed."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    order = _order(form)
    try:
        made = await run_in_threadpool(ordering.print_blanks, visit.user, order, hall(request))
    except BerkasError as error:
        permissions.require(visit.user, Deed.PRINT)
        told = tell(error, tongue_of(request))
        return await run_in_threadpool(_page, request, visit, order, told)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(made.name, safe='')}",
        "cache-control": "no-store",
    }
    return Response(made.pdf, media_type="application/pdf", headers=headers)
