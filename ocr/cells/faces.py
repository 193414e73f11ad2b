"""Pieces of paper that printed lines enclose, however faint the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from records.geometry import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.ink.marks import Mask

FAINT = 0.93
"""A line is darker than this share of the paper around it: pale grey frames are about 0.8."""
PAPER_REACH = 3.0
"""The paper's level is taken from so many letter heights around."""
COARSE, LARGEST_WINDOW = 4, 255
"""The paper's level is seen on a copy so many times smaller."""
SMALLEST_MM, LARGEST_MM = 2.2, 16.0
"""Sides of what a hand can write one character or one bundle of strokes in."""
LEAST_FILLED = 0.5
"""Share of its bounding box that an enclosed piece fills; what is printed inside is missing."""


def line_mask(grey: NDArray[np.uint8], letter_height: float) -> Mask:
    """255 where a page is darker than its paper, though but a little."""
    height, width = grey.shape
    bright = cv2.dilate(grey, np.ones((5, 5), np.uint8))
    small = cv2.resize(bright, (width // COARSE, height // COARSE), interpolation=cv2.INTER_AREA)
    window = min(LARGEST_WINDOW, 2 * round(PAPER_REACH / 2 / COARSE * letter_height) + 1)
    level = cv2.medianBlur(small, max(3, window))
    paper = cv2.resize(level, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(
        np.where(grey.astype(np.float32) < FAINT * paper, 255, 0).astype(np.uint8), np.uint8
    )


def find_faces(mask: Mask, mm: float) -> tuple[Box, ...]:
    """The enclosed pieces of a box's size, those inside another left out; `mm` in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(255 - mask, connectivity=4)
    low, high = SMALLEST_MM * mm, LARGEST_MM * mm
    found = []
    for left, top, width, height, area in stats[1:].tolist():
        if low <= width <= high and low <= height <= high and area > LEAST_FILLED * width * height:
            found.append(Box(left, top, left + width, top + height))
    return tuple(box for box in found if not _is_nested(box, found))


def _is_nested(box: Box, others: list[Box]) -> bool:
    return any(other.area > box.area and other.overlap(box) > 0.95 * box.area for other in others)
