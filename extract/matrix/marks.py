"""Symbols on the page become marks: who does which row."""

from __future__ import annotations

from collections.abc import Sequence

from extract.matrix.parts import MatrixPart, PlacedMark
from records.geometry import Box, Point
from records.paper import Symbol, SymbolKind

OUTSIDE = 1.0
"""Char heights a symbol's centre may lie outside the rows and columns it was drawn for."""


def symbols_to_marks(part: MatrixPart, symbols: Sequence[Symbol]) -> tuple[PlacedMark, ...]:
    """The marks of a part, row by row from the left; pentagons lead elsewhere and mark nobody."""
    marks = []
    for symbol in symbols:
        place = None if symbol.kind is SymbolKind.OFF_PAGE else symbol_to_place(part, symbol.box)
        if place is not None:
            marks.append(PlacedMark(*place, symbol.kind, symbol.box, symbol.confidence))
    return tuple(sorted(marks, key=lambda m: (m.row, m.box.center[0])))


def symbol_to_place(part: MatrixPart, box: Box) -> tuple[int, int] | None:
    """The row and actor whose cell holds the centre of a box; None outside the actors' cells."""
    best, nearest = OUTSIDE * part.char_height, None
    for i, row in enumerate(part.rows):
        for actor, cell in enumerate(row.actor_boxes):
            away = distance_to_box(box.center, cell)
            if away <= best and (nearest is None or away < best):
                best, nearest = away, (i, actor)
    return nearest


def distance_to_box(point: Point, box: Box) -> float:
    """How far a point lies outside a box; 0 inside."""
    x, y = point
    aside = max(box.left - x, 0.0, x - box.right)
    above = max(box.top - y, 0.0, y - box.bottom)
    return float((aside**2 + above**2) ** 0.5)
