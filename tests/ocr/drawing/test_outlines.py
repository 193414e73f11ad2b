"""Vector paths of a born-digital page become shapes and connectors."""

from __future__ import annotations

import numpy as np

from ocr.drawing.outlines import outlines_to_drawing
from records.geometry import Point
from records.paper import Outline, Ruling, SymbolKind

LETTER = 30.0


def _path(*points: Point, closed: bool = False, filled: bool = False) -> Outline:
    return Outline(points, closed, filled, not filled, 3.0)


def _box(x: float, y: float) -> Outline:
    return _path((x, y), (x + 140, y), (x + 140, y + 70), (x, y + 70), closed=True)


def _capsule(x: float, y: float) -> Outline:
    angles = np.linspace(-np.pi / 2, np.pi / 2, 12)
    right = [(x + 105 + 35 * np.cos(a), y + 35 + 35 * np.sin(a)) for a in angles]
    left = [(x + 35 - 35 * np.cos(a), y + 35 - 35 * np.sin(a)) for a in angles]
    return _path(*[(float(a), float(b)) for a, b in right + left], closed=True)


def _diamond(x: float, y: float) -> Outline:
    return _path((x, y - 50), (x + 70, y), (x, y + 50), (x - 70, y), closed=True)


def _head_down(x: float, y: float) -> Outline:
    return _path((x, y), (x - 8, y - 17), (x + 8, y - 17), closed=True, filled=True)


def test_shapes_are_told_by_their_corners_and_curves() -> None:
    pentagon = _path((800, 0), (860, 0), (860, 35), (830, 60), (800, 35), closed=True)
    found = outlines_to_drawing(
        [_box(0, 0), _capsule(300, 0), _diamond(600, 50), pentagon], (), LETTER
    )
    assert [s.kind for s in found.symbols] == [
        SymbolKind.PROCESS,
        SymbolKind.TERMINATOR,
        SymbolKind.DECISION,
        SymbolKind.OFF_PAGE,
    ]


def test_a_line_runs_to_its_arrow_head() -> None:
    line = _path((370, 100), (370, 60), (70, 60), (70, 0))
    back = [tuple(reversed(line.points))]
    for points in (line.points, back[0]):
        head = _path((70, 0), (62, 17), (78, 17), closed=True, filled=True)
        drawing = outlines_to_drawing(
            [_box(0, -70), _box(300, 100), _path(*points), head], (), LETTER
        )
        assert [(s.points[0], s.points[-1], s.head) for s in drawing.strokes] == [
            ((370, 100), (70, 0), True)
        ]


def test_a_head_shared_by_two_lines_belongs_to_the_one_without_another() -> None:
    out = _path((70, 70), (70, 100), (370, 100), (370, 150))
    into = _path((300, 200), (70, 200), (70, 70))
    up = _path((70, 70), (62, 87), (78, 87), closed=True, filled=True)
    drawing = outlines_to_drawing(
        [_box(0, 0), _diamond(370, 200), out, into, up, _head_down(370, 150)], (), LETTER
    )
    assert {(s.points[0], s.points[-1]) for s in drawing.strokes} == {
        ((70, 70), (370, 150)),
        ((300, 200), (70, 70)),
    }


def test_a_connector_drawn_in_pieces_is_followed() -> None:
    pieces = [
        _path((70, 70), (70, 110)),
        _path((70, 110), (370, 110)),
        _path((370, 110), (370, 150)),
    ]
    drawing = outlines_to_drawing(
        [_box(0, 0), _box(300, 150), *pieces, _head_down(370, 150)], (), LETTER
    )
    assert [(s.points[0], s.points[-1], s.head) for s in drawing.strokes] == [
        ((70, 70), (370, 150), True)
    ]


def test_shaded_cells_are_no_boxes() -> None:
    cell = _path((0, 0), (200, 0), (200, 80), (0, 80), closed=True, filled=True)
    rulings = [
        Ruling(((-50, 0), (400, 0)), 2),
        Ruling(((-50, 80), (400, 80)), 2),
        Ruling(((0, -50), (0, 400)), 2),
    ]
    assert outlines_to_drawing([cell], rulings, LETTER).symbols == ()


def test_nothing_drawn_gives_nothing() -> None:
    assert outlines_to_drawing([], (), LETTER).symbols == ()
    assert outlines_to_drawing([_box(0, 0)], (), 0).symbols == ()
