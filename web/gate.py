"""Who comes in: one dependency that every route goes through, closed unless named open.

A visit is known by its session cookie. A deed (anything but GET and HEAD) must besides carry the
session's token, in the header `X-CSRF-Token` or the form field `csrf`, and must not come from
another site.
"""

from __future__ import annotations

import hmac
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from records.keeping import User
from service import permissions, users
from service.access import tokens
from service.permissions import Deed
from web.language import Tongue
from web.problems import FORGED, DoorRefused

if TYPE_CHECKING:
    from service.wiring import Services

OPEN_PATHS = frozenset(
    {
        "/login",
        "/login/oidc",
        "/login/oidc/back",
        "/language",
        "/api/v1/session",
        "/healthz",
        "/readyz",
        "/metrics",
        "/openapi.json",
    }
)
"""Addresses that answer without a login; none of them has a changing part."""
LOGIN_PATHS = frozenset({"/login", "/api/v1/session"})
"""Routes whose POST opens a session: a page left open with an older one may still log in."""
UPLOADS_PATH = "/api/v1/uploads"
EVENTS_PATH = "/api/v1/events"
SESSION_COOKIE = "berkas_session"
LANGUAGE_COOKIE = "berkas_language"
LANGUAGE_AGE_S = 365 * 24 * 3600
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOGIN_TRIES = 20
"""Login attempts one address may make in `LOGIN_SPAN_S`; the lockout by name comes earlier."""
LOGIN_SPAN_S = 60.0


@dataclass(frozen=True, slots=True)
class Visit:
    """A request by a person who is logged in."""

    user: User
    token: str
    csrf: str
    admin_reads: bool

    def may(self, deed: Deed) -> bool:
        """Whether the person's role includes the deed."""
        return permissions.is_allowed(self.user, deed, admin_reads=self.admin_reads)


class Turnstile:
    """Counts login attempts by address over a sliding minute."""

    def __init__(self, tries: int = LOGIN_TRIES, span_s: float = LOGIN_SPAN_S) -> None:
        self._tries = tries
        self._span_s = span_s
        self._seen: dict[str, deque[float]] = {}

    def admit(self, address: str, now: float) -> bool:
        """Whether one more attempt at `now` (seconds) is within the limit; counts it."""
        self._forget(now)
        seen = self._seen.setdefault(address, deque())
        if len(seen) >= self._tries:
            return False
        seen.append(now)
        return True

    def _forget(self, now: float) -> None:
        for address in list(self._seen):
            seen = self._seen[address]
            while seen and seen[0] <= now - self._span_s:
                seen.popleft()
            if not seen:
                del self._seen[address]


def hall(request: Request) -> Services:
    """The services this door was opened for."""
    return cast("Services", request.app.state.services)


def tongue_of(request: Request) -> Tongue:
    """The reader's language: Indonesian unless the switch says otherwise, whatever the browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return Tongue(chosen, hall(request).settings.serve.time_zone)


def visit_of(request: Request) -> Visit | None:
    """The visit the gate found; None on an open route without a login."""
    return cast("Visit | None", getattr(request.state, "visit", None))


async def admit(request: Request) -> AsyncIterator[None]:
    """Let the request in or raise DoorRefused: the dependency of every route.

    What was uploaded with a form is given back to the disk when the answer is out.
    """
    try:
        await _admit(request)
        yield
    finally:
        await request.close()


async def _admit(request: Request) -> None:
    token = request.cookies.get(SESSION_COOKIE, "")
    services = hall(request)
    look = partial(users.session_user, touch=not _is_by_itself(request))
    user = await run_in_threadpool(look, token, services) if token else None
    if user is not None:
        reads = services.settings.access.admin_reads
        request.state.visit = Visit(user, token, users.csrf_token(token), reads)
    elif await _admit_program(request):
        return  # a program sends no cookies by itself, so nothing can be forged
    elif request.scope["path"] not in OPEN_PATHS:
        raise DoorRefused(401)
    if request.method not in SAFE_METHODS:
        await _refuse_forged(request)


async def _admit_program(request: Request) -> bool:
    """Whether a program's token lets the request in; raises DoorRefused beyond its scopes."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    path: str = request.scope["path"]
    if scheme.casefold() != "bearer" or not path.startswith("/api/v1/"):
        return False
    services = hall(request)
    found = await run_in_threadpool(tokens.holder, token.strip(), services)
    if found is None:
        raise DoorRefused(401)
    user, scopes = found
    if scope_of(request.method, path) not in scopes:
        raise DoorRefused(403)
    request.state.visit = Visit(user, "", "", services.settings.access.admin_reads)
    return True


def scope_of(method: str, path: str) -> str:
    """The scope a program's token must have; what has none is done by people only."""
    if path == UPLOADS_PATH or path.startswith(f"{UPLOADS_PATH}/"):
        return "upload"
    if method in SAFE_METHODS:
        return "read"
    if path == "/api/v1/entries" or path.endswith("/again"):
        return "upload"
    return "review" if path.endswith(("/review", "/review/undo")) else "nobody"


def _is_by_itself(request: Request) -> bool:
    """Whether the page asks without its reader: the event stream, and rows that follow it."""
    path: str = request.scope["path"]
    return path in {EVENTS_PATH, "/admin/queue"} or (
        path.startswith("/entries/") and path.endswith("/row")
    )


async def _refuse_forged(request: Request) -> None:
    if not is_same_site(request):
        raise DoorRefused(403, FORGED)
    visit = visit_of(request)
    opens = request.method == "POST" and request.scope["path"] in LOGIN_PATHS
    if visit is None or opens:
        return
    given = request.headers.get("x-csrf-token", "")
    if not given and "form" in request.headers.get("content-type", ""):
        given = str((await request.form()).get("csrf", ""))
    if not hmac.compare_digest(given.encode(), visit.csrf.encode()):
        raise DoorRefused(403, FORGED)


def is_same_site(request: Request) -> bool:
    """Whether the request comes from our own pages, or from a program that is no browser."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def known_visit(request: Request) -> Visit:
    """The visit of a route that wants a login."""
    visit = visit_of(request)
    if visit is None:
        raise DoorRefused(401)
    return visit


Visiting = Annotated[Visit, Depends(known_visit)]


def is_secure(request: Request) -> bool:
    """Whether cookies may ask for HTTPS: always, except where the service itself is plain HTTP."""
    return request.url.scheme == "https"


def let_in(request: Request, response: Response, login: users.Login) -> None:
    """Give the visitor the session's cookie."""
    response.set_cookie(
        SESSION_COOKIE,
        login.token,
        expires=login.expires_at,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def let_out(request: Request, response: Response) -> None:
    """Take the session's cookie away."""
    response.delete_cookie(
        SESSION_COOKIE, path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def reaffirm(request: Request, user: User, password: str) -> None:
    """Pass where the password given with a grave deed is the person's own.

    Raises PasswordWrong, LockedOut, DoorRefused 429 as at the login.
    """
    require_turn(request)
    users.reaffirm(user, password, hall(request))


def require_turn(request: Request) -> None:
    """Pass where the address may try to log in once more; raises DoorRefused 429 otherwise."""
    turnstile = cast("Turnstile", request.app.state.turnstile)
    address = request.client.host if request.client else ""
    if not turnstile.admit(address, hall(request).clock().timestamp()):
        raise DoorRefused(429)
