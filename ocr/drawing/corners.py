"""Corners at which lines go on: those of a loop between lines, not of a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from records.geometry import Box

    Mask = NDArray[np.uint8]

THICKEST = 0.6
"""Thickest outline, in letter heights."""
OVERSHOOT = 0.45
"""In letter heights: how far behind a corner a line must go on to be no side of a shape."""


def overshoots(box: Box, ink: Mask, letter_height: float) -> bool:
    """Whether the sides go on behind most corners, as those of a loop between lines do."""
    reach = max(2, round(OVERSHOOT * letter_height))
    left, top, right, bottom = (round(v) for v in (box.left, box.top, box.right, box.bottom))
    tails = 0
    for x, dx in ((left - 1, -1), (right, 1)):
        for y, dy in ((top - 1, -1), (bottom, 1)):
            # the outline itself is up to a rim thick: look only behind it
            tails += _runs_on(ink, x, y, dx, 0, letter_height, reach)
            tails += _runs_on(ink, x, y, 0, dy, letter_height, reach)
    return tails >= 3


def _runs_on(ink: Mask, x: int, y: int, dx: int, dy: int, letter_height: float, reach: int) -> bool:
    start = round(THICKEST * letter_height)
    wide = max(1, round(0.12 * letter_height))
    xs = np.clip(x + dx * np.arange(start, start + reach), 0, ink.shape[1] - 1)
    ys = np.clip(y + dy * np.arange(start, start + reach), 0, ink.shape[0] - 1)
    hits = np.zeros(reach, bool)
    for off in range(-wide, wide + 1):
        rows = np.clip(ys + (off if dx else 0), 0, ink.shape[0] - 1)
        columns = np.clip(xs + (off if dy else 0), 0, ink.shape[1] - 1)
        hits |= ink[rows, columns] > 0
    return bool(hits.mean() > 0.85)
