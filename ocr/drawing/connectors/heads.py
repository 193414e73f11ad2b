"""Arrow heads: where a stroke widens to both sides before it meets a shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.drawing.values import Segment
    from records.geometry import Point

    Mask = NDArray[np.uint8]
    Widths = NDArray[np.float64]

REACH, SIDE = 0.9, 0.6
"""In letter heights: how far from its tip and to both sides an arrow head is looked for."""
THINNEST = 0.1
"""In letter heights: a stroke is taken to be no thinner."""
SHORT = 1.5
"""In letter heights: a shorter piece may be mostly head, so it counts as thick as usual."""
NO_HEAD, SURE_HEAD = 0.4, 1.0
"""Ink beside the stroke, in strokes: the ragged edges of a copy, and a small but clear head."""
TIE = 0.35
"""Both ends of a short piece above this: its one head is weighed by its taper."""


def weigh_heads(
    segments: Sequence[Segment], ink: Mask, near: Mask, letter_height: float
) -> list[Segment]:
    """The segments, each end near a shape weighed for an arrow head.

    `ink` is the ink without grid and shapes, `near` is set around shapes.
    """
    long = [s.thickness for s in segments if s.length > 2 * letter_height]
    usual = float(np.median(long)) if long else THINNEST * letter_height
    found = []
    for segment in segments:
        is_short = segment.length < SHORT * letter_height
        thickness = min(segment.thickness, usual) if is_short else segment.thickness
        stroke = max(thickness, THINNEST * letter_height)
        heads = [
            _head_at(tip, tail, stroke, ink, letter_height) if _is_set(near, tip) else 0.0
            for tip, tail in ((segment.start, segment.end), (segment.end, segment.start))
        ]
        if min(heads) > TIE and segment.length < 2 * REACH * letter_height:
            blunt = _blunt_end(segment, stroke, ink, letter_height)
            heads[blunt] = 0.0
        found.append(replace(segment, heads=(heads[0], heads[1])))
    return found


def _is_set(mask: Mask, point: Point) -> bool:
    x = min(max(round(point[0]), 0), mask.shape[1] - 1)
    y = min(max(round(point[1]), 0), mask.shape[0] - 1)
    return bool(mask[y, x])


def _head_at(tip: Point, tail: Point, stroke: float, ink: Mask, letter_height: float) -> float:
    """How surely the ink widens into an arrow head towards the tip, 0..1."""
    widths = _beside(tip, tail, REACH * letter_height, stroke, ink, letter_height)
    size = max(2, round(0.1 * letter_height))
    widest = float(np.convolve(widths, np.ones(size) / size, mode="valid").max(initial=0.0))
    return float(np.clip((widest / stroke - NO_HEAD) / (SURE_HEAD - NO_HEAD), 0.0, 1.0))


def _blunt_end(segment: Segment, stroke: float, ink: Mask, letter_height: float) -> int:
    """The end of a short piece without a head: a head tapers to its tip, not to its tail."""
    widths = _beside(segment.start, segment.end, segment.length, stroke, ink, letter_height)
    peak = int(np.argmax(widths))
    return 0 if widths[peak:].sum() > widths[: peak + 1].sum() else 1


def _beside(  # the window runs from the tip along the stroke
    tip: Point, tail: Point, reach: float, stroke: float, ink: Mask, letter_height: float
) -> Widths:
    """The ink on both sides of a stroke at each pixel from its tip."""
    away = np.array(tail) - np.array(tip)
    away = away / max(float(np.hypot(*away)), 1e-6)
    aside = np.array([-away[1], away[0]])
    steps = np.arange(0, max(reach, 2.0))
    sides = np.arange(-SIDE * letter_height, SIDE * letter_height + 1)
    spots = np.array(tip) + steps[:, None, None] * away + sides[None, :, None] * aside
    columns = np.round(spots[..., 0]).astype(int)
    rows = np.round(spots[..., 1]).astype(int)
    inside = (rows >= 0) & (rows < ink.shape[0]) & (columns >= 0) & (columns < ink.shape[1])
    hits = np.zeros(inside.shape, bool)
    hits[inside] = ink[rows[inside], columns[inside]] > 0
    middle = len(sides) // 2
    keep = int(stroke / 2 + 0.5)
    left = _run_beside(hits[:, : middle - keep][:, ::-1])
    right = _run_beside(hits[:, middle + keep + 1 :])
    # a head is as wide on both sides of the stroke; a label or a corner is not
    return np.asarray(np.minimum(left + right, 4 * np.minimum(left, right)), np.float64)


def _run_beside(side: NDArray[np.bool_]) -> NDArray[np.int_]:
    """The ink on one side of a stroke, nearest first; none where it is a line that goes on."""
    counts = side.sum(axis=1)
    return np.where(side[:, -2:].any(axis=1), 0, counts)
