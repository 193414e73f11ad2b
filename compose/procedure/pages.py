"""Rows of a matrix laid out over pages: heights, page turns, where every symbol stands.

All lengths are points, x from the page's left, y from its top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compose.procedure.columns import Columns
from compose.procedure.style import Style
from records.findings import Matrix, Step
from records.geometry import Box
from records.paper import SymbolKind

MarkName = tuple[int, int]
"""Step and actor, both from 0."""

SIZES: dict[SymbolKind, tuple[float, float]] = {
    SymbolKind.TERMINATOR: (34, 15),
    SymbolKind.PROCESS: (32, 15),
    SymbolKind.DECISION: (30, 22),
    SymbolKind.OFF_PAGE: (13, 13),
}
GAP = 9.0
"""Free height above and below a symbol: arrows turn there."""
CONNECTOR_ZONE = 24.0
"""Free height for the pentagons of a page turn."""
SYMBOL_SHARE = 0.62
"""Of an actor's column, what a symbol may fill: the rest is lanes for arrows."""


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol on the page; `name` is None for the connectors of page turns."""

    kind: SymbolKind
    box: Box
    name: MarkName | None = None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A step's row on its page; `lead` is the height of the section's head right above it."""

    step: int
    top: float
    bottom: float
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """One page of the matrix: its rows, its symbols, and which edges leave or enter it."""

    number: int
    rows: tuple[PlacedRow, ...]
    symbols: tuple[PlacedSymbol, ...]

    def symbol(self, name: MarkName) -> PlacedSymbol | None:
        """The symbol of a mark, None where it stands on another page."""
        return next((s for s in self.symbols if s.name == name), None)


def marks_height(step: Step) -> float:
    """The height a row needs for its symbols and the arrows around them."""
    if not step.marks:
        return 0.0
    return max(SIZES[mark.symbol][1] for mark in step.marks) + 2 * GAP


def split_rows(
    heights: Sequence[float], head: float, style: Style, crossings: Sequence[bool]
) -> list[list[int]]:
    """Which rows stand on which page; `crossings[i]`: flow runs from row i or above to below it.

    A page turn that flow crosses needs room for connectors on both its sides. A row higher than
    a page has one to itself.
    """
    room = style.page_height - 2 * style.margin - head
    pages: list[list[int]] = [[]]
    used = 0.0
    for index, height in enumerate(heights):
        leaving = CONNECTOR_ZONE if index + 1 < len(heights) and crossings[index] else 0.0
        if pages[-1] and used + height + leaving > room:
            pages.append([])
            used = CONNECTOR_ZONE if crossings[index - 1] else 0.0
        pages[-1].append(index)
        used += height
    return pages


def crossings_of(matrix: Matrix) -> list[bool]:
    """For each row, whether an edge joins it or a row above to a row below."""
    spans = [sorted((edge.start[0], edge.end[0])) for edge in matrix.edges]
    return [any(a <= i < b for a, b in spans) for i in range(len(matrix.steps))]


def opens_section(matrix: Matrix, index: int) -> bool:
    """Whether a section's head stands above the step."""
    before = matrix.steps[index - 1].section if index else None
    section = matrix.steps[index].section
    return bool(section) and section != before


def place_rows(
    matrix: Matrix,
    heights: Sequence[float],
    head: float,
    columns: Columns,
    style: Style,
    leads: Sequence[float] = (),
) -> list[MatrixPage]:
    """Every row and symbol in its place, page by page; connectors are added by the router.

    `leads` holds the height of the section's head above each row, 0 where there is none.
    """
    crossings = crossings_of(matrix)
    found = []
    leads = leads or [0.0] * len(heights)
    both = [height + lead for height, lead in zip(heights, leads, strict=True)]
    groups = split_rows(both, head, style, crossings)
    for number, group in enumerate(groups):
        top = style.margin + head
        rows, symbols = [], []
        for index in group:
            above = below = 0.0
            if number and index == group[0] and crossings[index - 1]:
                above = CONNECTOR_ZONE
            if number + 1 < len(groups) and index == group[-1] and crossings[index]:
                below = CONNECTOR_ZONE
            top += leads[index]
            bottom = top + above + heights[index] + below
            rows.append(PlacedRow(index, top, bottom, leads[index]))
            middle = top + above + heights[index] / 2
            symbols += _place_symbols(matrix.steps[index], index, middle, columns)
            top = bottom
        found.append(MatrixPage(number, tuple(rows), tuple(symbols)))
    return found


def _place_symbols(step: Step, index: int, middle: float, columns: Columns) -> list[PlacedSymbol]:
    return [
        PlacedSymbol(
            mark.symbol, symbol_box(mark.symbol, mark.actor, middle, columns), (index, mark.actor)
        )
        for mark in step.marks
    ]


def symbol_box(kind: SymbolKind, actor: int, middle: float, columns: Columns) -> Box:
    """The box of a symbol centred in its actor's column at the given height."""
    left, right = columns.actor_span(actor)
    width, height = SIZES[kind]
    width = min(width, (right - left) * SYMBOL_SHARE)
    x = (left + right) / 2
    return Box(x - width / 2, middle - height / 2, x + width / 2, middle + height / 2)
