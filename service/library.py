"""What pages and programs show: entries, documents, pages, progress and counts, each within sight.

Every function takes the person first and goes through `service.permissions`; what is out of
sight raises NotFound. Lists go on from an opaque `after` cursor (keyset pages; None at the end).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from records.findings import Kind, Problem, Record
from records.geometry import Box
from records.keeping import Entry, EntryId, Filed, State, Unit, User

if TYPE_CHECKING:
    from service.wiring import Services

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries; None or empty wants all. `name` is found anywhere in the file's name."""

    state: State | None = None
    name: str = ""
    received_by: str | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, newest first, and where to go on."""

    entries: tuple[Entry, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents; None wants all.

    `unit` is a path code (with all below), or the wording of an unrecognised letterhead;
    `month` `YYYY-MM`, or `-` for documents without a month.
    """

    kind: Kind | None = None
    form: str | None = None
    unit: str | None = None
    month: str | None = None
    needs_review: bool | None = None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some documents, newest entry first, and where to go on."""

    documents: tuple[Filed, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """One document with everything read from it."""

    filed: Filed
    record: Record


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry with its visible documents, problems and page numbers."""

    entry: Entry
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    pages: tuple[int, ...]
    """Pages the person may look at; empty until archived."""


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes to stream, with what a download says about them; the caller closes the stream."""

    stream: BinaryIO
    size: int
    media: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word of a page; the box in shares 0..1 of the upright page, as its picture shows it."""

    text: str
    box: Box
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one page in reading order, with the picture's proportions."""

    page: int
    width: float
    height: float
    words: tuple[PageWord, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Entries that changed, in their present state, and the cursor to ask with next.

    An entry may be told twice; its row is the whole truth each time, so that does no harm.
    """

    entries: tuple[Entry, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Documents of one kind in a unit's month; `needs_review` counts values to look at."""

    unit: str | None
    unit_code: str | None
    month: str | None
    kind: Kind
    documents: int
    needs_review: int


def entries(
    user: User,
    wanted: EntryFilter,
    services: Services,
    *,
    after: str | None = None,
    limit: int = 50,
) -> EntryPage:
    """Entries submitted within sight, newest first; raises BadCursor."""
    raise NotImplementedError


def entry(user: User, entry_id: EntryId, services: Services) -> EntryView:
    """One entry with its documents and records; raises NotFound."""
    raise NotImplementedError


def documents(
    user: User,
    wanted: DocumentFilter,
    services: Services,
    *,
    after: str | None = None,
    limit: int = 50,
) -> DocumentPage:
    """Documents within sight, newest entry first; raises BadCursor."""
    raise NotImplementedError


def page_image(
    user: User, entry_id: EntryId, page: int, services: Services, *, thumbnail: bool = False
) -> Download:
    """The upright page as a picture (see `media`), made once and then kept; raises NotFound."""
    raise NotImplementedError


def page_words(user: User, entry_id: EntryId, page: int, services: Services) -> PageWords:
    """The words of a page with their places; raises NotFound."""
    raise NotImplementedError


def original(user: User, entry_id: EntryId, services: Services) -> Download:
    """The file as submitted; raises NotFound."""
    raise NotImplementedError


def searchable(user: User, entry_id: EntryId, services: Services) -> Download:
    """The searchable PDF/A; raises NotFound, also before the entry is archived."""
    raise NotImplementedError


def findings(user: User, entry_id: EntryId, services: Services) -> Download:
    """The findings as JSON in the contract's shape; raises NotFound."""
    raise NotImplementedError


def changes(user: User, since: str | None, services: Services) -> Changes:
    """Entries within sight that changed since the cursor; None begins now, with nothing told."""
    raise NotImplementedError


def counts_by_state(user: User, services: Services) -> dict[State, int]:
    """How many entries within sight are waiting, archived, failed."""
    raise NotImplementedError


def archive_counts(
    user: User, services: Services, *, year: int | None = None
) -> tuple[MonthCount, ...]:
    """Documents by unit, month and kind, ordered so; a year leaves out documents without month."""
    raise NotImplementedError


def units(user: User, services: Services) -> tuple[Unit, ...]:
    """The known units within sight, by code."""
    raise NotImplementedError
