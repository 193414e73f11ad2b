"""Level strokes worn to dots, or too pale for ink: what is dark on the average along a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

THIN = 0.5
"""In letter heights: strokes are thinner; what is darker than the paper over and under it."""
ALONG = 2.0
"""In letter heights: how far darkness is averaged along a line."""
GRAINY = 90
"""Per cent of a drawing that is bare paper at least: the darkest of it is its grain."""
MOST_DARKNESS = 60
"""What is darker counts no more: a few specks of dirt are no line."""
STANDS_OUT = 3
"""Levels of mean darkness by which a line of three pixels exceeds the grain, which reaches one."""
BARE = 3
"""So many times as dark as the paper beside it is a line."""
LEVELS = np.arange(256, dtype=np.uint8)
LEAST_BESIDE = np.clip(BARE * np.arange(256) + STANDS_OUT, 0, 255).astype(np.uint8)
"""How dark a line is at least, by the darkness beside it."""
BESIDE = 0.3
"""In letter heights: how far away the paper beside a line is looked at."""
SPECK = 6
"""Levels over the grain from which a pixel of such a line is taken for its ink."""
WIDEST_HOLE = 1.0
"""In letter heights: the paper between two specks of one line."""
LEAST_INKED = 0.35
"""Share of such a line that has specks, over its least length."""
LEAST_LENGTH = 1.5
"""In letter heights: a shorter row of specks is none."""


def worn_lines(grey: Mask, taken: Mask, letter_height: float) -> Mask:
    """Level lines of specks and level pale lines, without holes.

    `grey` is an evenly lit page; `taken` masks what is known to be something else. Upright lines
    are found in the page turned over its diagonal.
    """
    tall = round(THIN * letter_height) | 1
    free = cv2.bitwise_not(taken)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((tall, 1), np.uint8))
    dark = _mask(cv2.bitwise_and(dark, free))
    grain = _grain(dark, _mask(free))
    inked = _mask(cv2.LUT(dark, np.clip(LEVELS, grain, MOST_DARKNESS) - np.uint8(grain)))
    specks = cv2.bitwise_and(_over(dark, grain + SPECK), _standing_out(inked, letter_height))
    return _joined(_mask(specks), letter_height)


def _grain(dark: Mask, free: Mask) -> int:
    """The darkness that most of the free paper does not exceed."""
    counts = cv2.calcHist([dark], [0], free, [len(LEVELS)], [0, len(LEVELS)]).ravel()
    upto = np.cumsum(counts, dtype=np.int64)
    return int(np.searchsorted(upto, GRAINY / 100 * (upto[-1] - 1), side="right"))


def _standing_out(inked: Mask, letter_height: float) -> Mask:
    """Where the mean darkness along a line exceeds that of the paper over and under it."""
    along = max(3, round(ALONG * letter_height) | 1)
    band = _mask(cv2.blur(inked, (along, 3)))
    away = max(3, round(BESIDE * letter_height))
    beside = np.zeros_like(band)
    beside[away:] = band[:-away]
    np.maximum(beside[:-away], band[away:], out=beside[:-away])
    return _mask(cv2.compare(band, cv2.LUT(beside, LEAST_BESIDE), cv2.CMP_GE))


def _joined(specks: Mask, letter_height: float) -> Mask:
    """The rows of specks that are long and close enough, their holes filled."""
    # specks of a leaning line lie a pixel or two apart in height
    rows = _mask(cv2.dilate(specks, np.ones((3, 1), np.uint8)))
    hole = 1 + round(WIDEST_HOLE * letter_height)
    least = max(3, round(LEAST_LENGTH * letter_height))
    closed = _mask(cv2.morphologyEx(rows, cv2.MORPH_CLOSE, np.ones((1, hole), np.uint8)))
    dense = cv2.bitwise_and(
        closed, _over(_mask(cv2.blur(rows, (least, 1))), round(LEAST_INKED * 255))
    )
    return _mask(cv2.morphologyEx(dense, cv2.MORPH_OPEN, np.ones((1, least), np.uint8)))


def _over(values: Mask, level: int) -> Mask:
    return _mask(cv2.threshold(values, level, 255, cv2.THRESH_BINARY)[1])


def _mask(values: cv2.typing.MatLike) -> Mask:
    return np.asarray(values, np.uint8)
