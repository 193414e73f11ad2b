"""A deed asked for on a page: done, and on to the page that follows; refused, back with why."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from web.gate import tongue_of
from web.problems import DoorRefused, Told, tell

T = TypeVar("T")
Number = Annotated[int, Path(ge=1, le=2**53, alias="number")]
"""A number in an address, as far as every reader of JSON counts exactly."""


async def do(
    request: Request,
    deed: Callable[[], T],
    *,
    following: Callable[[T], str],
    refused: Callable[[Told], Response],
) -> Response:
    """Do a deed off the loop and go to the address `following` makes of its outcome.

    What is refused is told by the page `refused` makes, so that nothing typed is lost.
    """
    try:
        outcome = await run_in_threadpool(deed)
    except (BerkasError, DoorRefused) as error:
        return await run_in_threadpool(refused, tell(error, tongue_of(request)))
    return RedirectResponse(following(outcome), HTTPStatus.SEE_OTHER)
