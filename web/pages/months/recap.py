"""The month's recapitulation made from records, beside the one that was typed and scanned."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from records.keeping import Filed
from service.months.comparison import compare_recaps
from service.months.recap import recap
from service.months.sources import within_sight
from service.months.unit_month import open_month
from web.gate import Visiting, hall
from web.showing import show
from web.views.months.recap_view import Chosen, to_recap_view
from web.views.query import LONGEST, href, number

router = APIRouter()
Month = Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


@router.get("/archive/{month}/recap")
def recap_page(request: Request, visit: Visiting, month: Month) -> Response:
    """Counts by officer, each leading to its papers, and what the typed table says instead."""
    services, asked, user = hall(request), request.query_params, visit.user
    unit = asked.get("unit", "")[:LONGEST]
    opened = open_month(user, unit, month, services)
    _, counted = recap(user, unit, month, services)
    comparisons = compare_recaps(user, unit, month, services)
    rows, columns = len(counted.table.rows), len(counted.table.total)
    row, column = (number(asked.get(key, ""), 0, -1) for key in ("row", "column"))
    chosen = Chosen(row, column) if 0 <= row < rows and 0 <= column < columns else None
    named = sorted({name for links in counted.behind for cell in links for name in cell})
    named += [one.document for one in comparisons]
    papers: dict[str, Filed] = within_sight(user, named, services)
    view = to_recap_view(counted, comparisons, papers, chosen)
    return show(
        request,
        "month_recap.html",
        {
            "opened": opened,
            "view": view,
            "back": href(f"/archive/{month}", {}, unit=unit),
            "at": lambda **changes: href(f"/archive/{month}/recap", {"unit": unit}, **changes),
        },
    )
