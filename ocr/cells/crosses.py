"""Boxes struck out: two strokes from corner to corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from records.geometry import Box

    Flags = NDArray[np.bool_]

ALONG = 0.72
"""Share of both diagonals that a cross covers."""
OFF_CROSS = 0.3
"""Share of a cross's ink that may lie off its diagonals."""
CROSS_LONG, CROSS_SHORT = 0.55, 0.38
"""Of the cell's sides, how large a cross is at the least: the one way, and the other."""


def is_cross(mask: Flags, place: Box) -> bool:
    """Whether the ink of a cell is two strokes from corner to corner."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return False
    cut = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    tall, wide = cut.shape
    low, high = sorted((tall / place.height, wide / place.width))
    if low < CROSS_SHORT or high < CROSS_LONG:
        return False
    size = 32
    small = cv2.resize(cut.astype(np.float32), (size, size), interpolation=cv2.INTER_AREA) > 0.3
    near = np.zeros((size, size), dtype=bool)
    index = np.arange(size)
    falling, rising = [], []
    for offset in range(-6, 7):
        other = np.clip(index + offset, 0, size - 1)
        near[index, other] = near[index, size - 1 - other] = True
        falling.append(small[index, other])
        rising.append(small[index, size - 1 - other])
    covered = min(float(np.any(falling, axis=0).mean()), float(np.any(rising, axis=0).mean()))
    off = float((small & ~near).sum()) / max(1, int(small.sum()))
    return covered >= ALONG and off <= OFF_CROSS and _sides_open(small)


def _sides_open(small: Flags) -> bool:
    """Whether the middles of all four sides are free of ink, as a cross leaves them."""
    size = len(small)
    middle, depth = slice(size * 3 // 8, size * 5 // 8), max(2, size // 8)
    sides = (
        small[:depth, middle],
        small[-depth:, middle],
        small[middle, :depth],
        small[middle, -depth:],
    )
    return all(float(side.mean()) < 0.25 for side in sides)
