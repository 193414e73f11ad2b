"""One's own account: who one is here, and a new password."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from service import users
from web.gate import Visiting, hall, let_in, require_turn, tongue_of
from web.language import mark
from web.problems import DoorRefused, Told, tell
from web.showing import show

router = APIRouter()
UNEQUAL = (
    "request.passwords-differ",
    mark("Kedua kata sandi baru tidak sama."),
    mark("Ketik sekali lagi."),
)


def _page(request: Request, told: Told | None, *, is_changed: bool = False) -> Response:
    least = hall(request).settings.access.password_length
    values = {"told": told, "is_changed": is_changed, "password_length": least}
    return show(request, "account.html", values, told.status if told else 200)


@router.get("/account")
def account(request: Request, visit: Visiting) -> Response:
    """Who one is here."""
    return _page(request, None)


@router.post("/account/password")
async def change_password(request: Request, visit: Visiting) -> Response:
    """Replace one's own password, the present one given; this device stays logged in."""
    form = await request.form()
    fresh = str(form.get("fresh", ""))
    services = hall(request)
    name = visit.user.name

    def change() -> users.Login:
        users.log_in(name, str(form.get("present", "")), services)
        users.set_password(name, fresh, services, by=name)
        return users.log_in(name, fresh, services)

    try:
        require_turn(request)
        if fresh != str(form.get("repeated", "")):
            raise DoorRefused(422, UNEQUAL)
        login = await run_in_threadpool(change)
    except (BerkasError, DoorRefused) as error:
        return _page(request, tell(error, tongue_of(request)))
    response = _page(request, None, is_changed=True)
    let_in(request, response, login)
    return response
