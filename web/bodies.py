"""How large a request may be: short everywhere but where scans are handed in."""

from __future__ import annotations

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.gate import UPLOADS_PATH, tongue_of
from web.problems import DoorRefused, tell_status
from web.site import answer

MOST_BODY_BYTES = 1_000_000
"""Of a request that hands no file in: forms and JSON are short."""
TEMPLATE_BYTES = 40 * 1024 * 1024
"""Of an empty form that is to be defined."""
FILES_AT_ONCE = 8
"""Files of the largest size that one plain form may hand in."""
TOO_LARGE = 413


class BodyLimit:
    """Refuses a body that says it is too large, and stops reading one that turns out to be."""

    def __init__(self, app: ASGIApp, most_file_bytes: int) -> None:
        self._app = app
        self._most_piece = most_file_bytes + MOST_BODY_BYTES
        self._limits = {
            "/upload": most_file_bytes * FILES_AT_ONCE + MOST_BODY_BYTES,
            "/forms/draft": TEMPLATE_BYTES + MOST_BODY_BYTES,
            UPLOADS_PATH: most_file_bytes + MOST_BODY_BYTES,
            "/api/v1/entries": most_file_bytes + MOST_BODY_BYTES,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        if _told_size(scope) > limit:
            request = Request(scope)
            refusal = answer(request, tell_status(TOO_LARGE, tongue_of(request)))
            await refusal(scope, receive, send)
            return
        size = 0

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise DoorRefused(TOO_LARGE)
            return message

        await self._app(scope, receive_counted, send)

    def _limit(self, path: str) -> int:
        if path.startswith(f"{UPLOADS_PATH}/") and not path.endswith("/join"):
            return self._most_piece
        return self._limits.get(path, MOST_BODY_BYTES)


def _told_size(scope: Scope) -> int:
    told = dict(scope["headers"]).get(b"content-length", b"0")
    return int(told) if told.isdigit() else 0
