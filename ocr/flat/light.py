"""Uneven light, shadows and paper tint taken out of a page image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

REDUCTION = 8
"""Light changes slowly: it is measured on a page this many times smaller."""
BLOT_SHARE = 1 / 16
"""Ink up to this share of the page's short side is bridged when paper is looked for: a filled
box of a flowchart must not pass for paper."""
PAPER_LEVEL = 250
"""Paper is brought to this level, so that its grain above it saturates to white."""


def even_light(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same pixels with the paper brought to white everywhere, each channel by itself."""
    height, width = pixels.shape[:2]
    small = cv2.resize(
        pixels,
        (max(1, width // REDUCTION), max(1, height // REDUCTION)),
        interpolation=cv2.INTER_AREA,
    )
    paper = paper_level(np.asarray(small, dtype=np.uint8))
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, full, scale=PAPER_LEVEL), dtype=np.uint8)


def paper_level(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The level of the bare paper at each place of a reduced page."""
    size = max(5, int(min(small.shape[:2]) * BLOT_SHARE) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    smooth = cv2.blur(closed, (size // 3 | 1, size // 3 | 1))
    return np.asarray(np.maximum(smooth, 1), dtype=np.uint8)
