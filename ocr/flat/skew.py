"""The small angle by which a page's lines are off the horizontal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_SKEW_DEG = 12.0
STEPS_DEG = ((0.5, LARGEST_SKEW_DEG), (0.1, 0.6), (0.02, 0.12))
"""Search steps and how far each round looks, coarse to fine."""
BIN_SHARE = 0.2
"""Feet of letters on one line fall within this share of a letter's height."""


def text_skew(x: NDArray[np.float64], y: NDArray[np.float64], height: float) -> float:
    """The angle in degrees, clockwise positive, at which the points fall on fewest lines.

    `x`, `y` are the feet of letters, `height` the height of a letter, all in pixels.
    """
    best = 0.0
    if len(x) < 8 or height <= 0:
        return best
    for step, reach in STEPS_DEG:
        angles = best + np.arange(-reach, reach + step / 2, step)
        size = max(1.0, height * BIN_SHARE * (3.0 if step > 0.3 else 1.0))
        scores = [_gathering(x, y, float(np.radians(a)), size) for a in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def _gathering(x: NDArray[np.float64], y: NDArray[np.float64], angle: float, size: float) -> float:
    """How much the points gather on lines at this angle: pairs sharing a bin."""
    level = y * np.cos(angle) - x * np.sin(angle)
    bins = np.floor((level - level.min()) / size).astype(np.int64)
    counts = np.bincount(bins).astype(np.float64)
    smooth = counts[:-1] + counts[1:] if len(counts) > 1 else counts
    return float((smooth * smooth).sum())
