"""The JSON of the API, described once for programs and for the OpenAPI page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from records.geometry import Box
from records.keeping import Entry
from web.gate import Visit
from web.views.failures import failure_text

BOX_DIGITS = 5


def box_to_list(box: Box) -> list[float]:
    """A box as [left, top, right, bottom]."""
    edges = (box.left, box.top, box.right, box.bottom)
    return [round(edge, BOX_DIGITS) for edge in edges]


Edges = Annotated[list[float], BeforeValidator(box_to_list)]
"""A box of the house as JSON has it."""


class Shape(BaseModel):
    """JSON that is taken field by field from a value of the house with the same names."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, value: object) -> Self:
        """The value as JSON."""
        return cls.model_validate(value)


class Fault(BaseModel):
    """What went wrong, and what to do about it."""

    code: str
    message: str
    remedy: str | None = None


class FaultShape(BaseModel):
    """The one shape of every failure."""

    error: Fault


class Credentials(BaseModel):
    """A login."""

    name: str = Field(max_length=200)
    password: str = Field(max_length=1000)
    code: str = Field("", max_length=20)
    """Of the second factor, where the person has one."""


class NewUser(BaseModel):
    """A user to be made."""

    name: str = Field(min_length=1, max_length=200)
    password: str = Field(max_length=1000)
    role: str
    unit: str = Field("", max_length=200)
    cleared: bool = False


class UserShape(Shape):
    """A person who may log in."""

    name: str
    role: str
    unit: str
    cleared: bool
    disabled: bool


class SessionShape(BaseModel):
    """Who is logged in, and the token that deeds carry in the header `X-CSRF-Token`."""

    user: UserShape
    csrf: str

    @classmethod
    def of(cls, visit: Visit) -> SessionShape:
        """The visit as JSON."""
        return cls(user=UserShape.of(visit.user), csrf=visit.csrf)


class EntryShape(BaseModel):
    """One submitted file on its way."""

    id: str
    name: str
    sha256: str
    size: int
    media: str
    state: str
    stage: str
    pages_done: int
    pages_total: int
    received_at: datetime
    received_by: str
    archived_at: datetime | None
    duplicate_of: str | None
    error: Fault | None

    @classmethod
    def of(cls, entry: Entry, language: str) -> EntryShape:
        """The entry as JSON, its failure told in the language."""
        code = entry.error_code
        error = Fault(code=code, message=failure_text(entry, language)) if code else None
        return cls(
            id=entry.id,
            name=entry.name,
            sha256=entry.digest,
            size=entry.size,
            media=entry.media,
            state=entry.state,
            stage=entry.stage,
            pages_done=entry.pages_done,
            pages_total=entry.pages_total,
            received_at=entry.received_at,
            received_by=entry.received_by,
            archived_at=entry.archived_at,
            duplicate_of=entry.duplicate_of,
            error=error,
        )


class FiledShape(Shape):
    """One document of an entry as lists show it."""

    entry: str
    position: int
    kind: str
    form: str | None
    report: str | None
    unit: str | None
    unit_code: str | None
    month: str | None
    pages: list[int]
    title: str
    number: str | None
    confidence: float
    needs_review: int
    secret: bool


class EntryPageShape(BaseModel):
    """Some entries; `after` asks for the next ones."""

    entries: list[EntryShape]
    after: str | None


class DocumentPageShape(BaseModel):
    """Some documents; `after` asks for the next ones."""

    documents: list[FiledShape]
    after: str | None


class EntryViewShape(BaseModel):
    """One entry with its documents; `records` are in the shape of the findings file."""

    entry: EntryShape
    documents: list[FiledShape]
    records: list[dict[str, object]]
    problems: list[dict[str, object]]
    pages: list[int]


class WordShape(Shape):
    """A word; `box` in shares 0..1 of the upright page."""

    text: str
    box: Edges
    confidence: float
    line: int


class PageWordsShape(Shape):
    """The words of a page in reading order."""

    page: int
    width: float
    height: float
    words: list[WordShape]


class MonthCountShape(Shape):
    """Documents of one kind in a unit's month."""

    unit: str | None
    unit_code: str | None
    month: str | None
    kind: str
    documents: int
    needs_review: int


class UnitShape(Shape):
    """A unit by its path code."""

    code: str
    name: str


FAULTS: Mapping[int | str, dict[str, object]] = {
    status: {"model": FaultShape} for status in (400, 401, 403, 404, 422, 503)
}
"""Failures every route of the API may answer with."""
