"""Solid printed marks: squares, bars and triangles that help a camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks
from records.geometry import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.ink.marks import Mask

SMALLEST_MM, LARGEST_MM = 1.2, 9.0
FULL = 0.82
"""Share of its bounding box that a square or bar fills; a photograph rounds its corners."""
LONGEST = 3.0
"""Width over height of a bar, or the other way."""
DEPTH = 0.38
"""Share of the short side that a bar's deepest point lies from its edge: half, but for blur."""
HALF = (0.4, 0.66)
"""The same of a triangle with a right angle."""
CORNER_FULL, CORNER_EMPTY = 0.85, 0.15
"""Shares that the quarters at its right angle and opposite are filled."""
SMALLEST_TRIANGLE_MM = 1.8


def find_solids(ink: Mask, mm: float) -> tuple[Box, ...]:
    """The solid marks of an ink mask, in its pixels; `mm` is a millimetre in pixels."""
    marks = find_marks(ink)
    found = []
    for label, (left, top, width, height, area) in enumerate(marks.stats.tolist(), start=1):
        small, large = min(width, height), max(width, height)
        if small < SMALLEST_MM * mm or large > LARGEST_MM * mm or large > LONGEST * small:
            continue
        share = area / (width * height)
        if share < HALF[0]:
            continue
        own = marks.labels[top : top + height, left : left + width] == label
        is_bar = share >= FULL and _is_deep(own, small)
        big = small >= SMALLEST_TRIANGLE_MM * mm and large <= 1.5 * small
        if is_bar or (big and HALF[0] <= share <= HALF[1] and _is_triangle(own)):
            found.append(Box(left, top, left + width, top + height))
    return tuple(found)


def _is_deep(own: NDArray[np.bool_], small: int) -> bool:
    inside = np.pad(own.astype(np.uint8), 1)
    depth = cv2.distanceTransform(inside, cv2.DIST_C, 3)
    return float(depth.max()) >= DEPTH * small


def _is_triangle(own: NDArray[np.bool_]) -> bool:
    """Whether one quarter is full, the one across from it empty: half of a square."""
    rows, columns = own.shape[0] // 2, own.shape[1] // 2
    quarters = (
        own[:rows, :columns],
        own[:rows, columns:],
        own[rows:, columns:],
        own[rows:, :columns],
    )
    shares = [float(quarter.mean()) for quarter in quarters]
    return any(shares[k] >= CORNER_FULL and shares[(k + 2) % 4] <= CORNER_EMPTY for k in range(4))
