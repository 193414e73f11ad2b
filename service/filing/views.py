"""What the library answers with: pages of rows, an entry opened, downloads, words, counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from archive.catalogue.documents import Wanted
from records.findings import Kind, Problem, Record
from records.geometry import Box
from records.keeping import Entry, Filed, State


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


DocumentFilter = Wanted
"""Which documents; None wants all.

`unit` is a path code (with all below), or the wording of an unrecognised letterhead;
`month` `YYYY-MM`, or `-` for documents without a month.
"""


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
    masked: int = 0
    """Values masked until revealed with a reason."""


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
