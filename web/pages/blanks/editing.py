"""Forms defined: the list, the editor with its printed blank, versions, a definition's file."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from forms.form import FieldKind, Privacy
from records.errors import BerkasError, FormInvalid
from service import permissions
from service.definitions import own, templates
from service.permissions import Deed
from web.deeds import do
from web.gate import Visit, Visiting, hall, tongue_of
from web.pages.sign_in import SEE_OTHER
from web.problems import DoorRefused, Told, tell
from web.showing import show
from web.views.form_kinds import kind_choices
from web.views.query import number

router = APIRouter()
NEW = "baru"
FRESH = """id = "formulir-baru"
version = 1
titles = ["FORMULIR BARU"]
month_field = "held_on"
officer_field = "officer"

[[field]]
key = "held_on"
labels = ["Hari / Tanggal"]
kind = "date"

[[field]]
key = "officer"
labels = ["Nama Petugas"]
kind = "name"
"""


@router.get("/forms")
def forms(request: Request, visit: Visiting) -> Response:
    """All forms, the office's own first."""
    found = own.definitions(visit.user, hall(request))
    return show(request, "forms.html", {"definitions": found, "told": None})


@router.get("/forms/{form_id}")
def editor(request: Request, visit: Visiting, form_id: str) -> Response:
    """One form in the editor; `version` opens an earlier one, `from` copies another."""
    permissions.require(visit.user, Deed.ADMINISTER)
    asked, services = request.query_params, hall(request)
    source = asked.get("from", "") if form_id == NEW else form_id
    version = number(asked.get("version", ""), 1, 0) or None
    text = own.text_of(visit.user, source, services, version) if source else FRESH
    values = _values(request, visit, form_id, text, None)
    values["copied"] = bool(source) and form_id == NEW
    return show(request, "form_editor.html", values)


def _values(
    request: Request, visit: Visit, form_id: str, text: str, told: Told | None
) -> dict[str, Any]:
    known = {one.id: one for one in own.definitions(visit.user, hall(request))}
    present = known.get(form_id)
    return {
        "form_id": form_id,
        "is_new": form_id == NEW,
        "present": present,
        "text": text,
        "told": told,
        "copied": False,
        "kinds": kind_choices(tongue_of(request)),
        "all_kinds": [kind.value for kind in FieldKind],
        "privacies": [privacy.value for privacy in Privacy],
    }


@router.post("/forms/draft")
async def draft(request: Request, visit: Visiting) -> Response:
    """Begin a definition from an empty form, scanned or as a PDF."""
    permissions.require(visit.user, Deed.ADMINISTER)
    part = (await request.form()).get("file")
    if not isinstance(part, UploadFile) or not part.filename:
        raise DoorRefused(422)
    services = hall(request)
    try:
        text = await run_in_threadpool(
            templates.draft_from, visit.user, part.file, part.filename, services
        )
    except BerkasError as error:
        told = tell(error, tongue_of(request))
        found = await run_in_threadpool(own.definitions, visit.user, services)
        return show(request, "forms.html", {"definitions": found, "told": told}, told.status)
    values = await run_in_threadpool(_values, request, visit, NEW, text, None)
    return show(request, "form_editor.html", values)


@router.post("/forms/{form_id}")
async def save(request: Request, visit: Visiting, form_id: str) -> Response:
    """Save the definition from a page without scripts; a bad one comes back with its reason."""
    permissions.require(visit.user, Deed.ADMINISTER)
    given = {key: str(value) for key, value in (await request.form()).items()}
    text, based_on = given.get("text", ""), number(given.get("based_on", ""), 0, 0) or None

    def refused(told: Told) -> Response:
        values = _values(request, visit, form_id, text, told)
        return show(request, "form_editor.html", values, told.status)

    return await do(
        request,
        lambda: own.save(visit.user, text, hall(request), based_on=based_on),
        following=lambda form: f"/forms/{form.id}",
        refused=refused,
    )


@router.post("/forms/{form_id}/withdraw")
def withdraw(request: Request, visit: Visiting, form_id: str) -> Response:
    """Take the office's own definition out of use."""
    own.take_back(visit.user, form_id, hall(request))
    return RedirectResponse("/forms", SEE_OTHER)


@router.get("/forms/{form_id}/file")
def file(request: Request, visit: Visiting, form_id: str) -> Response:
    """The definition as a file, to be kept or given to another office."""
    version = number(request.query_params.get("version", ""), 1, 0) or None
    text = own.text_of(visit.user, form_id, hall(request), version)
    try:
        name = own.check(text).id
    except FormInvalid:
        name = "form"
    headers = {"content-disposition": f'attachment; filename="{name}.toml"'}
    return Response(text, media_type="application/toml", headers=headers)
