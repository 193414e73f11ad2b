"""Form definitions for administrators: checked, drawn, saved."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from compose.blank.sheet import Paper
from forms.form import Form
from records.errors import FormInvalid
from service import permissions
from service.definitions import own, pictures
from service.permissions import Deed
from web.gate import Visiting, hall

router = APIRouter(prefix="/forms", tags=["forms"])
FormId = Annotated[str, Path(max_length=60)]


class DefinitionShape(BaseModel):
    """A form: what it is called, whose it is, and the versions that are kept."""

    id: str
    title: str
    version: int
    fields: int
    is_own: bool
    is_builtin: bool
    kept: list[int]
    fault: str | None


class DraftShape(BaseModel):
    """A definition as its text, or as the data an editor holds; the data count where both are."""

    text: str = Field("", max_length=own.LONGEST)
    data: dict[str, Any] | None = None

    def as_text(self) -> str:
        """The definition's text; raises FormInvalid."""
        return self.text if self.data is None else own.data_to_text(self.data)


class SavedShape(DraftShape):
    """A definition to be put into use; `based_on` is the version it was made from."""

    based_on: int | None = None


class FaultShape(BaseModel):
    """What is wrong with a definition, and in which line."""

    line: int
    reason: str


class CheckedShape(BaseModel):
    """A definition looked through."""

    text: str
    data: dict[str, Any] | None
    title: str
    fault: FaultShape | None


class VersionShape(BaseModel):
    """A form as it is in use now."""

    id: str
    version: int


@router.get("")
def definitions(request: Request, visit: Visiting) -> list[DefinitionShape]:
    """All forms, the office's own first."""
    return [
        DefinitionShape(
            id=one.id,
            title=one.title,
            version=one.version,
            fields=one.fields,
            is_own=one.is_own,
            is_builtin=one.is_builtin,
            kept=list(one.kept),
            fault=str(one.fault) if one.fault else None,
        )
        for one in own.definitions(visit.user, hall(request))
    ]


@router.post("")
def save(request: Request, visit: Visiting, saved: SavedShape) -> VersionShape:
    """Put a definition into use as the next version of its form."""
    permissions.require(visit.user, Deed.ADMINISTER)
    form = own.save(visit.user, saved.as_text(), hall(request), based_on=saved.based_on)
    return VersionShape(id=form.id, version=form.version)


@router.post("/check")
def check(request: Request, visit: Visiting, draft: DraftShape) -> CheckedShape:
    """Look a definition through: its text, its data, or what is wrong with it."""
    permissions.require(visit.user, Deed.ADMINISTER)
    text = draft.as_text()
    fault, form, data = None, None, draft.data
    try:
        form = own.check(text)
        data = own.text_to_data(text)
    except FormInvalid as error:
        fault = FaultShape(line=int(str(error.facts["line"])), reason=str(error.facts["reason"]))
    return CheckedShape(text=text, data=data, title=_title(form), fault=fault)


@router.post("/picture", response_class=Response)
def picture(
    request: Request,
    visit: Visiting,
    draft: DraftShape,
    page: Annotated[int, Query(ge=1, le=50)] = 1,
    paper: Paper = Paper.A4,
) -> Response:
    """A page of the blank as it would be printed; how many there are: `x-pages`."""
    permissions.require(visit.user, Deed.ADMINISTER)
    drawn, pages = pictures.draft_picture(
        visit.user, draft.as_text(), page, hall(request), paper=paper
    )
    headers = {"cache-control": "no-store", "x-pages": str(pages)}
    return Response(drawn, media_type="image/webp", headers=headers)


@router.get("/{form_id}")
def definition(
    request: Request,
    visit: Visiting,
    form_id: FormId,
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> CheckedShape:
    """A definition in use, or an earlier version of it."""
    text = own.text_of(visit.user, form_id, hall(request), version)
    return check(request, visit, DraftShape(text=text, data=None))


@router.delete("/{form_id}", status_code=204)
def take_back(request: Request, visit: Visiting, form_id: FormId) -> Response:
    """Take the office's own definition out of use; its versions stay."""
    own.take_back(visit.user, form_id, hall(request))
    return Response(status_code=204)


def _title(form: Form | None) -> str:
    return form.titles[0] if form else ""
