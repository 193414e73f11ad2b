"""Drawn straight lines of a page, though broken, faint, double, bowed or crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks
from records.paper import Ruling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

SHORTEST_RUN = 1.8
"""A drawn line runs straight for this many letter heights; no stroke of a letter does."""
SHORTEST_RULING = 3.0


def line_mask(ink: Mask, letter_height: float, *, horizontal: bool) -> Mask:
    """The ink that belongs to straight runs in one direction."""
    length = max(9, round(letter_height * SHORTEST_RUN))
    size = (length, 1) if horizontal else (1, length)
    gap = max(3, round(letter_height * 0.15) | 1)
    bridge = (gap, 1) if horizontal else (1, gap)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8))
    return np.asarray(opened, dtype=np.uint8)


def find_rulings(ink: Mask, letter_height: float) -> tuple[Ruling, ...]:
    """The rulings of an ink mask, horizontal ones first."""
    found: list[Ruling] = []
    for horizontal in (True, False):
        mask = line_mask(ink, letter_height, horizontal=horizontal)
        marks = find_marks(mask)
        for left, top, width, height, area in marks.stats.tolist():
            length = width if horizontal else height
            if length < letter_height * SHORTEST_RULING:
                continue
            thickness = area / length
            if horizontal:
                middle = top + height / 2
                points = ((float(left), middle), (float(left + width), middle))
            else:
                middle = left + width / 2
                points = ((middle, float(top)), (middle, float(top + height)))
            found.append(Ruling(points, thickness))
    return tuple(found)
