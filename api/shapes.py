"""The JSON of the API, described once for programs and for the OpenAPI page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, Field

from records.geometry import Box
from records.keeping import Entry, Filed, Unit, User
from service.library import MonthCount, PageWords
from web.gate import Visit
from web.views.failures import failure_text

BOX_DIGITS = 5


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


class UserShape(BaseModel):
    """A person who may log in."""

    name: str
    role: str
    unit: str
    cleared: bool
    disabled: bool

    @classmethod
    def of(cls, user: User) -> UserShape:
        """The person as JSON."""
        return cls(
            name=user.name,
            role=user.role,
            unit=user.unit,
            cleared=user.cleared,
            disabled=user.disabled,
        )


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


class FiledShape(BaseModel):
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

    @classmethod
    def of(cls, filed: Filed) -> FiledShape:
        """The document as JSON."""
        return cls(
            entry=filed.entry,
            position=filed.position,
            kind=filed.kind,
            form=filed.form,
            report=filed.report,
            unit=filed.unit,
            unit_code=filed.unit_code,
            month=filed.month,
            pages=list(filed.pages),
            title=filed.title,
            number=filed.number,
            confidence=filed.confidence,
            needs_review=filed.needs_review,
            secret=filed.secret,
        )


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


class WordShape(BaseModel):
    """A word; `box` in shares 0..1 of the upright page."""

    text: str
    box: list[float]
    confidence: float
    line: int


class PageWordsShape(BaseModel):
    """The words of a page in reading order."""

    page: int
    width: float
    height: float
    words: list[WordShape]

    @classmethod
    def of(cls, found: PageWords) -> PageWordsShape:
        """The words as JSON."""
        words = [
            WordShape(text=w.text, box=box_to_list(w.box), confidence=w.confidence, line=w.line)
            for w in found.words
        ]
        return cls(page=found.page, width=found.width, height=found.height, words=words)


class MonthCountShape(BaseModel):
    """Documents of one kind in a unit's month."""

    unit: str | None
    unit_code: str | None
    month: str | None
    kind: str
    documents: int
    needs_review: int

    @classmethod
    def of(cls, count: MonthCount) -> MonthCountShape:
        """The count as JSON."""
        return cls(
            unit=count.unit,
            unit_code=count.unit_code,
            month=count.month,
            kind=count.kind,
            documents=count.documents,
            needs_review=count.needs_review,
        )


class UnitShape(BaseModel):
    """A unit by its path code."""

    code: str
    name: str

    @classmethod
    def of(cls, unit: Unit) -> UnitShape:
        """The unit as JSON."""
        return cls(code=unit.code, name=unit.name)


def box_to_list(box: Box) -> list[float]:
    """A box as [left, top, right, bottom]."""
    edges = (box.left, box.top, box.right, box.bottom)
    return [round(edge, BOX_DIGITS) for edge in edges]


FAULTS: Mapping[int | str, dict[str, object]] = {
    status: {"model": FaultShape} for status in (400, 401, 403, 404, 422, 503)
}
"""Failures every route of the API may answer with."""
