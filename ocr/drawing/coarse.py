"""Pages shrunk as far as their shapes can still be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

COARSE_HEIGHT = 12.5
"""Letter height in pixels that suffices to tell shapes; finer pages are halved for speed."""


def coarseness(letter_height: float) -> int:
    """By how much a page may be shrunk and its shapes still be told."""
    return max(1, int(letter_height / COARSE_HEIGHT))


def shrink(ink: Mask, factor: int) -> Mask:
    """The ink at a whole fraction of its size; thin lines stay."""
    if factor == 1:
        return ink
    size = (ink.shape[1] // factor, ink.shape[0] // factor)
    even = ink[: size[1] * factor, : size[0] * factor]
    mean = cv2.resize(even, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(mean, 0, 255, cv2.THRESH_BINARY)[1], np.uint8)
