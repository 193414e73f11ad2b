"""Handing in scans: the page, the plain form, one row's progress, and trying again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from records.errors import BerkasError
from records.keeping import EntryId, State
from service import intake, library, permissions
from service.library import EntryFilter
from service.permissions import Deed
from service.uploading import joining, resuming
from web.gate import Visit, Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER
from web.problems import Told, tell
from web.showing import show

router = APIRouter()
ROWS = 25
PART = tuple[BinaryIO, str]
"""A file of the plain form: its content and its name."""


@dataclass(frozen=True, slots=True)
class Left:
    """An upload that was not finished, and until when it may be gone on with."""

    id: str
    name: str
    offset: int
    size: int
    until: datetime


def _values(request: Request, visit: Visit, taken: int, refused: list[Told]) -> dict[str, Any]:
    services = hall(request)
    user = visit.user
    mine = library.entries(user, EntryFilter(received_by=user.name), services, limit=ROWS)
    failed = library.entries(user, EntryFilter(state=State.FAILED), services, limit=ROWS)
    failing = {entry.id for entry in failed.entries}
    return {
        "mine": [entry for entry in mine.entries if entry.id not in failing],
        "failed": failed.entries,
        "unfinished": [
            Left(one.id, one.name, one.offset, one.size, resuming.until(one, services))
            for one in resuming.mine(user, services)
        ],
        "taken": taken,
        "refused": refused,
        "most_bytes": services.settings.limits.max_bytes,
        "today": tongue_of(request).today(services.clock()),
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
    form = await request.form()
    parts = [
        (part.file, part.filename)
        for part in form.getlist("files")
        if isinstance(part, UploadFile) and part.filename
    ]
    wanted = [parts] if "join" in form and len(parts) > 1 else [[part] for part in parts]
    taken, refused = 0, []
    for together in wanted:
        try:
            await run_in_threadpool(_take, request, visit, together)
            taken += 1
        except BerkasError as error:
            refused.append(tell(error, tongue_of(request)))
    values = await run_in_threadpool(_values, request, visit, taken, refused)
    status = refused[0].status if refused and not taken else 200
    return show(request, "upload.html", values, status)


def _take(request: Request, visit: Visit, parts: list[PART]) -> None:
    services, user = hall(request), visit.user
    if len(parts) > 1:
        tongue = tongue_of(request)
        name = tongue.text("Foto {day}", day=tongue.today(services.clock()))
        joining.join_files(user, name, parts, services)
        return
    content, name = parts[0]
    intake.take(content, name, user.name, services, unit=user.unit)


@router.post("/upload/discard")
async def discard(request: Request, visit: Visiting) -> Response:
    """Forget an upload that was not finished."""
    wanted = str((await request.form()).get("id", ""))
    await run_in_threadpool(resuming.discard, visit.user, wanted, hall(request))
    return RedirectResponse("/upload", SEE_OTHER)


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
