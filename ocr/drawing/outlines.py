"""The drawing of a born-digital page, read from its vector paths as they were drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.connectors.tracing import trace
from ocr.drawing.profile import classify
from ocr.drawing.values import Drawing, Segment, Shape
from records.paper import Stroke, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from records.geometry import Box, Point
    from records.paper import Outline, Ruling

    Points = NDArray[np.float64]

SMALLEST, LARGEST = 1.0, 16.0
"""Sizes of a shape in letter heights."""
LARGEST_HEAD = 1.6
"""In letter heights: larger triangles are no arrow heads."""
NEAR = 0.6
"""In letter heights: an end this near a shape or an arrow head belongs to it."""
CELL_SIDES = 3
"""A box with so many sides on rulings is the shading of a cell."""
CANVAS = 160.0
"""Height in pixels at which a path is drawn to be compared with the shapes."""
SURE, BY_ORDER = 0.99, 0.8
"""Confidence of a connector with an arrow head, and of one whose drawing order tells its way."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An open path: its points and whether an arrow head sits on its start and its end."""

    points: tuple[Point, ...]
    thickness: float
    heads: tuple[bool, bool]


def outlines_to_drawing(
    outlines: Sequence[Outline], rulings: Sequence[Ruling], letter_height: float
) -> Drawing:
    """The shapes and connectors among the vector paths of a page, all in its pixels.

    `letter_height` is that of a capital.
    """
    if letter_height <= 0:
        return Drawing()
    shapes: list[Shape] = []
    heads: list[Points] = []
    lines: list[_Line] = []
    for outline in outlines:
        corners = _corners(outline)
        if _is_head(corners, outline, letter_height):
            heads.append(corners)
        elif _is_closed(outline, letter_height):
            shape = _shape(corners, rulings, letter_height)
            if shape is not None and not any(_same(shape.box, s.box) for s in shapes):
                shapes.append(shape)
        elif outline.is_stroked:
            lines.append(_Line(outline.points, outline.thickness, (False, False)))
    tipped = _with_heads(lines, heads, NEAR * letter_height)
    strokes = _connectors(tipped, shapes, letter_height)
    return Drawing(tuple(shape.symbol for shape in shapes), tuple(strokes))


def _corners(outline: Outline) -> Points:
    points = np.array(outline.points, dtype=np.float64)
    if len(points) > 1 and np.hypot(*(points[0] - points[-1])) < 1e-6:
        points = points[:-1]
    return points


def _is_closed(outline: Outline, letter_height: float) -> bool:
    (x, y), (u, v) = outline.points[0], outline.points[-1]
    meets = float(np.hypot(x - u, y - v)) <= 0.1 * letter_height
    return len(outline.points) > 3 and (outline.is_closed or outline.is_filled or meets)


def _is_head(corners: Points, outline: Outline, letter_height: float) -> bool:
    size = float(np.ptp(corners, axis=0).max())
    return outline.is_filled and len(corners) in (3, 4) and size <= LARGEST_HEAD * letter_height


def _shape(corners: Points, rulings: Sequence[Ruling], letter_height: float) -> Shape | None:
    low, size = corners.min(axis=0), np.ptp(corners, axis=0)
    if size.min() < SMALLEST * letter_height or size.max() > LARGEST * letter_height:
        return None
    scale = CANVAS / float(size[1])
    canvas = np.zeros((round(CANVAS) + 1, round(float(size[0]) * scale) + 1), np.uint8)
    cv2.fillPoly(canvas, [np.round((corners - low) * scale).astype(np.int32)], 1)
    kind, confidence = classify(canvas)
    if kind is None:
        return None
    shape = Shape(kind, corners.astype(np.float32), max(confidence, 0.95))
    if kind is SymbolKind.PROCESS and _is_shading(shape.box, rulings, 0.3 * letter_height):
        return None
    return shape


