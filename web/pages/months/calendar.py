"""The archive as a calendar of units and months, with the state of each."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from records.findings import Kind
from service import library, permissions
from service.filing import refiling
from service.months import calendar as months
from service.permissions import Deed
from service.retention.proposals import waiting_lists
from web.gate import Visiting, hall, tongue_of
from web.showing import show
from web.views.months.calendar_view import Asked, to_calendar
from web.views.query import LONGEST, href, number

router = APIRouter()
FIRST_YEAR, LAST_YEAR = 1900, 9998
LATE_DAY = 5


@router.get("/archive")
def archive(request: Request, visit: Visiting) -> Response:
    """Documents of a year by unit and month; the latest year with documents unless one is named."""
    services, user = hall(request), visit.user
    permissions.require(user, Deed.READ, admin_reads=visit.admin_reads)
    counts = library.archive_counts(user, services)
    years = sorted({int(count.month[:4]) for count in counts if count.month})
    latest = years[-1] if years else services.clock().year
    wanted = request.query_params
    year = min(LAST_YEAR, number(wanted.get("year", ""), FIRST_YEAR, latest))
    kind = Kind(wanted["kind"]) if wanted.get("kind") in set(Kind) else None
    expected = services.settings.months.expectations()
    asked = Asked(
        year,
        kind,
        wanted.get("unit", "")[:LONGEST],
        services.clock().date(),
        max((one.day for one in expected), default=LATE_DAY),
    )
    rows = months.calendar(user, year, services)
    tongue = tongue_of(request)
    nearest = min(years, key=lambda other: abs(other - year), default=None)
    chosen = next((row.unit for row in rows if row.unit.code == asked.unit), None)
    return show(
        request,
        "archive.html",
        {
            "calendar": to_calendar(rows, counts, asked, tongue),
            "kind": kind,
            "chosen": chosen,
            "at": lambda **changes: href("/archive", {**wanted, "year": str(year)}, **changes),
            "waiting_lists": waiting_lists(user, services),
            "unfiled": refiling.tray(user, services).count,
            "export_unit": chosen.code if chosen else (rows[0].unit.code if rows else ""),
            "other_year_href": f"/archive?year={nearest}" if nearest else "",
            "other_year_label": tongue.text("Buka tahun {year}", year=nearest) if nearest else "",
        },
    )
