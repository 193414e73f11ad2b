"""One's own account: who one is here, and a new password."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from service import users
from service.access import codes, tokens
from web.deeds import do
from web.gate import Visit, Visiting, hall, let_in, require_turn, tongue_of
from web.language import mark
from web.pages.sign_in import SEE_OTHER
from web.problems import DoorRefused, Told, tell
from web.showing import show
from web.views.query import number

router = APIRouter()
SCOPE_WORDS = {
    "read": mark("membaca"),
    "upload": mark("mengunggah"),
    "review": mark("memeriksa"),
}
USUAL_DAYS = 90
UNEQUAL = (
    "request.passwords-differ",
    mark("Kedua kata sandi baru tidak sama."),
    mark("Ketik sekali lagi."),
)


def _page(
    request: Request,
    visit: Visit,
    told: Told | None,
    *,
    is_changed: bool = False,
    made: str = "",
    setup: codes.Setup | None = None,
) -> Response:
    services = hall(request)
    values = {
        "told": told,
        "is_changed": is_changed,
        "password_length": services.settings.access.password_length,
        "tokens": tokens.of(visit.user, services),
        "scopes": SCOPE_WORDS,
        "made": made,
        "has_factor": codes.is_on(visit.user, services),
        "setup": setup,
        "drawn": _drawn(setup.address) if setup else "",
    }
    return show(request, "account.html", values, told.status if told else 200)


def _drawn(address: str) -> Markup:
    """The address as a drawing that a phone's camera reads."""
    import segno  # only who sets a phone up needs it

    made = segno.make(address, error="m").svg_inline(scale=4, svgclass=None, lineclass=None)
    return Markup(made)  # noqa: S704 - drawn by us; the address is escaped by the library


@router.get("/account")
def account(request: Request, visit: Visiting) -> Response:
    """Who one is here."""
    return _page(request, visit, None)


@router.post("/account/password")
async def change_password(request: Request, visit: Visiting) -> Response:
    """Replace one's own password, the present one given; this device stays logged in."""
    form = await request.form()
    fresh = str(form.get("fresh", ""))
    services = hall(request)

    def change() -> users.Login:
        return users.renew(visit.user, str(form.get("present", "")), fresh, services)

    try:
        require_turn(request)
        if fresh != str(form.get("repeated", "")):
            raise DoorRefused(422, UNEQUAL)
        login = await run_in_threadpool(change)
    except (BerkasError, DoorRefused) as error:
        return _page(request, visit, tell(error, tongue_of(request)))
    response = _page(request, visit, None, is_changed=True)
    let_in(request, response, login)
    return response


@router.post("/account/tokens")
async def make_token(request: Request, visit: Visiting) -> Response:
    """Make a token for a program; it is shown this once."""
    form = await request.form()
    scopes = frozenset(str(scope) for scope in form.getlist("scope"))
    days = number(str(form.get("days", "")), 1, USUAL_DAYS)
    name = str(form.get("name", "")).strip() or "program"
    made = await run_in_threadpool(tokens.make, visit.user, name, scopes, days, hall(request))
    return await run_in_threadpool(_page, request, visit, None, made=made)


@router.post("/account/tokens/end")
async def end_token(request: Request, visit: Visiting) -> Response:
    """End one of one's own tokens."""
    token = str((await request.form()).get("token", ""))
    await run_in_threadpool(tokens.end, visit.user, token, hall(request))
    return RedirectResponse("/account", SEE_OTHER)


@router.post("/account/factor")
async def begin_factor(request: Request, visit: Visiting) -> Response:
    """Show a phone the secret of a second factor."""
    setup = await run_in_threadpool(codes.begin, visit.user, hall(request))
    shown = setup if setup.secret else None
    return await run_in_threadpool(_page, request, visit, None, setup=shown)


@router.post("/account/factor/confirm")
async def confirm_factor(request: Request, visit: Visiting) -> Response:
    """Put the second factor in force with its first code."""
    code = str((await request.form()).get("code", ""))

    def confirm() -> None:
        require_turn(request)
        codes.confirm(visit.user, code, hall(request))

    return await _do(request, visit, confirm, "/account")


@router.post("/account/factor/remove")
async def remove_factor(request: Request, visit: Visiting) -> Response:
    """Log in without a code again; wants the password."""
    given, services, user = (
        str((await request.form()).get("present", "")),
        hall(request),
        visit.user,
    )

    def remove() -> None:
        require_turn(request)
        users.renew(user, given, given, services)
        codes.remove(user.name, user.id, services, by=user.name)

    return await _do(request, visit, remove, "/login")


async def _do(request: Request, visit: Visit, deed: Callable[[], None], address: str) -> Response:
    return await do(
        request,
        deed,
        following=lambda _: address,
        refused=lambda told: _page(request, visit, told),
    )
