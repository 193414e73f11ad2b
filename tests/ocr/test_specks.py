"""Specks beside turned names."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.ink.specks import without_lone_specks

TALL = 30.0


def test_lone_specks_go_and_dots_and_full_stops_stay() -> None:
    clean = np.full((200, 400), 250, np.uint8)
    cv2.putText(clean, "Kasi.", (60, 110), cv2.FONT_HERSHEY_DUPLEX, 1.4, 15, 3)
    dirty = clean.copy()
    cv2.circle(dirty, (30, 170), 4, 40, -1)
    cv2.circle(dirty, (350, 30), 4, 40, -1)
    found = without_lone_specks(dirty, TALL)
    assert np.count_nonzero((found < 100) != (clean < 100)) == 0


def test_a_crop_of_specks_alone_is_left() -> None:
    specks = np.full((60, 60), 250, np.uint8)
    cv2.circle(specks, (30, 30), 4, 40, -1)
    assert without_lone_specks(specks, TALL) is specks
