"""Pages packed for the way, but only for requests that nobody else can have caused.

A packed page tells by its length what it shares with what was asked for (BREACH); learning a
secret that way takes thousands of requests made in the reader's name by another site. So a page
is packed only when the browser says that the request came from our own pages or from the reader;
everything else goes out as it is. Streams and files are left alone: they are packed already, or
must keep their length to be resumed.
"""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PACKED = ("text/html", "application/json")
LEAST = 1_000
"""Bytes below which packing gains nothing."""
LEVEL = 6
"""As small as 9 within a few percent, in a third of its time."""


class Packing:
    """Packs whole pages and JSON answers; everything else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not may_pack(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def send_packed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message  # held until it is known whether the body comes in one piece
                return
            if start is not None:
                if not message.get("more_body", False) and len(message.get("body", b"")) >= LEAST:
                    message = await _pack(start, message)
                await send(start)
                start = None
            await send(message)

        await self._app(scope, receive, send_packed)


def may_pack(headers: Headers) -> bool:
    """Whether the answer may be packed: the reader can unpack it, and the request is our own."""
    if "gzip" not in headers.get("accept-encoding", ""):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    # over plain HTTP browsers do not tell; our pages then still name themselves as referrer
    host = headers.get("host", "")
    return bool(host) and urlsplit(headers.get("referer", "")).netloc == host


def _is_page(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    kind = headers.get("content-type", "").partition(";")[0]
    return kind in PACKED and "content-encoding" not in headers


async def _pack(start: Message, message: Message) -> Message:
    body = await run_in_threadpool(gzip.compress, message["body"], LEVEL, mtime=0)
    headers = MutableHeaders(raw=start["headers"])
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept-Encoding")
    headers.add_vary_header("Sec-Fetch-Site")
    return {**message, "body": body}
