"""Files in pieces: tus 1.0.0 with creation, expiration, termination and checksum.

https://tus.io/protocols/resumable-upload. Photos of one `group` wait until they are joined.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from api.shapes import EntryShape
from records.errors import (
    UploadGarbled,
    UploadHeadersWrong,
    UploadVersionUnknown,
)
from records.keeping import Entry
from service import permissions
from service.permissions import Deed
from service.uploading import joining, resuming
from service.uploading.resuming import Announced
from service.uploading.spool import Arriving, Upload
from web.gate import UPLOADS_PATH, Visiting, hall, tongue_of

router = APIRouter(tags=["uploads"])
VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination,checksum"
OCTETS = "application/offset+octet-stream"
SUMS = ("sha1", "sha256")
SILENCE_S = 40.0
"""A sender silent for so long is gone: its piece is ended, so that it may go on elsewhere."""
HOP_BYTES = 512 * 1024
"""Bytes that are written at once."""
LONGEST_NUMBER = 15
Version = Annotated[str, Header(alias="Tus-Resumable")]


class UploadShape(BaseModel):
    """An unfinished upload."""

    id: str
    name: str
    size: int
    offset: int
    group: str
    modified: str
    until: str

    @classmethod
    def of(cls, upload: Upload, until: str) -> UploadShape:
        """The upload as JSON."""
        return cls(
            id=upload.id,
            name=upload.name,
            size=upload.size,
            offset=upload.offset,
            group=upload.group,
            modified=upload.modified,
            until=until,
        )


class Photos(BaseModel):
    """Uploads that are pages of one document, in their order."""

    name: str = Field(min_length=1, max_length=255)
    uploads: list[str] = Field(min_length=1, max_length=joining.MOST_PHOTOS)


@dataclass(frozen=True, slots=True)
class _Sum:
    """The check sum a piece was sent with."""

    algorithm: str
    digest: bytes


@router.options("/uploads", status_code=204)
def abilities(request: Request, visit: Visiting) -> Response:
    """What of the protocol is spoken here."""
    permissions.require(visit.user, Deed.UPLOAD)
    told = {
        "tus-resumable": VERSION,
        "tus-version": VERSION,
        "tus-extension": EXTENSIONS,
        "tus-max-size": str(hall(request).settings.limits.max_bytes),
        "tus-checksum-algorithm": ",".join(SUMS),
    }
    return Response(status_code=204, headers=told)


@router.get("/uploads")
def unfinished(request: Request, visit: Visiting) -> list[UploadShape]:
    """One's own unfinished uploads."""
    services = hall(request)
    return [
        UploadShape.of(upload, resuming.until(upload, services).isoformat())
        for upload in resuming.mine(visit.user, services)
    ]


@router.post("/uploads", status_code=201)
async def begin(request: Request, visit: Visiting, tus: Version = "") -> Response:
    """Announce a file: its length and name in the headers; bytes may follow at once."""
    _speak(tus)
    services, headers = hall(request), request.headers
    told = _metadata(headers.get("upload-metadata", ""))
    announced = Announced(
        name=told.get("filename") or told.get("name", ""),
        size=_number(headers.get("upload-length", ""), "Upload-Length"),
        group=told.get("group", ""),
        modified=told.get("modified", ""),
    )
    upload = await run_in_threadpool(resuming.begin, visit.user, announced, services)
    told = {"location": f"{UPLOADS_PATH}/{upload.id}"}
    if headers.get("content-type") != OCTETS:
        return await _answer(upload, None, 201, request, told)
    await _receive(request, upload, 0)
    return await _state(request, visit, upload.id, 201, told)


@router.head("/uploads/{upload_id}")
async def offset(request: Request, visit: Visiting, upload_id: str, tus: Version = "") -> Response:
    """How much of a file is here; for one that is whole also which entry it became."""
    _speak(tus)
    return await _state(request, visit, upload_id, 200, {})


