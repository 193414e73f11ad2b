"""Looking after the service: people, queue and workers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from records.errors import BerkasError
from records.keeping import Role, User
from service import permissions, users
from service.access import codes
from service.permissions import Deed
from service.units import registry
from web.gate import Visit, Visiting, hall, tongue_of
from web.language import mark
from web.pages.overseeing import queue_values
from web.problems import HTTP_CODES, DoorRefused, tell
from web.showing import show

router = APIRouter()


def _values(request: Request, visit: Visit) -> dict[str, Any]:
    services = hall(request)
    people, units = users.everyone(services), registry.known_units(visit.user, services).units
    wanted = request.query_params.get("name", "")
    return {
        "people": people,
        "chosen": next((one for one in people if one.name == wanted), None),
        "units": units,
        "unit_names": {unit.code: unit.name for unit in units},
        **queue_values(request, visit),
        "password_length": services.settings.access.password_length,
        "now": services.clock(),
        "last_day": lambda until: _last_day(until, request),
        "last_iso": lambda until: _office_day(until, request).isoformat(),
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
            until=_end_of(form.get("until", ""), request),
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


@router.post("/admin/disabled")
async def set_disabled(request: Request, visit: Visiting) -> Response:
    """Shut a user out, or let one in again; nobody shuts oneself out."""
    permissions.require(visit.user, Deed.ADMINISTER)
    form = {key: str(value) for key, value in (await request.form()).items()}
    said = tongue_of(request).text(mark("Keadaan pengguna telah diubah."))

    def change() -> None:
        if form.get("name") == visit.user.name:
            raise DoorRefused(422, HTTP_CODES[422])
        shut = bool(form.get("disabled"))
        users.set_disabled(form.get("name", ""), hall(request), disabled=shut, by=visit.user.name)

    return await _after(request, visit, change, said, {})


@router.post("/admin/change")
async def change_user(request: Request, visit: Visiting) -> Response:
    """Give a user another role, unit or clearance; nobody changes one's own."""
    permissions.require(visit.user, Deed.ADMINISTER)
    form = {key: str(value) for key, value in (await request.form()).items()}
    said = tongue_of(request).text(mark("Keadaan pengguna telah diubah."))

    def change() -> None:
        if form.get("role") not in set(Role) or form.get("name") == visit.user.name:
            raise DoorRefused(422, HTTP_CODES[422])
        wanted = User(
            0,
            form.get("name", ""),
            Role(form["role"]),
            form.get("unit", "").strip(),
            "cleared" in form,
            until=_end_of(form.get("until", ""), request),
        )
        users.change(wanted, hall(request), by=visit.user.name)

    return await _after(request, visit, change, said, {})


@router.post("/admin/factor")
async def remove_lost_factor(request: Request, visit: Visiting) -> Response:
    """Let a user whose phone is lost log in without a code again."""
    permissions.require(visit.user, Deed.ADMINISTER)
    name = str((await request.form()).get("name", ""))
    said = tongue_of(request).text(mark("Kode dari ponsel tidak diminta lagi."))

    def remove() -> None:
        codes.remove_lost(name, hall(request), by=visit.user.name)

    return await _after(request, visit, remove, said, {})


def _last_day(until: datetime, request: Request) -> str:
    """The last day of an access that ends at a moment, in words."""
    return tongue_of(request).day(_office_day(until, request))


def _office_day(until: datetime, request: Request) -> date:
    zone = hall(request).settings.serve.time_zone
    return (until - timedelta(seconds=1)).astimezone(zone).date()


def _end_of(day: str, request: Request) -> datetime | None:
    """The moment after the day given, by the office's clock; None where none is; refuses others."""
    if not day.strip():
        return None
    try:
        last = date.fromisoformat(day.strip())
    except ValueError as error:
        raise DoorRefused(422, HTTP_CODES[422]) from error
    zone = hall(request).settings.serve.time_zone
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


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
