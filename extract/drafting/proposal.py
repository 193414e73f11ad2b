"""The fields a draft proposes, before a person has completed it."""

from __future__ import annotations

from dataclasses import dataclass

from forms.form import FieldKind
from records.geometry import Box

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value is written, in millimetres; `cells` boxes with a gap, or so many lines."""

    box: Box
    cells: int = 0
    gap: float = 0.0
    lines: int = 1


@dataclass(frozen=True, slots=True)
class ProposedField:
    """A field with its places; `note` tells the person what to look at."""

    key: str
    labels: tuple[str, ...]
    kind: FieldKind
    spots: tuple[Spot, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProposedOption:
    """A square to check."""

    key: str
    labels: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class ProposedChecks:
    """A group of squares to check."""

    key: str
    labels: tuple[str, ...]
    options: tuple[ProposedOption, ...]


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column of a table, from left to right on the paper."""

    key: str
    labels: tuple[str, ...]
    kind: FieldKind
    span: Span
    cells: int = 0
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A printed row of a table."""

    key: str
    labels: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ProposedTable:
    """A table whose rows the paper names."""

    key: str
    labels: tuple[str, ...]
    columns: tuple[ProposedColumn, ...]
    rows: tuple[ProposedRow, ...]


@dataclass(frozen=True, slots=True)
class ProposedRelation:
    """What should hold between values: a number and its words, or a sum; names as in a record."""

    total: str
    parts: tuple[str, ...] = ()
    words: str | None = None


Proposed = ProposedField | ProposedChecks | ProposedTable


def top_of(one: Proposed) -> tuple[float, float]:
    """Where a proposed field begins, for the order of reading."""
    if isinstance(one, ProposedField):
        return (one.spots[0].box.top, one.spots[0].box.left)
    if isinstance(one, ProposedChecks):
        return (one.options[0].box.top, one.options[0].box.left)
    return (one.rows[0].span[0], one.columns[0].span[0])
