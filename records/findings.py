"""What one file gave: records with the place of every value on the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from records.geometry import Box
from records.paper import Source, SymbolKind

Digest = NewType("Digest", str)
"""SHA-256 in lower-case hex."""


class Kind(StrEnum):
    """What sort of document a record is."""

    SOP = "sop"
    FORM = "form"
    REPORT = "report"
    LETTER = "letter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands on the paper; `box` in shares 0..1 of the upright page."""

    page: int
    box: Box
    text: str
    confidence: float
    source: Source
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one page or value, told and not fatal."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: office, name with titles, rank, service number."""

    position: str | None = None
    name: str | None = None
    rank: str | None = None
    nrp: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The identity part of a procedure; dates are ISO, None where nothing is written."""

    number: str | None = None
    title: str | None = None
    unit: str | None = None
    created_on: str | None = None
    revised: str | None = None
    effective_on: str | None = None
    approved_by: Signatory = field(default_factory=Signatory)
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol in an actor's column; `actor` counts columns from 0."""

    actor: int
    symbol: SymbolKind


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the activity matrix; `page` is where it begins."""

    no: str
    activity: str
    section: str | None = None
    marks: tuple[Mark, ...] = ()
    requirements: tuple[str, ...] = ()
    duration: str = ""
    output: str = ""
    remarks: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Edge:
    """Flow from a mark to a mark, each named (step, actor), both from 0."""

    start: tuple[int, int]
    end: tuple[int, int]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The activity matrix: who does what, in which order."""

    actors: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    edges: tuple[Edge, ...] = ()


FieldValue = str | bool | tuple[Mapping[str, str], ...]
"""Text, a check box, or the rows of a table field."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """A recapitulation's table; `total` holds the count columns of its JUMLAH row."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reviewer should look at in a record that was read rightly: a lint.

    `message` says it in the paper's language; `code` and `facts` let it be said in any other.
    """

    code: str
    message: str
    path: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a file; only the parts of its kind are filled."""

    kind: Kind
    pages: tuple[int, ...]
    unit: str | None = None
    month: str | None = None
    confidence: float = 0.0
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    header: Header | None = None
    matrix: Matrix | None = None
    form: str | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    version: int | None = None
    """Of the form's definition that a blank of ours was printed from."""
    serial: str | None = None
    """The number printed on a blank of ours."""
    report: str | None = None
    number: str | None = None
    signed_by: Signatory | None = None
    table: CountTable | None = None
    lint: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        if not self.pages:
            raise ValueError("a record stands on a page")


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page for the searchable copy and the index, in upright shares 0..1."""

    page: int
    lines: tuple[tuple[tuple[str, Box], ...], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All one file gave."""

    file: str
    sha256: Digest
    pages: int
    documents: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