@router.patch(
    "/uploads/{upload_id}",
    status_code=204,
    openapi_extra={
        "requestBody": {
            "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def go_on(request: Request, visit: Visiting, upload_id: str, tus: Version = "") -> Response:
    """Bring the next piece; with the last one the file is handed in."""
    _speak(tus)
    if request.headers.get("content-type") != OCTETS:
        raise UploadHeadersWrong(header=f"Content-Type: {OCTETS}")
    at = _number(request.headers.get("upload-offset", ""), "Upload-Offset")
    upload = await run_in_threadpool(resuming.find, visit.user, upload_id, hall(request))
    await _receive(request, upload, at)
    return await _state(request, visit, upload_id, 204, {})


@router.delete("/uploads/{upload_id}", status_code=204)
def discard(request: Request, visit: Visiting, upload_id: str) -> Response:
    """Forget an unfinished upload."""
    resuming.discard(visit.user, upload_id, hall(request))
    return Response(status_code=204, headers={"tus-resumable": VERSION})


@router.post("/uploads/join", status_code=202)
def join(request: Request, visit: Visiting, photos: Photos) -> EntryShape:
    """Make one document of photos that have arrived."""
    services = hall(request)
    entry = joining.join(visit.user, photos.name, photos.uploads, services)
    return EntryShape.of(entry, tongue_of(request).code)


async def _receive(request: Request, upload: Upload, at: int) -> None:
    """Write the body behind what is there; what came before a line broke stays."""
    wanted = _sum(request.headers.get("upload-checksum", ""))
    digest = hashlib.new(wanted.algorithm) if wanted else None
    piece = resuming.going_on(upload, at, hall(request))
    arriving: Arriving = await run_in_threadpool(piece.__enter__)
    try:
        async for some in _hops(request):
            if digest is not None:
                digest.update(some)
            await run_in_threadpool(arriving.write, some)
        if wanted and digest and digest.digest() != wanted.digest:
            await run_in_threadpool(arriving.take_back)
            raise UploadGarbled(name=upload.name)
    finally:
        await run_in_threadpool(piece.__exit__, None, None, None)


async def _hops(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces worth a write; ends where the sender falls silent."""
    held = bytearray()
    stream = aiter(request.stream())
    try:
        while True:
            held += await asyncio.wait_for(anext(stream), SILENCE_S)
            if len(held) >= HOP_BYTES:
                yield bytes(held)
                held.clear()
    except (StopAsyncIteration, TimeoutError):
        if held:
            yield bytes(held)


async def _state(
    request: Request, visit: Visiting, upload_id: str, status: int, told: dict[str, str]
) -> Response:
    """Where the upload stands, handed in if it is whole."""
    services, user = hall(request), visit.user
    entry = await run_in_threadpool(resuming.handed_in, user, upload_id, services)
    if entry is not None:
        return _done(entry, status, told)
    upload = await run_in_threadpool(resuming.find, user, upload_id, services)
    entry = await run_in_threadpool(resuming.hand_in, user, upload_id, services)
    return await _answer(upload, entry, status, request, told)


async def _answer(
    upload: Upload, entry: Entry | None, status: int, request: Request, told: dict[str, str]
) -> Response:
    if entry is not None:
        return _done(entry, status, told)
    until = await run_in_threadpool(resuming.until, upload, hall(request))
    headers = {
        "tus-resumable": VERSION,
        "cache-control": "no-store",
        "upload-offset": str(upload.offset),
        "upload-length": str(upload.size),
        "upload-expires": format_datetime(until, usegmt=True),
    }
    return Response(status_code=status, headers=headers | told)


def _done(entry: Entry, status: int, told: dict[str, str]) -> Response:
    headers = {
        "tus-resumable": VERSION,
        "cache-control": "no-store",
        "upload-offset": str(entry.size),
        "upload-length": str(entry.size),
        "upload-entry": entry.id,
    }
    return Response(status_code=status, headers=headers | told)


def _speak(version: str) -> None:
    if version != VERSION:
        raise UploadVersionUnknown()


def _number(text: str, header: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise UploadHeadersWrong(header=header)
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """`key base64, key base64` as a dict; raises UploadHeadersWrong."""
    found = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise UploadHeadersWrong(header="Upload-Metadata") from error
    return found


def _sum(text: str) -> _Sum | None:
    if not text:
        return None
    algorithm, _, value = text.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise UploadHeadersWrong(header="Upload-Checksum") from error
    if algorithm not in SUMS:
        raise UploadHeadersWrong(header="Upload-Checksum")
    return _Sum(algorithm, digest)
