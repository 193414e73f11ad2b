"""Kept bytes as answers: pictures of our own making shown, everything else only to be saved."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from service.library import Download

CHUNK = 256 * 1024
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
SEALED_POLICY = "default-src 'none'; sandbox"
PICTURE_AGE = "private, max-age=3600"


def attachment(download: Download) -> Response:
    """The bytes as a file to be saved, never shown within our pages."""
    response = _stream(download)
    response.headers["content-disposition"] = (
        f"attachment; filename=\"{_plain(download.name)}\"; filename*=UTF-8''"
        f"{quote(download.name, safe='')}"
    )
    response.headers["content-security-policy"] = SEALED_POLICY
    return response


def picture(request: Request, download: Download) -> Response:
    """A page's picture, kept by the browser while its digest stays; other media are saved."""
    if download.media not in PICTURES:
        return attachment(download)
    tag = f'"{download.digest}"'
    headers = {"etag": tag, "cache-control": PICTURE_AGE}
    if request.headers.get("if-none-match") == tag:
        download.stream.close()
        return Response(status_code=304, headers=headers)
    response = _stream(download)
    response.headers.update(headers)
    return response


def _stream(download: Download) -> StreamingResponse:
    def chunks() -> Iterator[bytes]:
        while chunk := download.stream.read(CHUNK):
            yield chunk

    return StreamingResponse(
        chunks(),
        media_type=download.media,
        headers={"content-length": str(download.size)},
        background=BackgroundTask(download.stream.close),
    )


def _plain(name: str) -> str:
    """The name in letters every browser takes; the exact one stands beside it."""
    kept = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    return kept or "berkas"