def _is_shading(box: Box, rulings: Sequence[Ruling], reach: float) -> bool:
    """Whether the sides of a box lie on rulings, as those of a shaded cell do."""
    sides = 0
    for at in (box.top, box.bottom):
        sides += any(
            r.is_horizontal
            and abs(r.start[1] - at) <= reach
            and min(r.start[0], r.end[0]) - reach <= box.left
            and max(r.start[0], r.end[0]) + reach >= box.right
            for r in rulings
        )
    for at in (box.left, box.right):
        sides += any(
            not r.is_horizontal
            and abs(r.start[0] - at) <= reach
            and min(r.start[1], r.end[1]) - reach <= box.top
            and max(r.start[1], r.end[1]) + reach >= box.bottom
            for r in rulings
        )
    return sides >= CELL_SIDES


def _same(one: Box, other: Box) -> bool:
    return one.overlap(other) > 0.5 * min(one.area, other.area)


def _with_heads(lines: Sequence[_Line], heads: Sequence[Points], reach: float) -> list[_Line]:
    """The lines run out to the tips of the arrow heads at their ends.

    A head at the common end of two lines belongs to the one that has no other.
    """
    ends = [(_head_at(line, 0, heads, reach), _head_at(line, -1, heads, reach)) for line in lines]
    taken = {h for pair in ends if None in pair for h in pair if h is not None}
    found = []
    for line, pair in zip(lines, ends, strict=True):
        own = [h if h is None or None in pair or h not in taken else None for h in pair]
        if own == [None, None]:
            own = list(pair)
        points = list(line.points)
        for at, before, head in ((0, 1, own[0]), (-1, -2, own[1])):
            if head is not None:
                points[at] = _tip(heads[head], points[at], points[before])
        has = (own[0] is not None, own[1] is not None)
        found.append(replace(line, points=tuple(points), heads=has))
    return found


def _head_at(line: _Line, at: int, heads: Sequence[Points], reach: float) -> int | None:
    """The arrow head at an end of a line, by its index."""
    best, nearest = reach, None
    for i, head in enumerate(heads):
        away = float(np.hypot(*(head - np.array(line.points[at])).T).min())
        if away <= best:
            best, nearest = away, i
    return nearest


def _tip(head: Points, end: Point, before: Point) -> Point:
    """The tip of a head where it lies farther out than the line's own end."""
    away = np.hypot(*(head - np.array(before)).T)
    if away.max() < np.hypot(end[0] - before[0], end[1] - before[1]):
        return end
    x, y = head[int(away.argmax())]
    return float(x), float(y)


def _connectors(
    lines: Sequence[_Line], shapes: Sequence[Shape], letter_height: float
) -> list[Stroke]:
    """Lines from shape to shape as they were drawn; what is drawn in pieces is traced."""
    strokes: list[Stroke] = []
    pieces: list[Segment] = []
    for line in lines:
        one = _shape_at(line.points[0], shapes, letter_height)
        other = _shape_at(line.points[-1], shapes, letter_height)
        if one is not None and other is not None and one != other:
            strokes += _drawn(line)
        else:
            pieces += _pieces(line)
    if pieces:
        strokes += trace(pieces, shapes, None, letter_height)
    return strokes


def _shape_at(point: Point, shapes: Sequence[Shape], letter_height: float) -> int | None:
    best, nearest = NEAR * letter_height, None
    for i, shape in enumerate(shapes):
        away = abs(float(cv2.pointPolygonTest(shape.polygon, point, True)))
        if away <= best:
            best, nearest = away, i
    return nearest


def _drawn(line: _Line) -> list[Stroke]:
    at_start, at_end = line.heads
    strokes = []
    if at_end or not at_start:
        strokes.append(Stroke(line.points, at_end, SURE if at_end else BY_ORDER))
    if at_start:
        strokes.append(Stroke(line.points[::-1], True, SURE))
    return strokes


def _pieces(line: _Line) -> list[Segment]:
    count = len(line.points) - 1
    return [
        Segment(
            line.points[i],
            line.points[i + 1],
            line.thickness,
            heads=(
                float(line.heads[0] and i == 0),
                float(line.heads[1] and i == count - 1),
            ),
        )
        for i in range(count)
        if line.points[i] != line.points[i + 1]
    ]
