"""Pieces of connectors become ways from symbol to symbol, and no way is made of dirt or guesses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.drawing.connectors.tracing import trace
from ocr.drawing.values import Segment, Shape
from records.geometry import Point
from records.paper import Stroke, SymbolKind

LETTER = 20.0
THICK = 4.0


def _box(x: float, y: float) -> Shape:
    """A box 80 by 40 pixels around a point."""
    corners = [(x - 40, y - 20), (x + 40, y - 20), (x + 40, y + 20), (x - 40, y + 20)]
    return Shape(SymbolKind.PROCESS, np.array(corners, np.float32), 0.9)


def _piece(start: Point, end: Point, head: float = 0.0) -> Segment:
    return Segment(start, end, THICK, heads=(0.0, head))


def _ways(segments: Sequence[Segment], shapes: Sequence[Shape]) -> list[tuple[int, int]]:
    """From which shape to which the connectors run."""
    return sorted(
        (_at(stroke, 0, shapes), _at(stroke, -1, shapes))
        for stroke in trace(segments, shapes, None, LETTER)
    )


def _at(stroke: Stroke, end: int, shapes: Sequence[Shape]) -> int:
    x, y = stroke.points[end]
    away = [abs(s.box.center[0] - x) + abs(s.box.center[1] - y) for s in shapes]
    return away.index(min(away))


def test_a_stroke_that_stands_out_beyond_its_corner_leads_nowhere_else() -> None:
    shapes = [_box(100, 100), _box(300, 40), _box(300, 180)]
    elbow = [_piece((140, 100), (300, 100)), _piece((300, 88), (300, 160), head=1.0)]
    assert _ways(elbow, shapes) == [(0, 2)]


def test_two_halves_that_miss_each_other_by_a_hair_are_one_connector() -> None:
    shapes = [_box(300, 100), _box(306, 220)]
    halves = [_piece((300, 120), (300, 160)), _piece((306, 160), (306, 200), head=1.0)]
    assert _ways(halves, shapes) == [(0, 1)]


def test_a_stroke_is_followed_however_much_dirt_hangs_on_it() -> None:
    shapes = [_box(100, 100), _box(900, 200)]
    dirt = [_piece((x, 100), (x, 92)) for x in range(160, 840, 12)]
    elbow = [_piece((140, 100), (900, 100)), _piece((900, 100), (900, 180), head=1.0)]
    assert _ways([*elbow, *dirt], shapes) == [(0, 1)]


def test_a_corner_close_to_a_symbol_is_none_of_its_exits() -> None:
    shapes = [_box(100, 200), _box(400, 60), _box(404, 200)]
    elbow = [
        _piece((358, 200), (140, 200), head=1.0),
        _piece((356, 60), (356, 202)),
        _piece((362, 60), (354, 60)),
    ]
    assert (1, 0) in _ways(elbow, shapes)
    assert (2, 0) not in _ways(elbow, shapes)
