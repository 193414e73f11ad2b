"""Stamps over print."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.ink.pale import without_pale_ink

TALL = 30.0


def _print(level: int = 15) -> NDArray[np.uint8]:
    crop = np.full((200, 700), 250, np.uint8)
    cv2.putText(crop, "KAPOLRES MAROS", (20, 110), cv2.FONT_HERSHEY_DUPLEX, 1.5, level, 3)
    return crop


def test_a_pale_ring_goes_and_the_print_stays() -> None:
    clean = _print()
    stamped = clean.copy()
    ring = np.full_like(clean, 250)
    cv2.circle(ring, (350, 100), 92, 130, 4)
    stamped = np.minimum(stamped, ring)
    found = without_pale_ink(stamped, TALL)
    assert np.count_nonzero(found[2:60, 250:450] < 200) < np.count_nonzero(
        stamped[2:60, 250:450] < 200
    )
    assert np.count_nonzero((found < 100) != (clean < 100)) < 40


def test_print_of_one_darkness_stays_as_it_is() -> None:
    for level in (10, 120):
        crop = _print(level)
        assert np.array_equal(without_pale_ink(crop, TALL), crop)


def test_small_pale_letters_beside_black_ones_stay() -> None:
    crop = _print()
    cv2.putText(crop, "255", (520, 180), cv2.FONT_HERSHEY_DUPLEX, 1.2, 130, 3)
    assert np.array_equal(without_pale_ink(crop, TALL), crop)


def test_an_empty_crop_stays_empty() -> None:
    blank = np.full((40, 200), 250, np.uint8)
    assert np.array_equal(without_pale_ink(blank, TALL), blank)
