"""Logging in and out by program."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.shapes import Credentials, SessionShape
from service import users
from web.gate import Visit, Visiting, hall, let_in, let_out, require_turn

router = APIRouter(tags=["session"])


@router.get("/session")
def session(visit: Visiting) -> SessionShape:
    """Who is logged in, and the token that deeds carry."""
    return SessionShape.of(visit)


@router.post("/session", status_code=201, response_model=SessionShape)
def log_in(request: Request, credentials: Credentials) -> Response:
    """Open a session; its cookie and its token go with every later deed."""
    require_turn(request)
    login = users.log_in(credentials.name, credentials.password, hall(request), credentials.code)
    visit = Visit(login.user, login.token, users.csrf_token(login.token), admin_reads=False)
    response = JSONResponse(SessionShape.of(visit).model_dump(), 201)
    let_in(request, response, login)
    return response


@router.delete("/session", status_code=204, response_class=Response)
def log_out(request: Request, visit: Visiting) -> Response:
    """End the session."""
    users.log_out(visit.token, hall(request))
    response = Response(status_code=204)
    let_out(request, response)
    return response
