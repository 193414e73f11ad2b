"""What one page shows of an activity matrix, and the whole matrix its pages make together.

Rows and actors count from 0 within their part. Boxes are pixels of the upright page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from records.findings import Evidence, Matrix, Problem
from records.geometry import Box
from records.paper import Source, SymbolKind, Word

Place = tuple[int, int]
"""A row and an actor's column."""


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one place in reading order, line by line, and how sure their reading is."""

    lines: tuple[tuple[Word, ...], ...]
    box: Box
    """The cell the words stand in, also where it is empty."""
    confidence: float = 1.0
    text: str = ""
    """The text as it goes into the record; as written it is the words' own text."""

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line)

    @property
    def as_written(self) -> str:
        """The words as they stand on the paper, blanks folded."""
        return " ".join(word.text for word in self.words)

    @property
    def is_empty(self) -> bool:
        return not self.lines


class Role(StrEnum):
    """What a column of the matrix holds; `QUALITY` is a head over several columns only."""

    NUMBER = "number"
    ACTIVITY = "activity"
    ACTOR = "actor"
    REQUIREMENTS = "requirements"
    DURATION = "duration"
    OUTPUT = "output"
    REMARKS = "remarks"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the body, at mid-height of it."""

    role: Role
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class ActorColumn:
    """A column of the performers: its head and where it runs at mid-height of the body."""

    name: Written
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row between two full rulings; `actor_boxes` holds its cell in each actor's column."""

    box: Box
    actor_boxes: tuple[Box, ...]
    number: Written
    activity: Written
    requirements: Written
    duration: Written
    output: Written
    remarks: Written


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A symbol and the row and actor it stands in."""

    row: int
    actor: int
    symbol: SymbolKind
    box: Box
    confidence: float

    @property
    def place(self) -> Place:
        return (self.row, self.actor)


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """A connector between two marks of the same page."""

    start: Place
    end: Place
    label: str | None
    box: Box
    confidence: float
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A connector that leaves the page, or comes from another one."""

    mark: Place
    """The mark on this page that it leaves or enters."""
    actor: int
    """The column in which it crosses the page turn."""
    leaves: bool
    """Whether the flow goes out of this page; False where it comes in."""
    at_bottom: bool
    label: str | None
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """The part of a matrix on one page.

    `marks`, `edges` and `loose_ends` are empty until the flow is attached.
    """

    page: int
    title: Written | None
    """The line above the table, None where nothing is written there."""
    box: Box
    body: Box
    """The rows without the head."""
    actors: tuple[ActorColumn, ...]
    rows: tuple[PartRow, ...]
    has_head: bool
    has_numbers: bool
    """Whether the table has a column of numbers."""
    width: float = 1.0
    height: float = 1.0
    """Of the page."""
    source: Source = Source.PRINT
    unit_of_time: str = ""
    """A unit named in the head of the duration column, `HARI`; empty where none is."""
    char_height: float = 0.0
    columns: tuple[Column, ...] = ()
    marks: tuple[PlacedMark, ...] = ()
    edges: tuple[PlacedEdge, ...] = ()
    loose_ends: tuple[LooseEnd, ...] = ()

    def share(self, box: Box) -> Box:
        """The box in shares 0..1 of the page, cut at its edges."""
        return Box(
            min(1.0, max(0.0, box.left / self.width)),
            min(1.0, max(0.0, box.top / self.height)),
            min(1.0, max(0.0, box.right / self.width)),
            min(1.0, max(0.0, box.bottom / self.height)),
        )


@dataclass(frozen=True, slots=True)
class JoinedMatrix:
    """A whole matrix.

    `steps_of[part][row]` is the step that a row of a part became, -1 where it became none (a
    section); `marks` and edges within a page are already in `matrix`, edges over a page turn
    are not. Evidence paths begin with `matrix.`.
    """

    matrix: Matrix
    title: str | None
    parts: tuple[MatrixPart, ...]
    steps_of: tuple[tuple[int, ...], ...]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({part.page for part in self.parts}))
