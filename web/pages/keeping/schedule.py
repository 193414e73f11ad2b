"""The retention schedule: read by those who keep, taken over from a table by administrators."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from service.permissions import Deed, require
from service.retention import schedule
from service.wiring import Services
from web.deeds import do
from web.gate import Visit, Visiting, hall, tongue_of
from web.problems import HTTP_CODES, DoorRefused, Told
from web.showing import show
from web.views.keeping.due_view import FATES
from web.views.keeping.list_words import DONE
from web.views.months.month_words import what_label

router = APIRouter()
SUFFIXES = (".xlsx", ".csv")
MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}


@router.get("/archive/keeping/schedule")
def schedule_page(request: Request, visit: Visiting) -> Response:
    """The rules by code, for those who keep papers or look after the service."""
    _require(visit)
    return show(request, "keeping_schedule.html", _values(request, visit))


@router.post("/archive/keeping/schedule")
async def take_over(request: Request, visit: Visiting) -> Response:
    """Put the schedule of a table in the place of the earlier one."""
    require(visit.user, Deed.ADMINISTER)
    part = (await request.form()).get("file")
    suffix = Path(part.filename or "").suffix.lower() if isinstance(part, UploadFile) else ""
    if not isinstance(part, UploadFile) or suffix not in SUFFIXES:
        raise DoorRefused(422, HTTP_CODES[422])
    source, name = part.file, Path(part.filename or "")

    def refused(told: Told) -> Response:
        return show(request, "keeping_schedule.html", _values(request, visit, told), told.status)

    return await do(
        request,
        lambda: _take(visit, source, name, hall(request)),
        following=lambda _: "/archive/keeping/schedule?done=schedule",
        refused=refused,
    )


@router.get("/archive/keeping/schedule/file")
def schedule_file(request: Request, visit: Visiting) -> Response:
    """The schedule as a table, in the columns it is taken over by."""
    _require(visit)
    suffix = ".csv" if request.query_params.get("format") == "csv" else ".xlsx"
    made = schedule.export_schedule(visit.user, hall(request), suffix=suffix)
    headers = {"content-disposition": f'attachment; filename="jadwal-retensi{suffix}"'}
    return Response(made, media_type=MEDIA[suffix], headers=headers)


def _require(visit: Visit) -> None:
    if not visit.may(Deed.ADMINISTER):
        require(visit.user, Deed.OVERSEE)


def _take(visit: Visit, source: BinaryIO, name: Path, services: Services) -> None:
    with tempfile.TemporaryDirectory(dir=services.settings.incoming_folder) as folder:
        # The sender's name is told in errors, and is never a path.
        place = Path(folder) / f"jadwal{name.suffix.lower()}"
        with place.open("wb") as kept:
            shutil.copyfileobj(source, kept)
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
