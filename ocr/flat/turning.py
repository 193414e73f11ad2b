"""Which way a page's text runs: across or along, and which end is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import Marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

REACH = 2.0
"""Neighbouring letters stand nearer than this many letter sizes, edge to edge."""


def sideways_share(marks: Marks, letters: NDArray[np.intp]) -> float:
    """The share of letters whose nearest neighbour stands above or below rather than beside.

    0.5 when there is nothing to tell by.
    """
    if len(letters) < 2:
        return 0.5
    x = marks.left[letters] + marks.width[letters] / 2
    y = marks.top[letters] + marks.height[letters] / 2
    size = np.maximum(marks.width[letters], marks.height[letters])
    beside = above = 0
    order = np.argsort(y)
    x, y, size = x[order], y[order], size[order]
    reach = float(np.median(size)) * REACH
    low = np.searchsorted(y, y - reach)
    high = np.searchsorted(y, y + reach, side="right")
    for i in range(len(x)):
        dx = np.abs(x[low[i] : high[i]] - x[i])
        dy = np.abs(y[low[i] : high[i]] - y[i])
        distance = dx * dx + dy * dy
        distance[i - low[i]] = np.inf
        nearest = int(np.argmin(distance))
        if distance[nearest] > reach * reach:
            continue
        if dx[nearest] > dy[nearest]:
            beside += 1
        else:
            above += 1
    return above / (above + beside) if above + beside else 0.5


def turned(pixels: NDArray[np.uint8], turn: int) -> NDArray[np.uint8]:
    """The pixels turned clockwise by 0, 90, 180 or 270 degrees."""
    codes = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }
    return np.asarray(cv2.rotate(pixels, codes[turn]), dtype=np.uint8) if turn else pixels
