"""Stubs and heads of connectors that are too short or too hollow to be straight pieces."""

from __future__ import annotations

from dataclasses import replace
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
HOLLOW, ASIDE, OPEN, TAPER = 1.3, 0.6, 0.7, 0.8
"""Of a hollow head that a copy broke: its length and half its width in letter heights at most,
the share of its length with both its sides, and its width near the tip by that at its base."""
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


def with_broken_heads(
    segments: Sequence[Segment], ink: Mask, shapes: Mask, letter_height: float
) -> list[Segment]:
    """The segments, those that end at the base of a hollow head led on through it to its shape.

    `ink` is that without the table's lines, `shapes` are the filled shapes.
    """
    found = []
    for i, segment in enumerate(segments):
        rest = [*segments[:i], *segments[i + 1 :]]
        for at_end in (False, True):
            if segment.length < LONG * letter_height / 2:
                break
            tip, tail = (segment.end, segment.start) if at_end else (segment.start, segment.end)
            if _is_met(tip, [s for s in rest if _is_along(s, segment)], MET * letter_height):
                continue
            goal = _through_head(tip, tail, ink, shapes, letter_height)
            if goal is not None and at_end:
                segment = replace(segment, end=goal, heads=(segment.heads[0], 1.0))
            elif goal is not None:
                segment = replace(segment, start=goal, heads=(1.0, segment.heads[1]))
        found.append(segment)
    return found


def _is_along(one: Segment, other: Segment) -> bool:
    """Whether two pieces run the same way; the base of a head runs across."""
    a, b = (abs(s.end[0] - s.start[0]) > abs(s.end[1] - s.start[1]) for s in (one, other))
    return a == b


def _through_head(
    tip: Point, tail: Point, ink: Mask, shapes: Mask, letter_height: float
) -> Point | None:
    """Where a hollow head begun at a stroke's end meets a shape; None where there is none."""
    away = np.array(tip) - np.array(tail)
    ahead = away / max(float(np.hypot(*away)), 1e-6)
    aside = np.array([-ahead[1], ahead[0]])
    steps = np.arange(1, round(HOLLOW * letter_height))
    sides = np.arange(1, round(ASIDE * letter_height) + 1)
    line = np.array(tip) + steps[:, None] * ahead
    hits = np.flatnonzero(_values(shapes, line))
    if not len(hits) or hits[0] < GAP * letter_height:
        return None
    end = int(hits[0])
    spots = line[:end, None, :] + sides[None, :, None] * aside
    others = line[:end, None, :] - sides[None, :, None] * aside
    right, left = _values(ink, spots) > 0, _values(ink, others) > 0
    both = right.any(axis=1) & left.any(axis=1)
    if both.mean() < OPEN:
        return None
    wide = np.where(both, right.argmax(axis=1) + left.argmax(axis=1) + 2, 0)
    third = max(1, end // 3)
    base, point = float(wide[:third].max()), float(np.median(wide[-third:]))
    if base < GAP * letter_height or point > TAPER * base:
        return None
    x, y = line[end]
    return float(x), float(y)


def _values(mask: Mask, spots: NDArray[np.float64]) -> NDArray[np.uint8]:
    columns = np.clip(np.round(spots[..., 0]).astype(int), 0, mask.shape[1] - 1)
    rows = np.clip(np.round(spots[..., 1]).astype(int), 0, mask.shape[0] - 1)
    return np.asarray(mask[rows, columns], np.uint8)
