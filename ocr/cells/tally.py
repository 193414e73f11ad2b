"""Strokes counted in boxes: four upright ones and a fifth across, or fewer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.cells.ink import row_to_masks
from ocr.cells.window import cut_window
from records.geometry import Box, Homography, bounding_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.cells.ink import CellMask

    Shares = NDArray[np.float64]

CELL_PIXELS = 56
MARGIN = 0.9
BEYOND = 0.7
"""Tallies outgrow their low boxes; a stroke that leaves them by more strikes out."""
BUNDLE = 5
JOINED = 3
"""Strokes that one mark of ink holds, from which it is a bundle struck through."""
BUNDLE_WIDTH = 0.3
"""Share of its box that a bundle is wide at the least."""
CROSS_WIDTH = 0.7
"""Width over height of a cross at the least."""
SLANTS = range(28, 63, 6)
"""Degrees that a cross's strokes lean, its width taken for its height."""
BAND = 0.12
"""How far, as a share of the cross, a stroke's ink lies off a straight line: it is bent."""
TWO_STROKES, EACH_STROKE = 0.94, 0.22
"""Share of a cross's ink that its two strokes are, and that each of them is alone."""
SMALLEST = 0.006
"""Of a cell's area: less ink is no stroke."""
SHORTEST = 0.25
"""Of a cell's height: lower ink is no stroke."""


def count_strokes(
    grey: NDArray[np.uint8], place: Homography, cells: Sequence[Box]
) -> tuple[tuple[int, float], ...]:
    """The strokes in each cell of one row and how sure each count is; struck out counts 0."""
    whole = bounding_box(cells)
    tall = max(cell.height for cell in cells)
    window = cut_window(grey, place, whole.grow(MARGIN * tall), CELL_PIXELS / tall)
    return tuple(_count(mask) for mask in row_to_masks(window, cells, BEYOND))


def _count(mask: CellMask) -> tuple[int, float]:
    if mask.is_passed or not mask.ink.any():
        return 0, 1.0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.ink.astype(np.uint8), connectivity=8
    )
    total, sure = 0, 1.0
    for label in range(1, count):
        _, _, width, height, area = (int(v) for v in stats[label])
        if area < SMALLEST * mask.box.area or height < SHORTEST * mask.box.height:
            continue
        mark = labels == label
        if _is_crossed(mark):
            continue
        runs = _runs(mark)
        if width >= BUNDLE_WIDTH * mask.box.width:
            total += BUNDLE
            sure = min(sure, 0.95 if runs >= JOINED else 0.8)
        else:
            total += max(1, round(runs))
            sure = min(sure, 0.9 if abs(runs - round(runs)) < 0.3 else 0.6)
    if total > BUNDLE:
        # A box holds one bundle: a stroke beside it is its own, drawn apart.
        return BUNDLE, min(sure, 0.9)
    return total, sure


def _is_crossed(mark: NDArray[np.bool_]) -> bool:
    """Whether a mark is two slanting strokes, one rising and one falling: the box is struck out.

    Its arms may be bent and of unlike lengths; of the strokes of a bundle any two are but a part.
    """
    rows, columns = np.nonzero(mark)
    y, x = rows - rows.min(), columns - columns.min()
    tall, wide = int(y.max()) + 1, int(x.max()) + 1
    if wide < CROSS_WIDTH * tall:
        return False
    rising, falling = (_best_band(x / wide, y / tall, sign) for sign in (1, -1))
    alone = min((rising & ~falling).mean(), (falling & ~rising).mean())
    return bool((rising | falling).mean() >= TWO_STROKES and alone >= EACH_STROKE)


def _best_band(x: Shares, y: Shares, sign: int) -> NDArray[np.bool_]:
    """Which points lie along the straight stroke that most lie along, rising or falling."""
    best = np.zeros(x.shape, dtype=bool)
    for degrees in SLANTS:
        angle = math.radians(degrees)
        off = x * math.cos(angle) + sign * y * math.sin(angle)
        for middle in np.arange(off.min() + BAND, off.max(), BAND / 2):
            inside = np.abs(off - middle) <= BAND
            if inside.sum() > best.sum():
                best = inside
    return best


def _crossings(line: NDArray[np.bool_]) -> int:
    return int((np.diff(np.concatenate([[0], line.astype(np.int8)])) == 1).sum())


def _runs(mark: NDArray[np.bool_]) -> float:
    """How many strokes a level line crosses: the mean over the mark's upper and lower thirds."""
    rows = np.flatnonzero(mark.any(axis=1))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    tall = bottom - top
    counts = []
    for share in (0.2, 0.3, 0.7, 0.8):
        counts.append(_crossings(mark[min(bottom - 1, top + round(share * tall))]))
    return float(np.mean(sorted(counts)[-2:]))
