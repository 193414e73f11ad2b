"""Squares to check: four sides of a letter's size, whatever is written in or over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import pairs_within
from records.geometry import Box
from records.pen import CheckBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Mask

SIDE_RUN = 0.5
"""Straight runs at least this many letter heights long can be the side of a square."""
SMALLEST, LARGEST = 0.7, 2.2
"""Letter heights of a square's side."""
UNEVEN = 0.2
"""How far width and height, or two sides, may differ, as a share of the side."""
DRAWN = 0.82
"""Share of each side that is ink."""
THICKEST = 0.12
"""Of the side: how thick the drawn line may be."""
DRAWN_OVER = 0.93
"""The same for a square of known size, whose sides are looked for with some slack."""
MOST_LIKE = 4000
EMPTY_INSIDE = 0.05
"""A square with less ink inside is empty."""
STROKE_OUT, STROKE_THICK = 0.3, 0.12
"""A stroke that strikes a square out reaches so far out of it on both sides; the room it is given
above and below (both in sides)."""
STROKE_SLOPE, STROKE_SLOPES = 0.3, 9
STROKE_DRAWN = 0.95
AROUND = 0.35
"""How far outside a square a pen's check counts, in sides."""


def find_squares(ink: Mask, letter_height: float) -> tuple[CheckBox, ...]:
    """The squares of an ink mask in reading order, with the ink in and around them."""
    plain = apart(_candidates(ink, letter_height))
    if not plain:
        return ()
    found = list(plain)
    for side in _sides(ink, plain):
        found = apart([*found, *_like(ink, side)])
    found.sort(key=lambda b: (b.top, b.left))
    return tuple(measured(ink, box, ink) for box in found)


