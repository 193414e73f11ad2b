"""The small angle by which a page's lines are off the horizontal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LARGEST_SKEW_DEG = 12.0
STEPS_DEG = ((0.2, LARGEST_SKEW_DEG), (0.1, 0.2), (0.02, 0.12))
"""Search steps and how far each round looks, coarse to fine."""
BIN_SHARE = 0.2
"""Feet of letters on one line fall within this share of a letter's height."""
ROUGH = 1.5
"""Times as wide are the bins of the first round."""
LIKELY = 4
"""So many angles of the first round are looked at closely."""


def text_skew(x: NDArray[np.float64], y: NDArray[np.float64], height: float) -> float:
    """The angle in degrees, clockwise positive, at which the points fall on fewest lines.

    `x`, `y` are the feet of letters, `height` the height of a letter, all in pixels.
    """
    if len(x) < 8 or height <= 0:
        return 0.0
    (first_step, reach), *finer = STEPS_DEG
    angles = np.arange(-reach, reach + first_step / 2, first_step)
    rough = max(1.0, height * BIN_SHARE * ROUGH)
    scores = [_gathering(x, y, float(np.radians(a)), rough) for a in angles]
    # Many short lines in columns gather nearly as well aslant: only a close look tells.
    likely = np.argsort(scores, kind="stable")[::-1][:LIKELY]
    size = max(1.0, height * BIN_SHARE)
    found = [_refined(x, y, float(angles[k]), finer, size) for k in likely]
    return max(found, key=lambda one: one[1])[0]


def _refined(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    angle: float,
    steps: Sequence[tuple[float, float]],
    size: float,
) -> tuple[float, float]:
    """The best angle near one, step by step finer, and how much the points gather at it."""
    most = 0.0
    for step, reach in steps:
        angles = angle + np.arange(-reach, reach + step / 2, step)
        scores = [_gathering(x, y, float(np.radians(a)), size) for a in angles]
        best = int(np.argmax(scores))
        angle, most = float(angles[best]), scores[best]
    return angle, most


def _gathering(x: NDArray[np.float64], y: NDArray[np.float64], angle: float, size: float) -> float:
    """How much the points gather on lines at this angle: pairs sharing a bin."""
    level = y * np.cos(angle) - x * np.sin(angle)
    bins = np.floor((level - level.min()) / size).astype(np.int64)
    counts = np.bincount(bins).astype(np.float64)
    smooth = counts[:-1] + counts[1:] if len(counts) > 1 else counts
    return float((smooth * smooth).sum())
