"""Which way a page's text runs, which end of it is up, and how far it leans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.flat.direction import upside_down_chances
from ocr.flat.skew import text_skew
from ocr.ink.marks import Marks, capital_height, find_marks, ink_mask, letter_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.ink.marks import Mask

REACH = 2.0
"""Neighbouring letters stand nearer than this many letter sizes, middle to middle."""
FEWEST_LETTERS = 8
"""With fewer marks than this a page says nothing about its turn."""
LEAST_BREADTH = 0.35
"""Of its length: slimmer marks may be pieces of a worn ruling, which run both ways."""
MOST_LINES = 16
"""So many lines are asked which end is up."""
LONGEST_CROP = 6.0
"""A crop of a line is cut at this many times its height: the model squeezes longer ones."""


def find_turn(grey: NDArray[np.uint8], dpi: float) -> tuple[int, float]:
    """How an evenly lit page must be turned clockwise (0, 90, 180, 270), and its skew then.

    The skew is in degrees, positive where lines sink to the right; a page without text gives
    0 and 0.
    """
    marks = find_marks(ink_mask(grey))
    letters = letter_rows(marks, dpi)
    if len(letters) < FEWEST_LETTERS:
        return 0, 0.0
    base = 90 if sideways_share(marks, letters) > 0.5 else 0
    standing = turned(grey, base)
    if base:
        marks = find_marks(ink_mask(standing))
        letters = letter_rows(marks, dpi)
    height = capital_height(marks.height[letters])
    angle = _skew(marks, letters, height)
    crops = _line_crops(standing, marks, letters, height, angle)
    if crops and float(np.mean(upside_down_chances(crops))) > 0.5:
        # Turning by half a circle leaves the lean of lines as it is.
        return (base + 180) % 360, angle
    return base, angle


def sideways_share(marks: Marks, letters: NDArray[np.intp]) -> float:
    """The share of letters whose nearest neighbour stands above or below rather than beside.

    0.5 when there is nothing to tell by.
    """
    letters = _broad(marks, letters)
    x = marks.left[letters] + marks.width[letters] / 2
    y = marks.top[letters] + marks.height[letters] / 2
    order = np.argsort(y)
    x, y = x[order], y[order]
    size = np.maximum(marks.width[letters], marks.height[letters])
    reach = float(np.median(size)) * REACH if len(size) else 0.0
    low = np.searchsorted(y, y - reach)
    high = np.searchsorted(y, y + reach, side="right")
    beside = above = 0
    for i in range(len(x)):
        dx = np.abs(x[low[i] : high[i]] - x[i])
        dy = np.abs(y[low[i] : high[i]] - y[i])
        distance = dx * dx + dy * dy
        distance[i - low[i]] = np.inf
        nearest = int(np.argmin(distance))
        if distance[nearest] > reach * reach:
            continue
        beside += int(dx[nearest] > dy[nearest])
        above += int(dx[nearest] <= dy[nearest])
    return above / (above + beside) if above + beside else 0.5


def _broad(marks: Marks, letters: NDArray[np.intp]) -> NDArray[np.intp]:
    """The letters without slim ones; all where hardly others are left."""
    wide, tall = marks.width[letters], marks.height[letters]
    broad = letters[np.minimum(wide, tall) >= LEAST_BREADTH * np.maximum(wide, tall)]
    return broad if len(broad) >= FEWEST_LETTERS else letters


def turned(pixels: NDArray[np.uint8], turn: int) -> NDArray[np.uint8]:
    """The pixels turned clockwise by 0, 90, 180 or 270 degrees."""
    codes = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }
    return np.asarray(cv2.rotate(pixels, codes[turn]), dtype=np.uint8) if turn else pixels


def _skew(marks: Marks, letters: NDArray[np.intp], height: float) -> float:
    x = (marks.left[letters] + marks.width[letters] / 2.0).astype(np.float64)
    y = (marks.top[letters] + marks.height[letters]).astype(np.float64)
    return text_skew(x, y, height)


def _line_crops(
    grey: NDArray[np.uint8],
    marks: Marks,
    letters: NDArray[np.intp],
    height: float,
    angle_deg: float,
) -> list[NDArray[np.uint8]]:
    """Pieces of the longest text lines, each straightened."""
    text = _letters_only(marks, letters)
    middle = (grey.shape[1] / 2, grey.shape[0] / 2)
    lean = cv2.getRotationMatrix2D(middle, angle_deg, 1.0)
    size = (grey.shape[1], grey.shape[0])
    straight = cv2.warpAffine(grey, lean, size, borderValue=255)
    text = np.asarray(cv2.warpAffine(text, lean, size), dtype=np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (int(height) | 1, 3))
    closed = cv2.morphologyEx(text, cv2.MORPH_CLOSE, kernel)
    lines = find_marks(np.asarray(closed, dtype=np.uint8))
    fit = np.flatnonzero(
        (lines.height > 0.7 * height) & (lines.height < 2.2 * height) & (lines.width > 3 * height)
    )
    fit = fit[np.argsort(-lines.width[fit], kind="stable")][:MOST_LINES]
    edge = int(height * 0.2)
    crops = []
    for left, top, width, tall, _ in lines.stats[fit].tolist():
        right = left + min(width, int(tall * LONGEST_CROP))
        crops.append(
            np.asarray(straight[max(0, top - edge) : top + tall + edge, left:right], dtype=np.uint8)
        )
    return crops


def _letters_only(marks: Marks, letters: NDArray[np.intp]) -> Mask:
    keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    keep[letters + 1] = 255
    return keep[marks.labels]