def apart(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, without those that lie over one before them."""
    found: list[Box] = []
    for box in boxes:
        if all(box.overlap(other) < 0.3 * min(box.area, other.area) for other in found):
            found.append(box)
    return found


def _sides(ink: Mask, boxes: Sequence[Box]) -> list[int]:
    """The sizes of squares that stand empty: those a page's other squares have too."""
    sizes = [
        round((box.width + box.height) / 2) for box in boxes if _inside(ink, box) <= EMPTY_INSIDE
    ]
    return [] if not sizes else [max(sizes)]


def _like(ink: Mask, side: int) -> list[Box]:
    """Squares of one size, wherever all four sides are drawn, though a check runs over them."""
    slack = max(3, round(0.1 * side) | 1)
    level = cv2.dilate(ink, np.ones((slack, 1), np.uint8)) > 0
    plumb = cv2.dilate(ink, np.ones((1, slack), np.uint8)) > 0
    across = cv2.boxFilter(level.astype(np.float32), -1, (side, 1), anchor=(0, 0))
    down = cv2.boxFilter(plumb.astype(np.float32), -1, (1, side), anchor=(0, 0))
    far = side - 1
    drawn = np.minimum(
        np.minimum(across[:-far, :-far], across[far:, :-far]),
        np.minimum(down[:-far, :-far], down[:-far, far:]),
    )
    found = []
    for y, x in zip(*np.nonzero(drawn >= DRAWN_OVER), strict=True):
        found.append(
            (float(drawn[y, x]), Box(float(x), float(y), float(x + side), float(y + side)))
        )
    found.sort(key=lambda pair: -pair[0])
    return apart([box for _, box in found[:MOST_LIKE]])


def _candidates(ink: Mask, letter_height: float) -> list[Box]:
    bars = _bars(ink, letter_height)
    scored = []
    for box in _pairs(bars, letter_height):
        drawn = _drawn(ink, box)
        if drawn >= DRAWN:
            scored.append((drawn - abs(box.width - box.height) / box.width, box))
    scored.sort(key=lambda pair: -pair[0])
    return [box for _, box in scored]


def _pairs(bars: Sequence[tuple[int, int, int, int]], letter_height: float) -> list[Box]:
    """The boxes that two bars, of one height and at one, may be the sides of."""
    if len(bars) < 2:
        return []
    left, top, width, height = np.array(bars, dtype=np.float64).T
    # From left to right: no bar further right than the widest square is another's fellow.
    k, j = pairs_within(left, LARGEST * letter_height)
    side, feet = left[j] + width[j] - left[k], top + height
    off = np.maximum(np.abs(top[j] - top[k]), np.abs(feet[j] - top[k] - height[k]))
    fits = (side >= SMALLEST * letter_height) & (side <= LARGEST * letter_height)
    fits &= np.abs(side - np.maximum(height[k], height[j])) <= UNEVEN * side
    fits &= off <= UNEVEN * side
    k, j, side = k[fits], j[fits], side[fits]
    heads, lowest = np.minimum(top[k], top[j]), np.maximum(feet[k], feet[j])
    return [Box(*one) for one in np.stack([left[k], heads, left[k] + side, lowest], 1).tolist()]


def _bars(ink: Mask, letter_height: float) -> list[tuple[int, int, int, int]]:
    """Upright straight runs of a side's length, from left to right."""
    run = max(5, round(SIDE_RUN * letter_height))
    # A copied or leaning side is nicked: bridged by a pixel each way before it is measured.
    soft = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    opened = cv2.morphologyEx(soft, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8))
    found, nested = cv2.findContours(opened, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    bars = []
    for k, outline in enumerate(found):
        if nested[0][k][3] >= 0:  # the rim of a hole
            continue
        left, top, width, height = cv2.boundingRect(outline)
        if height <= LARGEST * letter_height and width <= LARGEST * letter_height:
            bars.append((int(left) + 1, int(top), max(1, int(width) - 2), int(height)))
    return sorted(bars)


def _drawn(ink: Mask, box: Box) -> float:
    """How much of its least drawn side is ink; 0 where that is less than a square's."""
    left, top, right, bottom = (round(v) for v in (box.left, box.top, box.right, box.bottom))
    reach = max(2, round(THICKEST * (right - left)))
    inner = ink[max(0, top - 2) : bottom + 2, left:right] > 0
    across = ink[top:bottom, max(0, left - 2) : right + 2] > 0
    if inner.shape[0] < 2 * reach or across.shape[1] < 2 * reach:
        return 0.0
    least = 1.0
    for side, axis in (
        (inner[: reach + 3], 0),
        (inner[-reach - 3 :], 0),
        (across[:, : reach + 3], 1),
        (across[:, -reach - 3 :], 1),
    ):
        least = min(least, float(side.any(axis=axis).mean()))
        if least < DRAWN:
            return 0.0
    return least if _is_thin(inner, reach) else 0.0


def _is_thin(inner: NDArray[np.bool_], reach: int) -> bool:
    """Whether the top side is a line of even height, not the arch of a letter."""
    rows = inner[: 2 * reach].mean(axis=1)
    return bool(rows.max() > DRAWN)


def measured(ink: Mask, box: Box, whole: Mask) -> CheckBox:
    """The ink in and around a box; `whole` has what `ink` may lack, the outline's own line."""
    left, top, right, bottom = (round(v) for v in (box.left, box.top, box.right, box.bottom))
    side = right - left
    reach, skip = round(AROUND * side), max(2, round(0.1 * side))
    outer = ink[max(0, top - reach) : bottom + reach, max(0, left - reach) : right + skip] > 0
    rim = ink[max(0, top - skip) : bottom + skip, max(0, left - skip) : right + skip] > 0
    around = float(outer.sum() - rim.sum()) / max(1.0, box.area)
    share = _inside(ink, box)
    struck = None if share <= EMPTY_INSIDE else under_stroke(whole, box)
    return CheckBox(box, share, around, struck)


def _inside(ink: Mask, box: Box) -> float:
    """The share of a square that is inked, its sides left out."""
    left, top, right, bottom = (round(v) for v in (box.left, box.top, box.right, box.bottom))
    line = _frame(right - left)
    inside = ink[top + line : bottom - line, left + line : right - line] > 0
    return float(inside.mean()) if inside.size else 0.0


def _frame(side: int) -> int:
    """What the drawn line and its blur take of a square, from a side inwards."""
    return max(2, round(0.16 * side))


def under_stroke(ink: Mask, box: Box) -> float | None:
    """The share of a square's inside inked beside a level stroke through it; None without one."""
    left, top, right, bottom = (round(v) for v in (box.left, box.top, box.right, box.bottom))
    side = right - left
    first, last = left - round(STROKE_OUT * side), right + round(STROKE_OUT * side)
    if first < 0 or last > ink.shape[1]:
        return None
    head = max(0, top - 2 * side)
    rest = ink[head : bottom + 2 * side, first:last] > 0
    thick = max(2, round(STROKE_THICK * side))
    soft = cv2.dilate(rest.astype(np.uint8), np.ones((thick, 1), np.uint8)) > 0
    x = np.arange(last - first)
    starts = np.arange(top + round(0.25 * side), bottom - round(0.25 * side)) - head
    best, place = 0.0, np.zeros(len(x), dtype=int)
    for slope in np.linspace(-STROKE_SLOPE, STROKE_SLOPE, STROKE_SLOPES):
        lean = np.round(slope * (x - x.mean())).astype(int)
        rows = np.clip(starts[:, None] + lean, 0, len(rest) - 1)
        drawn = soft[rows, x].mean(axis=1)
        if len(drawn) and drawn.max() > best:
            best, place = float(drawn.max()), rows[drawn.argmax()]
    if best < STROKE_DRAWN:
        return None
    for off in range(-thick, thick + 1):
        rest[np.clip(place + off, 0, len(rest) - 1), x] = False
    line = _frame(side)
    inner = rest[
        top + line - head : bottom - line - head, left + line - first : right - line - first
    ]
    return float(inner.mean()) if inner.size else 0.0
