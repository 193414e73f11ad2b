"""Handing in scans: the page, the plain form, one row's progress, and trying again."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from records.errors import BerkasError
from records.keeping import EntryId, State
from service import intake, library, permissions
from service.library import EntryFilter
from service.permissions import Deed
from web.gate import Visit, Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER
from web.problems import Told, tell
from web.showing import show

router = APIRouter()
ROWS = 25


def _values(request: Request, visit: Visit, taken: int, refused: list[Told]) -> dict[str, Any]:
    services = hall(request)
    user = visit.user
    mine = library.entries(user, EntryFilter(received_by=user.name), services, limit=ROWS)
    failed = library.entries(user, EntryFilter(state=State.FAILED), services, limit=ROWS)
    failing = {entry.id for entry in failed.entries}
    return {
        "mine": [entry for entry in mine.entries if entry.id not in failing],
        "failed": failed.entries,
        "taken": taken,
        "refused": refused,
        "most_bytes": services.settings.limits.max_bytes,
    }


@router.get("/upload")
def upload_page(request: Request, visit: Visiting) -> Response:
    """Where scans are handed in, and how those handed in before are faring."""
    permissions.require(visit.user, Deed.UPLOAD)
    return show(request, "upload.html", _values(request, visit, 0, []))


@router.post("/upload")
async def upload(request: Request, visit: Visiting) -> Response:
    """Take the files of the plain form; one that is refused keeps none of the others back."""
    permissions.require(visit.user, Deed.UPLOAD)
    services = hall(request)
    taken, refused = 0, []
    for part in (await request.form()).getlist("files"):
        if not isinstance(part, UploadFile) or not part.filename:
            continue
        try:
            await run_in_threadpool(
                intake.take,
                part.file,
                part.filename,
                visit.user.name,
                services,
                unit=visit.user.unit,
            )
            taken += 1
        except BerkasError as error:
            refused.append(tell(error, tongue_of(request)))
    values = await run_in_threadpool(_values, request, visit, taken, refused)
    status = refused[0].status if refused and not taken else 200
    return show(request, "upload.html", values, status)


@router.get("/entries/{entry_id}/row")
def entry_row(request: Request, visit: Visiting, entry_id: str) -> Response:
    """One row of a list of entries, for a page that is already open."""
    found = library.entry(visit.user, EntryId(entry_id), hall(request))
    return show(request, "row.html", {"entry": found.entry})


@router.post("/entries/{entry_id}/again")
def again(request: Request, visit: Visiting, entry_id: str) -> Response:
    """Read a failed entry once more."""
    entry = intake.again(visit.user, EntryId(entry_id), hall(request))
    return RedirectResponse(f"/entries/{entry.id}", SEE_OTHER)
