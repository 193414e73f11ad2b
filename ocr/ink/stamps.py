"""Coloured stamps and signatures taken off the print they cover, by their colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks, to_grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLOURED = 36
"""Stamp ink's channels differ by at least this much (of 255) on a page brought to white."""
REDUCTION = 6
"""Colour is looked for on a page this many times smaller."""
STAMP_SIZE = 4.5
"""A stamp or signature is at least this many letter heights tall and wide; a line of writing by
coloured pen is not as tall, and stays."""
JOINED = 1.0
"""Strokes of one stamp lie within this many letter heights."""


def without_stamps(pixels: NDArray[np.uint8], letter_height: float) -> NDArray[np.uint8]:
    """The page in grey, the ink of large coloured figures turned to paper.

    Black print under a stamp stays: it is dark in every channel, stamp ink only in some.
    """
    grey = to_grey(pixels)
    if pixels.ndim == 2 or letter_height <= 0:
        return grey
    boxes = _coloured_figures(pixels, letter_height)
    if not boxes:
        return grey
    clean = grey.copy()
    for left, top, right, bottom in boxes:
        part = pixels[top:bottom, left:right]
        brightest = part.max(axis=2)
        colour = cv2.subtract(brightest, part.min(axis=2))
        # Twice the colour: the rim of a stroke is half ink, half paper, and must go as well.
        bare = cv2.add(brightest, cv2.convertScaleAbs(colour, alpha=1.5))
        clean[top:bottom, left:right] = cv2.max(grey[top:bottom, left:right], bare)
    return clean


def _coloured_figures(
    pixels: NDArray[np.uint8], letter_height: float
) -> list[tuple[int, int, int, int]]:
    height, width = (n // REDUCTION for n in pixels.shape[:2])
    even = pixels[: height * REDUCTION, : width * REDUCTION]
    small = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
    colour = small.max(axis=2).astype(np.int16) - small.min(axis=2)
    mask = np.where(colour > COLOURED / 2, 255, 0).astype(np.uint8)
    size = max(3, round(letter_height * JOINED / REDUCTION) | 1)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    least = letter_height * STAMP_SIZE / REDUCTION
    figures = []
    for left, top, wide, tall, _ in find_marks(np.asarray(joined, np.uint8)).stats.tolist():
        if min(wide, tall) >= least:
            edges = (left - 1, top - 1, left + wide + 1, top + tall + 1)
            x0, y0, x1, y1 = (max(0, n * REDUCTION) for n in edges)
            figures.append((x0, y0, x1, y1))
    return figures
