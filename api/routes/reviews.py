"""Words on values, masked numbers revealed, crops of the paper, suggestions while typing."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from api.downloads import picture
from api.routes.entries import PageNumber
from api.shapes import Edges, Shape
from records.errors import NotFound, ValueRefused
from records.findings import Kind
from records.geometry import Box
from records.keeping import EntryId
from service import searching
from service.keying import effort
from service.review import deeds, reshaping, reveals, taking
from service.review.shape import text_to_reshaping
from web.gate import Visiting, hall

router = APIRouter(tags=["review"])
Position = Annotated[int, Path(ge=0, le=1_000_000)]
Share = Annotated[float, Query(ge=0, le=1)]


class ItemShape(Shape):
    """A value to look at; `box` in shares of the upright page."""

    path: str
    value: str | bool | None
    readings: list[str]
    kind: str
    as_read: str
    page: int
    box: Edges | None
    confidence: float
    needs_review: bool
    is_masked: bool


class WordShape(Shape):
    """What somebody said of a value."""

    number: int
    path: str
    verdict: str
    at: datetime
    who: str
    undoes: int | None


class DeskShape(BaseModel):
    """A document's values, doubtful ones first, and all that was said of them."""

    needs_review: int
    masked: int
    items: list[ItemShape]
    history: list[WordShape]
    matrix: str | None = None
    """Of a procedure: the name of its matrix as it stands."""


class NewWord(BaseModel):
    """A word on a value: `shown` is the value as shown; without `typed` it is right so."""

    path: str = Field(max_length=200)
    shown: str = Field(max_length=4000)
    typed: str | None = Field(None, max_length=4000)
    strokes: int | None = Field(None, ge=0, le=2**31 - 1)
    """Keystrokes the word took, where its sender counted them."""
    ms: int = Field(0, ge=0, le=2**31 - 1)
    """Milliseconds since the word before it."""


class Said(BaseModel):
    """The word's number, by which it is undone, and what is still doubtful."""

    number: int
    needs_review: int


class NewShape(BaseModel):
    """A change of a procedure's rows or columns: `row-add.3`, `row-remove.3`, `row-move.3.1`.

    Columns likewise (`actor-…`), counted from 0; `name` is a new actor's. `shown` is the matrix
    it was decided on, as the desk gave it.
    """

    change: str = Field(max_length=40)
    name: str = Field("", max_length=200)
    shown: str = Field(max_length=64)


class Undone(BaseModel):
    """The number of the word to take back."""

    number: int = Field(ge=1, le=2**53)


class Reason(BaseModel):
    """Why numbers are to be shown."""

    reason: str = Field(max_length=1000)


@router.get("/entries/{entry_id}/documents/{position}/review")
def desk(request: Request, visit: Visiting, entry_id: str, position: Position) -> DeskShape:
    """A document's values in order of doubt."""
    found = deeds.desk(visit.user, (EntryId(entry_id), position), hall(request))
    return DeskShape(
        needs_review=found.filed.needs_review,
        masked=found.masked,
        items=[ItemShape.of(item) for item in found.items],
        history=[WordShape.of(word) for word in found.history],
        matrix=reshaping.mark_of(found.record) if found.filed.kind is Kind.SOP else None,
    )


@router.post("/entries/{entry_id}/documents/{position}/review", status_code=201)
def say(
    request: Request, visit: Visiting, entry_id: str, position: Position, word: NewWord
) -> Said:
    """Accept a value as it stands, or correct it; the machine's reading is kept."""
    name, services = (EntryId(entry_id), position), hall(request)
    if word.typed is None:
        number = deeds.accept(visit.user, name, word.path, word.shown, services)
    else:
        number = deeds.correct(visit.user, name, word.path, word.shown, word.typed, services)
    if word.strokes is not None:
        effort.note(number, word.strokes, word.ms, services)
    return Said(number=number, needs_review=_doubtful(request, visit, name))


@router.post("/entries/{entry_id}/documents/{position}/matrix/review", status_code=201)
def change_matrix(
    request: Request, visit: Visiting, entry_id: str, position: Position, shape: NewShape
) -> Said:
    """Add, remove or move a row or a column of a procedure's matrix; undone like any word."""
    name = (EntryId(entry_id), position)
    try:
        wanted = text_to_reshaping(shape.change, shape.name)
    except ValueError as error:
        raise ValueRefused(value=shape.change) from error
    number = reshaping.change_matrix(visit.user, name, wanted, shape.shown, hall(request))
    return Said(number=number, needs_review=_doubtful(request, visit, name))


@router.post("/entries/{entry_id}/documents/{position}/review/undo", status_code=201)
def undo(
    request: Request, visit: Visiting, entry_id: str, position: Position, undone: Undone
) -> Said:
    """Take a word back."""
    name = (EntryId(entry_id), position)
    number = deeds.undo(visit.user, name, undone.number, hall(request))
    return Said(number=number, needs_review=_doubtful(request, visit, name))


def _doubtful(request: Request, visit: Visiting, name: deeds.Name) -> int:
    return deeds.desk(visit.user, name, hall(request)).filed.needs_review


@router.post("/entries/{entry_id}/documents/{position}/reveal", status_code=201)
def reveal(
    request: Request, visit: Visiting, entry_id: str, position: Position, why: Reason
) -> dict[str, str]:
    """Open a document's NIK and telephone numbers to oneself for a while, with a reason."""
    until = reveals.reveal(visit.user, (EntryId(entry_id), position), why.reason, hall(request))
    return {"until": until.isoformat()}


@router.get("/entries/{entry_id}/pages/{page}/crop", response_class=Response)
def crop(
    request: Request,
    visit: Visiting,
    entry_id: str,
    page: PageNumber,
    left: Share = 0,
    top: Share = 0,
    right: Share = 1,
    bottom: Share = 1,
) -> Response:
    """A part of the upright page as a picture."""
    if left > right or top > bottom:
        raise NotFound(what="crop")
    box = Box(left, top, right, bottom)
    return picture(request, taking.crop(visit.user, EntryId(entry_id), page, box, hall(request)))


@router.get("/suggest")
def suggest(
    request: Request, visit: Visiting, q: Annotated[str, Query(max_length=300)] = ""
) -> list[str]:
    """What is being typed, completed from papers within sight."""
    return list(searching.suggest(visit.user, q, hall(request)))
