"""Strokes counted in boxes: four upright ones and a fifth across, or fewer."""

from __future__ import annotations

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

CELL_PIXELS = 56
MARGIN = 0.62
BUNDLE = 5
JOINED = 3
"""Strokes that one mark of ink holds, from which it is a bundle struck through."""
BUNDLE_WIDTH = 0.3
"""Share of its box that a bundle is wide at the least."""
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
    return tuple(_count(mask) for mask in row_to_masks(window, cells))


def _count(mask: CellMask) -> tuple[int, float]:
    if mask.is_struck or not mask.ink.any():
        return 0, 1.0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.ink.astype(np.uint8), connectivity=8
    )
    total, sure = 0, 1.0
    for label in range(1, count):
        _, _, width, height, area = (int(v) for v in stats[label])
        if area < SMALLEST * mask.box.area or height < SHORTEST * mask.box.height:
            continue
        runs = _runs(labels == label)
        if runs >= JOINED and width >= BUNDLE_WIDTH * mask.box.width:
            total += BUNDLE
            sure = min(sure, 0.95 if runs >= JOINED + 0.5 else 0.8)
        else:
            total += max(1, round(runs))
            sure = min(sure, 0.9 if abs(runs - round(runs)) < 0.3 else 0.6)
    if total > BUNDLE:
        return BUNDLE, 0.5
    return total, sure


def _runs(mark: NDArray[np.bool_]) -> float:
    """How many strokes a level line crosses: the mean over the mark's upper and lower thirds."""
    rows = np.flatnonzero(mark.any(axis=1))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    tall = bottom - top
    counts = []
    for share in (0.2, 0.3, 0.7, 0.8):
        line = mark[min(bottom - 1, top + round(share * tall))].astype(np.int8)
        counts.append(int((np.diff(np.concatenate([[0], line])) == 1).sum()))
    return float(np.mean(sorted(counts)[-2:]))
