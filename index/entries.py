"""What is put into the index and what comes out of it: pages in, hits with snippets out.

Access is a unit's code and all below it, as `records.keeping.is_under` tells; papers marked
secret need clearance besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from records.findings import Kind
from records.keeping import is_under


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page of one document as the index keeps it; `month` is `YYYY-MM`.

    `document` names the document in the catalogue, `page` is its page in the file, from 1.
    `unit` is as written; `scope` is the unit code that decides who may see the page.
    `lines` is the page's text, line by line, as read.
    """

    document: str
    page: int
    kind: Kind
    lines: tuple[str, ...]
    scope: str = ""
    secret: bool = False
    unit: str | None = None
    form: str | None = None
    report: str | None = None
    month: str | None = None
    number: str | None = None
    title: str | None = None
    officer: str | None = None
    village: str | None = None

    def __post_init__(self) -> None:
        if not self.document:
            raise ValueError("an entry names its document")
        if self.page < 1:
            raise ValueError("pages are numbered from 1")

    @property
    def id(self) -> str:
        return f"{self.document}:{self.page}"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the asker may see; it rules hits, counts, facets and suggestions alike.

    `units`: unit codes whose pages and all below are visible; `("",)` means every page, `()`
    none. `kinds`: None means all. `hidden_forms`: forms never shown. `secret`: whether papers
    marked secret are shown.
    """

    units: tuple[str, ...]
    kinds: frozenset[Kind] | None = None
    hidden_forms: frozenset[str] = frozenset()
    secret: bool = False

    def covers(self, code: str) -> bool:
        """Whether pages of that unit code are visible."""
        return any(is_under(code, unit) for unit in self.units)


EVERYTHING = Scope(units=("",), secret=True)
"""The scope of the command line on its own data folder, and of rebuild checks."""


class Sort(StrEnum):
    """The order of documents; those without a month come last in both month orders."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


class FacetName(StrEnum):
    """The properties whose values are counted over all documents found."""

    KIND = "kind"
    FORM = "form"
    REPORT = "report"
    UNIT = "unit"
    SCOPE = "scope"
    MONTH = "month"
    OFFICER = "officer"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a page as (text, is a hit) segments: plain text, to be escaped by the shower."""

    segments: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.segments)


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that answers the query."""

    page: int
    score: float
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, its best pages first; `page_count` counts all that answer."""

    document: str
    kind: Kind
    score: float
    page_count: int
    pages: tuple[PageHit, ...]
    form: str | None = None
    report: str | None = None
    unit: str | None = None
    scope: str = ""
    month: str | None = None
    number: str | None = None
    title: str | None = None
    officer: str | None = None
    village: str | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What was read otherwise than it may have been meant, in both languages."""

    code: str
    text_id: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: `total` counts documents, `total_pages` pages.

    `facets`: documents by value, most frequent first. `did_you_mean`: the query with words the
    scope holds, None where all were found. `hints`: on parts of the query that
    were not read as they seem meant. `is_complete` is False where the time limit
    cut the search short: parts of the index were left out.
    """

    hits: tuple[Hit, ...]
    total: int
    total_pages: int
    facets: Mapping[FacetName, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    hints: tuple[Hint, ...] = ()
    is_complete: bool = True
