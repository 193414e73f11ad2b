"""Submitted files: handing in, following, reading and downloading them."""

from __future__ import annotations

import tempfile
from typing import IO, Annotated, BinaryIO

from fastapi import APIRouter, Header, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.downloads import attachment, picture
from api.shapes import (
    EntryPageShape,
    EntryShape,
    EntryViewShape,
    FiledShape,
    PageWordsShape,
)
from records.errors import ScanTooLarge
from records.findings_json import record_to_json
from records.keeping import Entry, EntryId, State
from service import intake, library, permissions
from service.library import MOST_ROWS, EntryFilter
from service.permissions import Deed
from web.gate import Visiting, hall, tongue_of
from web.problems import DoorRefused

router = APIRouter(tags=["entries"])
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS)]
PageNumber = Annotated[int, Path(ge=1, le=1_000_000)]
NAME_LENGTH = 255
UploadKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100)]
"""Made up by the sender for one upload: sending again with it gives the same entry."""


@router.get("/entries")
def entries(
    request: Request,
    visit: Visiting,
    state: State | None = None,
    name: Annotated[str, Query(max_length=NAME_LENGTH)] = "",
    received_by: str | None = None,
    after: str | None = None,
    limit: Limit = 50,
) -> EntryPageShape:
    """Entries within sight, newest first."""
    wanted = EntryFilter(state=state, name=name, received_by=received_by)
    page = library.entries(visit.user, wanted, hall(request), after=after, limit=limit)
    language = tongue_of(request).code
    return EntryPageShape(
        entries=[EntryShape.of(entry, language) for entry in page.entries], after=page.after
    )


@router.post(
    "/entries",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
async def submit(
    request: Request,
    visit: Visiting,
    name: Annotated[str, Query(max_length=NAME_LENGTH)] = "",
    key: UploadKey = None,
) -> EntryShape:
    """Hand in a file: its bytes as the body and `name` in the address, or a form with `file`."""
    permissions.require(visit.user, Deed.UPLOAD)
    services, user = hall(request), visit.user

    def take(stream: BinaryIO, called: str) -> Entry:
        return intake.take(stream, called, user.name, services, unit=user.unit, key=key)

    if "form" in request.headers.get("content-type", ""):
        part = (await request.form()).get("file")
        if not isinstance(part, UploadFile):
            raise DoorRefused(422)
        entry = await run_in_threadpool(take, part.file, name or part.filename or "")
    elif name.strip():
        # The body runs into a nameless file on disk: memory never holds more than a chunk of it.
        with tempfile.TemporaryFile() as body:
            await _run_into(body, request, name, services.settings.limits.max_bytes)
            body.seek(0)
            entry = await run_in_threadpool(take, body, name)
    else:
        raise DoorRefused(422)
    return EntryShape.of(entry, tongue_of(request).code)


async def _run_into(body: IO[bytes], request: Request, name: str, limit: int) -> None:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise ScanTooLarge(name=name, limit=limit)
        body.write(chunk)


@router.get("/entries/{entry_id}")
def entry(request: Request, visit: Visiting, entry_id: str) -> EntryViewShape:
    """One entry with its documents and records."""
    found = library.entry(visit.user, EntryId(entry_id), hall(request))
    return EntryViewShape(
        entry=EntryShape.of(found.entry, tongue_of(request).code),
        documents=[FiledShape.of(document.filed) for document in found.documents],
        records=[record_to_json(document.record) for document in found.documents],
        problems=[
            {"code": problem.code, "message": problem.message, "page": problem.page}
            for problem in found.problems
        ],
        pages=list(found.pages),
    )


@router.post("/entries/{entry_id}/again", status_code=202)
def again(request: Request, visit: Visiting, entry_id: str) -> EntryShape:
    """Read a failed entry once more."""
    found = intake.again(visit.user, EntryId(entry_id), hall(request))
    return EntryShape.of(found, tongue_of(request).code)


@router.get("/entries/{entry_id}/original", response_class=Response)
def original(request: Request, visit: Visiting, entry_id: str) -> Response:
    """The file as submitted."""
    return attachment(request, library.original(visit.user, EntryId(entry_id), hall(request)))


@router.get("/entries/{entry_id}/searchable", response_class=Response)
def searchable(request: Request, visit: Visiting, entry_id: str) -> Response:
    """The searchable PDF/A."""
    return attachment(request, library.searchable(visit.user, EntryId(entry_id), hall(request)))


@router.get("/entries/{entry_id}/findings", response_class=Response)
def findings(request: Request, visit: Visiting, entry_id: str) -> Response:
    """The findings as JSON."""
    return attachment(request, library.findings(visit.user, EntryId(entry_id), hall(request)))


@router.get("/entries/{entry_id}/pages/{page}/image", response_class=Response)
def page_image(request: Request, visit: Visiting, entry_id: str, page: PageNumber) -> Response:
    """The upright page as a picture."""
    found = library.page_image(visit.user, EntryId(entry_id), page, hall(request))
    return picture(request, found)


@router.get("/entries/{entry_id}/pages/{page}/thumbnail", response_class=Response)
def thumbnail(request: Request, visit: Visiting, entry_id: str, page: PageNumber) -> Response:
    """The upright page as a small picture."""
    found = library.page_image(visit.user, EntryId(entry_id), page, hall(request), thumbnail=True)
    return picture(request, found)


@router.get("/entries/{entry_id}/pages/{page}/words")
def page_words(
    request: Request, visit: Visiting, entry_id: str, page: PageNumber
) -> PageWordsShape:
    """The words of a page with their places."""
    found = library.page_words(visit.user, EntryId(entry_id), page, hall(request))
    return PageWordsShape.of(found)
