"""Connectors with what they leave and enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.matrix.marks import distance_to_box
from extract.matrix.parts import PlacedMark
from records.geometry import Box, Point
from records.paper import Stroke, Symbol, SymbolKind

END = 1.0
"""Char heights a connector's end may lie from the symbol it meets."""


@dataclass(frozen=True, slots=True)
class Link:
    """A connector with what it leaves and enters: a mark, a pentagon, or nothing."""

    stroke: Stroke
    tail: PlacedMark | Symbol | None
    head: PlacedMark | Symbol | None

    @property
    def is_edge(self) -> bool:
        """Whether it runs from one cell's mark to another's."""
        tail, head = self.tail, self.head
        return (
            isinstance(tail, PlacedMark)
            and isinstance(head, PlacedMark)
            and tail.place != head.place
        )

    @property
    def leaves_decision(self) -> bool:
        """Whether it leaves a diamond."""
        return is_decision(self.tail)

    @property
    def box(self) -> Box:
        """Where it runs."""
        xs, ys = [p[0] for p in self.stroke.points], [p[1] for p in self.stroke.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def turned(self, confidence: float) -> Link:
        """The same connector, run the other way."""
        sure = min(confidence, self.stroke.confidence)
        stroke = replace(self.stroke, points=self.stroke.points[::-1], confidence=sure)
        return Link(stroke, self.head, self.tail)


def is_decision(shape: PlacedMark | Symbol | None) -> bool:
    """Whether a mark is a diamond."""
    return isinstance(shape, PlacedMark) and shape.symbol is SymbolKind.DECISION


def stroke_to_link(
    stroke: Stroke, marks: Sequence[PlacedMark], pages: Sequence[Symbol], char_height: float
) -> Link:
    """The connector with the marks or pentagons at its ends."""
    tail = _nearest(stroke.points[0], marks, pages, char_height)
    head = _nearest(stroke.points[-1], marks, pages, char_height)
    return Link(stroke, tail, head)


def _nearest(
    point: Point, marks: Sequence[PlacedMark], pages: Sequence[Symbol], char_height: float
) -> PlacedMark | Symbol | None:
    best: PlacedMark | Symbol | None = None
    least = END * char_height
    shapes: list[PlacedMark | Symbol] = [*marks, *pages]
    for shape in shapes:
        away = distance_to_box(point, shape.box)
        if away < least:
            best, least = shape, away
    return best
