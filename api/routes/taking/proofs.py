"""Proof of integrity while it is being made: one line of JSON a step, the last says the result."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import StreamingResponse

from records.errors import BerkasError
from service.months.unit_month import open_month
from service.permissions import Deed, require
from service.proof.month_proof import prove_month
from service.proof.whole_proof import prove_whole, require_whole_sight
from web.gate import Visiting, hall, tongue_of
from web.problems import tell

router = APIRouter(tags=["months"])
Progress = Callable[[int, int], None]
EVERY_SHARE = 200
"""A check tells of its progress in at most so many steps."""
LINES = "application/x-ndjson"


@router.post("/months/{month}/proof", response_class=StreamingResponse)
def month_proof(
    request: Request,
    visit: Visiting,
    month: Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")],
    unit: Annotated[str, Query(min_length=1, max_length=200)],
) -> StreamingResponse:
    """Check a sealed month: lines of `{done, all}`, then `{whole, damages}` or `{error}`."""
    services, user = hall(request), visit.user
    require(user, Deed.EXPORT)
    open_month(user, unit, month, services)  # what is out of sight is refused before it begins

    def work(progress: Progress) -> int:
        return len(prove_month(user, unit, month, services, progress).damages)

    return _told(request, work)


@router.post("/proof", response_class=StreamingResponse)
def whole_proof(request: Request, visit: Visiting) -> StreamingResponse:
    """Check the whole archive, for auditors of all units; lines as of a month's proof."""
    services, user = hall(request), visit.user
    require_whole_sight(user)
    return _told(request, lambda progress: len(prove_whole(user, services, progress)))


def _told(request: Request, work: Callable[[Progress], int]) -> StreamingResponse:
    tongue = tongue_of(request)
    lines: queue.SimpleQueue[Mapping[str, object] | None] = queue.SimpleQueue()
    step = 0

    def progress(done: int, every: int) -> None:
        nonlocal step
        now = done * EVERY_SHARE // every if every else 0
        if now != step:
            step = now
            lines.put({"done": done, "all": every})

    def run() -> None:
        try:
            damages = work(progress)
            lines.put({"whole": not damages, "damages": damages})
        except BerkasError as error:
            lines.put(tell(error, tongue).to_json())
        finally:
            lines.put(None)

    def spoken() -> Iterator[bytes]:
        threading.Thread(target=run, daemon=True).start()
        while (line := lines.get()) is not None:
            yield json.dumps(line).encode() + b"\n"

    return StreamingResponse(spoken(), media_type=LINES)
