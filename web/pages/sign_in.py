"""Logging in and out, and the language switch."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from service import users
from web.gate import (
    LANGUAGE_AGE_S,
    LANGUAGE_COOKIE,
    Visiting,
    hall,
    is_secure,
    let_in,
    let_out,
    require_turn,
    tongue_of,
    visit_of,
)
from web.language import LANGUAGES
from web.problems import Told, tell
from web.showing import show

router = APIRouter()
SEE_OTHER = 303


def inner_path(wanted: str) -> str:
    """The path to go on to: only one of our own, else the start page."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted.isprintable() else "/"


def login_values(
    request: Request, told: Told | None = None, name: str = "", following: str = "/"
) -> dict[str, Any]:
    """What the login page shows: a failure, what was filled in, the other way in where set up."""
    other = hall(request).settings.oidc
    return {"told": told, "name": name, "next": following, "other": other if other.is_on else None}


@router.get("/login")
def login_page(request: Request) -> Response:
    """Ask for name and password."""
    following = inner_path(request.query_params.get("next", "/"))
    if visit_of(request):
        return RedirectResponse(following, SEE_OTHER)
    return show(request, "login.html", login_values(request, following=following))


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Open a session, or say why not."""
    form = await request.form()
    name, password = str(form.get("name", "")).strip(), str(form.get("password", ""))
    following = inner_path(str(form.get("next", "/")))
    code = str(form.get("code", ""))
    try:
        require_turn(request)
        login = await run_in_threadpool(users.log_in, name, password, hall(request), code)
    except BerkasError as error:
        told = tell(error, tongue_of(request))
        values = login_values(request, told, name, following)
        return show(request, "login.html", values, told.status)
    response = RedirectResponse(following, SEE_OTHER)
    let_in(request, response, login)
    return response


@router.post("/logout")
def log_out(request: Request, visit: Visiting) -> Response:
    """End the session."""
    users.log_out(visit.token, hall(request))
    response = RedirectResponse("/login", SEE_OTHER)
    let_out(request, response)
    return response


@router.post("/language")
async def choose_language(request: Request) -> Response:
    """Remember the language and go back to the page."""
    form = await request.form()
    chosen = str(form.get("language", ""))
    response = RedirectResponse(inner_path(str(form.get("back", "/"))), SEE_OTHER)
    if chosen in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=LANGUAGE_AGE_S,
            secure=is_secure(request),
            httponly=True,
            samesite="lax",
        )
    return response
