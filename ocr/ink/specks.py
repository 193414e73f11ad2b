"""Specks of dirt that stand alone in a crop: no dot of a letter, no sign behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks, ink_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

PAPER = 255
LARGEST = 0.35
"""Letter heights that a speck is high and wide at most: a full stop has so much."""
ALONE = 0.6
"""Letter heights from a speck to the next letter; the dot of an i and a full stop are nearer."""
RIM = 0.1
"""Letter heights over which the edge of a speck fades."""


def without_lone_specks(grey: Grey, letter_height: float) -> Grey:
    """The crop with its lone specks painted over; itself where it holds nothing larger."""
    marks = find_marks(ink_mask(grey))
    is_speck = np.maximum(marks.width, marks.height) <= LARGEST * letter_height
    if is_speck.all() or not is_speck.any():
        return grey
    is_letter = np.concatenate([[False], ~is_speck])[marks.labels]
    near = _around(is_letter, ALONE * letter_height)
    is_alone = np.concatenate([[False], is_speck])
    is_alone[np.unique(marks.labels[near])] = False
    gone = _around(is_alone[marks.labels], RIM * letter_height)
    return np.where(gone, PAPER, grey).astype(np.uint8)


def _around(mask: NDArray[np.bool_], reach: float) -> NDArray[np.bool_]:
    size = 2 * max(1, round(reach)) + 1
    return np.asarray(cv2.dilate(mask.view(np.uint8), np.ones((size, size), np.uint8))) > 0
