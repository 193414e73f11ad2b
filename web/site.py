"""All pages together, with their static files and what is shown when something fails."""

from __future__ import annotations

import logging
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from records.errors import BerkasError
from web.gate import tongue_of, visit_of
from web.headers import HEADERS
from web.pages import (
    account,
    administration,
    finding,
    listing,
    overseeing,
    reading,
    reviewing,
    sign_in,
    signing_on,
    start,
    uploads,
)
from web.pages.blanks import editing, ordering
from web.pages.caretaking import storage, trail, units
from web.pages.checking import effort, twice
from web.pages.keeping import differences, due, holds, lists, schedule
from web.pages.months import calendar, month, proof, recap, tray
from web.pages.procedures import desk, shelves
from web.problems import DoorRefused, Told, tell, tell_status, wants_json
from web.showing import STATIC, show_problem

FOREVER = "public, max-age=31536000, immutable"
SEE_OTHER = 303
log = logging.getLogger(__name__)


class LastingFiles(StaticFiles):
    """Static files; one asked for by its digest never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for good where its address names its content."""
        response = await super().get_response(path, scope)
        named = scope.get("query_string", b"").startswith(b"v=")
        # a script that another one asks for is asked for by name alone: it is checked, not sent
        response.headers["cache-control"] = FOREVER if named else "no-cache"
        return response


def pages() -> APIRouter:
    """The routes of all pages; they are no part of the API's description."""
    router = APIRouter(include_in_schema=False)
    for part in (
        sign_in,
        signing_on,
        start,
        uploads,
        listing,
        finding,
        reading,
        twice,
        effort,
        reviewing,
        shelves,
        desk,
        calendar,
        tray,
        proof,
        due,
        lists,
        holds,
        schedule,
        differences,
        recap,
        month,
        ordering,
        editing,
        account,
        administration,
        units,
        storage,
        trail,
        overseeing,
    ):
        router.include_router(part.router)
    return router


def furnish(app: FastAPI) -> None:
    """Give the application its pages, its static files and its words for failures."""
    app.include_router(pages())
    # what holds no secret is packed for everybody; pages are packed by web.packing, with care
    app.mount("/static", GZipMiddleware(LastingFiles(directory=STATIC)), name="static")
    app.add_exception_handler(BerkasError, on_failure)
    app.add_exception_handler(DoorRefused, on_failure)
    app.add_exception_handler(HTTPException, on_http_failure)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_surprise)


async def on_failure(request: Request, error: Exception) -> Response:
    """A failure we have words for."""
    told = tell(error, tongue_of(request))
    if told.status >= 500:
        log.error("%s: %s", told.code, error)
    return answer(request, told)


async def on_http_failure(request: Request, error: Exception) -> Response:
    """A failure of the framework, such as an unknown address."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return answer(request, tell_status(status, tongue_of(request)))


async def on_invalid(request: Request, error: Exception) -> Response:
    """A request that does not fit its description."""
    told = tell_status(422, tongue_of(request))
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    where = ", ".join(".".join(str(part) for part in fault["loc"][1:]) for fault in faults)
    message = f"{told.message} ({where})" if where else told.message
    return answer(request, Told(told.status, told.code, message, told.remedy))


async def on_surprise(request: Request, error: Exception) -> Response:
    """A failure nobody foresaw: the log gets it all, the reader nothing of its inside."""
    log.exception("unforeseen", exc_info=error)
    response = answer(request, tell_status(500, tongue_of(request)))
    response.headers.update(HEADERS)  # this answer is made outside the guard
    return response


def answer(request: Request, told: Told) -> Response:
    """The failure in the shape its reader understands."""
    if wants_json(request):
        return JSONResponse(told.to_json(), told.status)
    is_stranger = told.code == "access.login-needed" and visit_of(request) is None
    if is_stranger and request.method == "GET":
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        following = "" if here == "/" else f"?next={quote(here, safe='/')}"
        return RedirectResponse(f"/login{following}", SEE_OTHER)
    return show_problem(request, told)
