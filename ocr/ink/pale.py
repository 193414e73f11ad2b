"""Stamps and signatures taken out of a crop where their ink is paler than the print under them.

Print is black to its core; a stamp's or pen's ink, turned to grey, is paler. Where a crop holds a
large pale stroke — larger than any letter — all ink of its paleness goes, the rims of black
letters excepted. A crop whose ink is all of one darkness stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

PAPER = 255
INK_SHARE = 0.82
"""Of the paper's level; what is darker is ink."""
APART = 45
"""Grey levels between the cores of print and of a stamp at the least."""
LEAST_PRINT = 0.08
"""Share of the ink's cores that must be print: a stamp alone is left for the reader."""
LARGE = 4.0
"""A pale stroke this many letters high or wide is no letter."""
TOWARDS_STAMP = 0.6
"""Where between the two inks they are parted: thin print is paler than its core."""
ALIKE = 40
"""Grey levels within which pale ink is of the same stamp."""


def without_pale_ink(grey: Grey, letter_height: float) -> Grey:
    """The crop with pale strokes of stamp and pen painted over; itself where it has none."""
    split = _darkness_split(grey)
    if split is None:
        return grey
    dark = (grey <= split).astype(np.uint8)
    rims = cv2.dilate(dark, np.ones((3, 3), np.uint8), iterations=max(1, round(letter_height / 20)))
    paper = float(np.percentile(grey, 95))
    pale = ((grey < INK_SHARE * paper) & (rims == 0)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(pale, connectivity=8)
    sizes = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    large = [k for k in range(1, count) if sizes[k] > LARGE * letter_height]
    if not large:
        return grey
    level = float(np.median(grey[np.isin(labels, large)]))
    gone = (grey > max(split, level - ALIKE)) & (rims == 0)
    cleaned = grey.copy()
    cleaned[gone] = PAPER
    # Where a stamp crosses a letter's rim its own grey stays as a halo: lighten it away.
    halo = (rims > 0) & (dark == 0) & (grey > level - ALIKE / 2)
    near = cv2.dilate((labels > 0).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    cleaned[halo & near] = PAPER
    return cleaned


def _darkness_split(grey: Grey) -> float | None:
    """The grey level between two inks, None where there is but one."""
    paper = float(np.percentile(grey, 95))
    darkest = cv2.erode(grey, np.ones((3, 3), np.uint8))
    cores = grey[(grey == darkest) & (grey < INK_SHARE * paper)]
    if cores.size < 50:
        return None
    split, _ = cv2.threshold(cores.reshape(1, -1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark, pale = cores[cores <= split], cores[cores > split]
    if dark.size < LEAST_PRINT * cores.size or pale.size < LEAST_PRINT * cores.size:
        return None
    low, high = float(np.median(dark)), float(np.median(pale))
    return low + TOWARDS_STAMP * (high - low) if high - low >= APART else None
