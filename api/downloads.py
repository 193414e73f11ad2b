"""Kept bytes as answers: pictures of our own making shown, everything else only to be saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from service.library import Download

CHUNK = 256 * 1024
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
SEALED_POLICY = "default-src 'none'; sandbox"
PICTURE_AGE = "private, max-age=3600"


def attachment(request: Request, download: Download) -> Response:
    """The bytes, or the one range asked for, as a file to be saved, never shown in our pages."""
    response = _ranged(request, download)
    response.headers["accept-ranges"] = "bytes"
    response.headers["etag"] = f'"{download.digest}"'
    response.headers["content-disposition"] = (
        f"attachment; filename=\"{_plain(download.name)}\"; filename*=UTF-8''"
        f"{quote(download.name, safe='')}"
    )
    response.headers["content-security-policy"] = SEALED_POLICY
    return response


def picture(request: Request, download: Download) -> Response:
    """A page's picture, kept by the browser while its digest stays; other media are saved."""
    if download.media not in PICTURES:
        return attachment(request, download)
    tag = f'"{download.digest}"'
    # who logs in next in the same browser is shown nothing that was kept for somebody else
    headers = {"etag": tag, "cache-control": PICTURE_AGE, "vary": "Cookie"}
    if request.headers.get("if-none-match") == tag:
        download.stream.close()
        return Response(status_code=304, headers=headers)
    response = _stream(download)
    response.headers.update(headers)
    return response


def _ranged(request: Request, download: Download) -> Response:
    """A download that broke goes on where it stopped, unless the file is another by now."""
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    held = request.headers.get("if-range", f'"{download.digest}"')
    if asked is None or not any(asked.groups()) or held != f'"{download.digest}"':
        return _stream(download)
    first, last = asked.groups()
    size = download.size
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if begin > end or begin >= size:
        download.stream.close()
        return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
    if download.stream.seekable():
        download.stream.seek(begin)
    else:
        _skip(download, begin)
    response = _stream(download, end - begin + 1)
    response.status_code = 206
    response.headers["content-range"] = f"bytes {begin}-{end}/{size}"
    return response


def _skip(download: Download, count: int) -> None:
    while count > 0:
        chunk = download.stream.read(min(CHUNK, count))
        if not chunk:
            return
        count -= len(chunk)


def _stream(download: Download, size: int | None = None) -> StreamingResponse:
    length = download.size if size is None else size

    def chunks() -> Iterator[bytes]:
        left = length
        while left > 0 and (chunk := download.stream.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    return StreamingResponse(
        chunks(),
        media_type=download.media,
        headers={"content-length": str(length)},
        background=BackgroundTask(download.stream.close),
    )


def _plain(name: str) -> str:
    """The name in letters every browser takes; the exact one stands beside it."""
    kept = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    return kept or "berkas"
