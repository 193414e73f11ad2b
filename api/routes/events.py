"""A stream of what changes: each event is an entry in its present state.

Server-sent events; the id of an event is the cursor to go on from, so a line that breaks
loses nothing: the browser comes back with `Last-Event-ID`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.shapes import EntryShape
from records.keeping import User
from service import library, users
from service.library import Changes
from web.gate import Visiting, hall, tongue_of

router = APIRouter(tags=["entries"])
LOOK_S = 0.7
"""How often the catalogue is asked; a person takes a second for at once."""
HEARTBEAT_LOOKS = 20
"""Looks between two signs of life; proxies close a line silent for a minute."""
MOST_LOOKS = 420
"""A stream ends after about five minutes and is opened anew: a session that ended is noticed."""


@router.get("/events", response_class=StreamingResponse)
async def events(request: Request, visit: Visiting) -> StreamingResponse:
    """Entries within sight as they change, as server-sent events named `entry`."""
    since = request.headers.get("last-event-id") or None
    # asked before the answer begins: a cursor that is none of ours is refused, not streamed
    first = await run_in_threadpool(library.changes, visit.user, since, hall(request))
    return StreamingResponse(
        _events(request, visit.user, visit.token, first),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _events(request: Request, user: User, token: str, changes: Changes) -> AsyncIterator[str]:
    language = tongue_of(request).code
    still_here = partial(users.session_user, touch=False)
    yield "retry: 2000\n\n"
    for look in range(MOST_LOOKS):
        for entry in changes.entries:
            data = EntryShape.of(entry, language).model_dump_json()
            yield f"id: {changes.cursor}\nevent: entry\ndata: {data}\n\n"
        if look % HEARTBEAT_LOOKS == 0:
            yield ": here\n\n"
            if await run_in_threadpool(still_here, token, hall(request)) is None:
                return
        await asyncio.sleep(LOOK_S)
        if request.app.state.is_closing or await request.is_disconnected():
            return
        changes = await run_in_threadpool(library.changes, user, changes.cursor, hall(request))
