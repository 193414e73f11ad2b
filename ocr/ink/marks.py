"""Ink told from paper, its connected marks, and how tall a letter of the page is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

INK_CONTRAST = 0.72
"""Ink is darker than this share of the paper around it; faint copier print is about 0.65."""
SMALLEST_LETTER_PT = 3.5
LARGEST_LETTER_PT = 40.0
"""Heights in points between which print on office paper lies, capitals of 5 to 48 point type."""
POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The connected marks of a page: per mark left, top, width, height and ink area in pixels."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]

    @property
    def left(self) -> NDArray[np.int32]:
        return self.stats[:, 0]

    @property
    def top(self) -> NDArray[np.int32]:
        return self.stats[:, 1]

    @property
    def width(self) -> NDArray[np.int32]:
        return self.stats[:, 2]

    @property
    def height(self) -> NDArray[np.int32]:
        return self.stats[:, 3]

    @property
    def area(self) -> NDArray[np.int32]:
        return self.stats[:, 4]


def to_grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One channel of light, whether the pixels are grey already or RGB."""
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def ink_mask(grey: NDArray[np.uint8]) -> Mask:
    """255 where there is ink, 0 where there is paper, on a page whose light was evened."""
    level = int(255 * INK_CONTRAST)
    return np.asarray(cv2.threshold(grey, level, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def find_marks(mask: Mask) -> Marks:
    """The 8-connected marks of an ink mask, the background left out of `stats`.

    Row i of `stats` belongs to label i + 1.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    return Marks(np.asarray(labels, dtype=np.int32), np.asarray(stats[1:], dtype=np.int32))


def letter_rows(marks: Marks, dpi: float) -> NDArray[np.intp]:
    """Which marks may be letters by size and shape alone."""
    smallest = SMALLEST_LETTER_PT / POINTS_PER_INCH * dpi
    largest = LARGEST_LETTER_PT / POINTS_PER_INCH * dpi
    tall = np.maximum(marks.height, marks.width)
    kept = (
        (tall >= smallest)
        & (marks.height >= smallest / 2)
        & (tall <= largest * 1.5)
        & (marks.width <= 4 * np.maximum(marks.height, 1))
        & (marks.height <= 8 * np.maximum(marks.width, 1))
        & (marks.area >= 0.12 * marks.width * marks.height)
    )
    return np.flatnonzero(kept)


def pairs_within(
    places: NDArray[np.float64], reach: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every two of some places that lie so near to each other, given from the least on."""
    ends = np.searchsorted(places, places + reach, side="right")
    counts = ends - np.arange(len(places)) - 1
    first = np.repeat(np.arange(len(places)), counts)
    steps = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first, first + 1 + steps


def capital_height(heights: NDArray[np.int32]) -> float:
    """The height of a capital or ascender, from the heights of letter-like marks; 0 for none.

    Low letters make the lower of two peaks, tall ones the upper: the upper third's middle.
    """
    if len(heights) < 3:
        return 0.0
    middle = float(np.median(heights))
    near = heights[(heights > 0.5 * middle) & (heights < 2.0 * middle)]
    return float(np.percentile(near, 75))
