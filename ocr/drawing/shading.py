"""Shaded and solid areas: lines told from the grey they run through, solid shapes left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.lines import connected_parts
from ocr.drawing.regions import TALLEST, WIDEST

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
    shade = cv2.threshold(_halved(grey), PALE, 255, cv2.THRESH_BINARY_INV)[1]
    areas = cv2.erode(shade, np.ones((size // 2 + 1, size // 2 + 1), np.uint8))
    if not cv2.countNonZero(areas):
        return None
    wide = np.ones((size, size), np.uint8)
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, wide).astype(np.float32)
    return np.where(grey < DARKER * ground, 255, 0).astype(np.uint8)


def without_solids(ink: Mask, letter_height: float) -> Mask:
    """The ink without solid areas of a shape's size.

    With them, the connectors at both sides of a solid shape would be one long line.
    """
    half = _halved(ink)
    size = max(2, round(SOLID * letter_height / 2))
    opened = np.asarray(
        cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)), np.uint8
    )
    solid = np.zeros_like(half)
    for left, top, part in connected_parts(opened, 0):
        height, width = part.shape
        if width <= WIDEST * letter_height / 2 and height <= TALLEST * letter_height / 2:
            solid[top : top + height, left : left + width][part] = 255
    if not solid.any():
        return ink
    whole = cv2.resize(solid, ink.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.subtract(ink, whole), np.uint8)


def _halved(pixels: Mask) -> Mask:
    """Every other pixel of every other row."""
    height, width = (side // 2 for side in pixels.shape)
    even = pixels[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)
