"""The archive as a calendar of units and months."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from records.findings import Kind
from service import library, permissions
from service.permissions import Deed
from web.gate import Visiting, hall, tongue_of
from web.showing import show
from web.views.calendar_view import counts_to_calendar
from web.views.query import number

router = APIRouter()
FIRST_YEAR, LAST_YEAR = 1900, 9998


@router.get("/archive")
def archive(request: Request, visit: Visiting) -> Response:
    """Documents of a year by unit and month; the latest year with documents unless one is named."""
    services = hall(request)
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    counts = library.archive_counts(visit.user, services)
    years = sorted({int(count.month[:4]) for count in counts if count.month})
    latest = years[-1] if years else services.clock().year
    year = min(LAST_YEAR, number(request.query_params.get("year", ""), FIRST_YEAR, latest))
    asked_kind = request.query_params.get("kind", "")
    kind = Kind(asked_kind) if asked_kind in set(Kind) else None
    nearest = min(years, key=lambda other: abs(other - year), default=None)
    tongue = tongue_of(request)
    return show(
        request,
        "archive.html",
        {
            "calendar": counts_to_calendar(counts, year, kind),
            "kind": kind,
            "kind_part": f"&kind={kind}" if kind else "",
            "undated": sum(count.documents for count in counts if not count.month),
            "other_year_href": f"/archive?year={nearest}" if nearest else "",
            "other_year_label": tongue.text("Buka tahun {year}", year=nearest) if nearest else "",
        },
    )
