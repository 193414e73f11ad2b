"""Shaded and solid areas: lines told from the grey they run through, solid shapes left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.shapes import TALLEST, WIDEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

PALE = 225
"""Of 255: paper is lighter, shading darker."""
DARKER = 0.65
"""A line is darker than this share of the shading around it."""
SHADED = 0.9
"""In letter heights: narrower than shaded areas are all blurred edges."""
SOLID = 0.8
"""In letter heights: thicker than any line and letter."""


def lines_on_shading(grey: Mask, letter_height: float) -> Mask | None:
    """The ink of lines on or around shaded areas of a grey page, None where nothing is shaded."""
    size = max(3, round(SHADED * letter_height))
    shade = np.asarray(cv2.threshold(grey[::2, ::2], PALE, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    areas = cv2.erode(shade, np.ones((size // 2 + 1, size // 2 + 1), np.uint8))
    if not areas.any():
        return None
    wide = np.ones((size, size), np.uint8)
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, wide).astype(np.float32)
    return np.where(grey < DARKER * ground, 255, 0).astype(np.uint8)


def without_solids(ink: Mask, letter_height: float) -> Mask:
    """The ink without solid areas of a shape's size.

    With them, the connectors at both sides of a solid shape would be one long line.
    """
    half = np.ascontiguousarray(ink[::2, ::2])
    size = max(2, round(SOLID * letter_height / 2))
    opened = cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    if not opened.any():
        return ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8, ltype=cv2.CV_32S)
    small = (stats[:, 2] <= WIDEST * letter_height / 2) & (
        stats[:, 3] <= TALLEST * letter_height / 2
    )
    small[0] = False
    solid = small[labels].astype(np.uint8)
    whole = cv2.resize(solid, ink.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.where(whole > 0, 0, ink).astype(np.uint8)
