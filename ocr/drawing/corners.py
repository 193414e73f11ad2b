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
LINE_GOES_ON = 0.85
"""Share of that stretch that is ink."""


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
    ahead, aside = np.arange(start, start + reach), np.arange(-wide, wide + 1)
    columns = x + (dx * ahead if dx else aside)
    rows = y + (dy * ahead if dy else aside)
    height, width = ink.shape
    band = ink[
        np.minimum(np.maximum(rows, 0), height - 1)[:, None],
        np.minimum(np.maximum(columns, 0), width - 1),
    ]
    hits = int(np.count_nonzero(band.any(axis=0 if dx else 1)))
    return hits > LINE_GOES_ON * reach
