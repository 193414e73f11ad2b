"""The retention schedule: read by those who keep, taken over from a table by administrators."""

from __future__ import annotations

from typing import Any, BinaryIO

from fastapi import APIRouter, Request, Response

from service.permissions import Deed, require
from service.retention import schedule
from service.wiring import Services
from web.deeds import do
from web.gate import Visit, Visiting, hall, tongue_of
from web.problems import Told
from web.showing import show
from web.tables import given_table, kept_table, table_answer
from web.views.keeping.due_view import FATES
from web.views.keeping.list_words import DONE
from web.views.months.month_words import what_label

router = APIRouter()


@router.get("/archive/keeping/schedule")
def schedule_page(request: Request, visit: Visiting) -> Response:
    """The rules by code, for those who keep papers or look after the service."""
    _require(visit)
    return show(request, "keeping_schedule.html", _values(request, visit))


@router.post("/archive/keeping/schedule")
async def take_over(request: Request, visit: Visiting) -> Response:
    """Put the schedule of a table in the place of the earlier one."""
    require(visit.user, Deed.ADMINISTER)
    source, suffix = await given_table(request)

    def refused(told: Told) -> Response:
        return show(request, "keeping_schedule.html", _values(request, visit, told), told.status)

    return await do(
        request,
        lambda: _take(visit, source, suffix, hall(request)),
        following=lambda _: "/archive/keeping/schedule?done=schedule",
        refused=refused,
    )


@router.get("/archive/keeping/schedule/file")
def schedule_file(request: Request, visit: Visiting) -> Response:
    """The schedule as a table, in the columns it is taken over by."""
    _require(visit)
    suffix = ".csv" if request.query_params.get("format") == "csv" else ".xlsx"
    made = schedule.export_schedule(visit.user, hall(request), suffix=suffix)
    return table_answer(made, f"jadwal-retensi{suffix}")


def _require(visit: Visit) -> None:
    if not visit.may(Deed.ADMINISTER):
        require(visit.user, Deed.OVERSEE)


def _take(visit: Visit, source: BinaryIO, suffix: str, services: Services) -> None:
    with kept_table(source, f"jadwal{suffix}", services.settings.incoming_folder) as place:
        schedule.import_schedule(visit.user, place, services)


def _values(request: Request, visit: Visit, told: Told | None = None) -> dict[str, Any]:
    tongue = tongue_of(request)
    rules = schedule.schedule(visit.user, hall(request))
    done = request.query_params.get("done", "")
    return {
        "rules": [
            (one, tongue.text(FATES[one.fate]), [what_label(w, tongue) for w in one.papers])
            for one in rules
        ],
        "told": told,
        "said": tongue.text(DONE.get(done, "")) if told is None else "",
    }
