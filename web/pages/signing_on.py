"""Logging in through an authority's sign-in service: there and back."""

from __future__ import annotations

import json
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError, ProviderRefused
from service.access import oidc
from service.access.oidc import Errand
from web.gate import hall, is_secure, let_in, require_turn, tongue_of
from web.pages.sign_in import SEE_OTHER, inner_path, login_values
from web.problems import tell
from web.showing import show

router = APIRouter()
AWAY_COOKIE = "berkas_away"
AWAY_PATH = "/login/oidc"
AWAY_S = 600
"""Seconds a person may take at the sign-in service."""


@router.get(AWAY_PATH)
async def go(request: Request) -> Response:
    """Send the browser to the sign-in service."""
    services = hall(request)
    following = inner_path(request.query_params.get("next", "/"))
    try:
        require_turn(request)
        address, errand = await run_in_threadpool(oidc.begin, _back(request), services)
    except BerkasError as error:
        return _refused(request, error)
    response = RedirectResponse(address, SEE_OTHER)
    kept = json.dumps([errand.state, errand.nonce, errand.verifier, following])
    response.set_cookie(
        AWAY_COOKIE,
        quote(kept),
        max_age=AWAY_S,
        path=AWAY_PATH,
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )
    return response


@router.get(f"{AWAY_PATH}/back")
async def come_back(request: Request) -> Response:
    """Open a session for whom the service vouches."""
    asked, services = request.query_params, hall(request)
    try:
        errand, following = _kept(request)
        login = await run_in_threadpool(
            oidc.finish,
            errand,
            asked.get("state", ""),
            asked.get("code", ""),
            _back(request),
            services,
        )
    except BerkasError as error:
        response: Response = _refused(request, error)
    else:
        response = RedirectResponse(inner_path(following), SEE_OTHER)
        let_in(request, response, login)
    response.delete_cookie(AWAY_COOKIE, path=AWAY_PATH)
    return response


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{AWAY_PATH}/back"


def _kept(request: Request) -> tuple[Errand, str]:
    try:
        state, nonce, verifier, following = json.loads(
            unquote(request.cookies.get(AWAY_COOKIE, ""))
        )
    except (ValueError, TypeError) as error:
        raise ProviderRefused() from error
    return Errand(str(state), str(nonce), str(verifier)), str(following)


def _refused(request: Request, error: BerkasError) -> Response:
    told = tell(error, tongue_of(request))
    return show(request, "login.html", login_values(request, told), told.status)
