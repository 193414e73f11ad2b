"""Looking after the service: people, queue and workers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from records.keeping import Role, State
from service import library, permissions, users
from service.permissions import Deed
from web.gate import Visit, Visiting, hall, tongue_of
from web.language import mark
from web.problems import HTTP_CODES, DoorRefused, tell
from web.showing import show

router = APIRouter()


def _values(request: Request, visit: Visit) -> dict[str, Any]:
    services = hall(request)
    work = services.settings.work
    counts = library.queue_counts(visit.user, services)
    tongue = tongue_of(request)
    told = mark("pekerja di proses ini")
    return {
        "people": users.everyone(services),
        "units": library.units(visit.user, services),
        "queue": {state.value: counts.get(state, 0) for state in State},
        "workers": work.workers,
        "workers_told": tongue.text(told),
        "password_length": services.settings.access.password_length,
        "told": None,
        "done": "",
        "given": {},
    }


@router.get("/admin")
def administration(request: Request, visit: Visiting) -> Response:
    """People, queue and workers."""
    permissions.require(visit.user, Deed.ADMINISTER)
    return show(request, "admin.html", _values(request, visit))


@router.post("/admin/users")
async def add_user(request: Request, visit: Visiting) -> Response:
    """Make a user."""
    permissions.require(visit.user, Deed.ADMINISTER)
    form = {key: str(value) for key, value in (await request.form()).items()}
    said = tongue_of(request).text(mark("Pengguna telah ditambahkan."))

    def add() -> None:
        if form.get("role") not in set(Role) or not form.get("name", "").strip():
            raise DoorRefused(422, HTTP_CODES[422])
        users.add(
            form["name"].strip(),
            form.get("password", ""),
            Role(form["role"]),
            hall(request),
            unit=form.get("unit", "").strip(),
            cleared="cleared" in form,
            by=visit.user.name,
        )

    return await _after(request, visit, add, said, form)


@router.post("/admin/password")
async def set_password(request: Request, visit: Visiting) -> Response:
    """Give a user a new password and end that user's sessions."""
    permissions.require(visit.user, Deed.ADMINISTER)
    form = {key: str(value) for key, value in (await request.form()).items()}
    said = tongue_of(request).text(mark("Kata sandi telah diganti."))

    def change() -> None:
        users.set_password(
            form.get("name", ""), form.get("password", ""), hall(request), by=visit.user.name
        )

    return await _after(request, visit, change, said, {})


async def _after(
    request: Request, visit: Visit, deed: Any, said: str, form: dict[str, str]
) -> Response:
    """The page after a deed: what was done, or why not with what was filled in."""
    told = None
    try:
        await run_in_threadpool(deed)
    except (BerkasError, DoorRefused) as error:
        told = tell(error, tongue_of(request))
    values = await run_in_threadpool(_values, request, visit)
    outcome = {"told": told, "given": form} if told else {"done": said}
    return show(request, "admin.html", {**values, **outcome}, told.status if told else 200)
