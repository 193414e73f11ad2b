"""Stubs and heads of connectors that are too short or too hollow to be straight pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.values import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from records.geometry import Point

    Mask = NDArray[np.uint8]

LONG = 1.0
"""In letter heights: shorter pieces have no stub."""
LONGEST_STUB = 1.4
"""In letter heights, from the end of a piece to the shape beside it."""
GAP = 0.3
"""In letter heights: paper left between a shape and its connector, at most."""
INKED = 0.75
"""Share of a stub in which there is ink."""
MIDDLE = 0.3
"""How far off the middle of a shape's side a stub stands, as a share of the side."""
MET = 0.35
"""In letter heights: an end this near another piece needs no stub."""
LARGEST_HOLE, SMALLEST_HOLE = 1.0, 0.2
"""In letter heights: sizes of the paper inside a hollow head."""
CONVEX = 0.8
"""Share of its hull that the paper inside a hollow head covers."""


def with_solid_heads(ink: Mask, near: Mask, letter_height: float) -> Mask:
    """The ink, the paper filled that small closed lines near shapes enclose: hollow heads."""
    outlines, tree = cv2.findContours(ink & near, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return ink
    holes = [
        outline
        for outline, (_, _, _, parent) in zip(outlines, tree[0], strict=True)
        if parent >= 0 and _is_head(outline, letter_height)
    ]
    if not holes:
        return ink
    solid = ink.copy()
    cv2.drawContours(solid, holes, -1, 255, -1)
    return solid


def _is_head(hole: cv2.typing.MatLike, letter_height: float) -> bool:
    _, _, width, height = cv2.boundingRect(hole)
    if not SMALLEST_HOLE * letter_height <= min(width, height):
        return False
    if max(width, height) > LARGEST_HOLE * letter_height:
        return False
    return cv2.contourArea(hole) >= CONVEX * cv2.contourArea(cv2.convexHull(hole))


def missing_stubs(
    segments: Sequence[Segment], ink: Mask, shapes: Mask, letter_height: float
) -> Iterator[Segment]:
    """Short pieces from the ends of long ones that meet nothing to a shape beside them.

    `ink` includes the table's lines, which a stub may cross; `shapes` are the filled shapes.
    """
    for i, segment in enumerate(segments):
        if segment.length < LONG * letter_height:
            continue
        (a, b), (c, d) = segment.start, segment.end
        is_level = abs(c - a) > abs(d - b)
        for point in (segment.start, segment.end):
            if _is_met(point, [*segments[:i], *segments[i + 1 :]], MET * letter_height):
                continue
            steps = ((0, -1), (0, 1)) if is_level else ((-1, 0), (1, 0))
            for step in steps:
                tip = _tip(point, step, ink, shapes, letter_height)
                if tip is not None:
                    yield Segment(point, tip, segment.thickness)


def _is_met(point: Point, others: Sequence[Segment], reach: float) -> bool:
    x, y = point
    return any(
        min(s.start[0], s.end[0]) - reach <= x <= max(s.start[0], s.end[0]) + reach
        and min(s.start[1], s.end[1]) - reach <= y <= max(s.start[1], s.end[1]) + reach
        for s in others
    )


def _tip(
    point: Point, step: tuple[int, int], ink: Mask, shapes: Mask, letter_height: float
) -> Point | None:
    """Where a stub from a point in a direction meets the middle of a shape's side."""
    reach = round(LONGEST_STUB * letter_height)
    xs = np.round(point[0] + step[0] * np.arange(reach + 1)).astype(int)
    ys = np.round(point[1] + step[1] * np.arange(reach + 1)).astype(int)
    inside = (xs >= 1) & (ys >= 1) & (xs < ink.shape[1] - 1) & (ys < ink.shape[0] - 1)
    xs, ys = xs[inside], ys[inside]
    hits = np.flatnonzero(shapes[ys, xs])
    if not len(hits) or hits[0] < 2:
        return None
    end = int(hits[0])
    wide = (ink[ys, xs] | ink[ys + step[0], xs + step[1]] | ink[ys - step[0], xs - step[1]]) > 0
    inked = np.flatnonzero(wide[:end])
    if not len(inked) or end - inked[-1] > GAP * letter_height + 2:
        return None
    if wide[: inked[-1] + 1].mean() < INKED:
        return None
    if not _is_middle((int(xs[end]), int(ys[end])), step, shapes, letter_height):
        return None
    return float(xs[end]), float(ys[end])


def _is_middle(
    hit: tuple[int, int], step: tuple[int, int], shapes: Mask, letter_height: float
) -> bool:
    """Whether a shape lies evenly to both sides of where it is met."""
    deep = round(GAP * letter_height)
    x, y = hit[0] + step[0] * deep, hit[1] + step[1] * deep
    if not (0 <= x < shapes.shape[1] and 0 <= y < shapes.shape[0]):
        return False
    line, at = (shapes[y], x) if step[0] == 0 else (shapes[:, x], y)
    if not line[at]:
        return False
    before = int(np.argmin(line[: at + 1][::-1] > 0)) or at + 1
    after = int(np.argmin(line[at:] > 0)) or len(line) - at
    side = before + after - 1
    return abs(before - after) / 2 <= MIDDLE * side
