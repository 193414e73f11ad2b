"""A narrow hand's line is made wider, its letters as tall as before."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.hand.crops import Picture, is_dense, widen
from ocr.hand.model import LINE_HEIGHT


@pytest.mark.parametrize(
    ("signs", "dense"),
    [([1, 2, 3, 4, 5, 0, 6], True), ([1, 0, 0, 2, 2, 0, 3, 0, 4, 4, 0, 5], False), ([1, 2], False)],
    ids=["narrow", "usual", "too short to tell"],
)
def test_a_line_is_dense_whose_signs_leave_no_room_between(signs: list[int], dense: bool) -> None:
    chances = np.log(np.eye(8, dtype=np.float32)[signs] + 1e-9)
    assert is_dense(chances) is dense


def test_a_widened_line_keeps_its_places_on_the_page() -> None:
    narrow = Picture(np.full((LINE_HEIGHT, 100), 255, np.uint8), 30.0, 2.0)
    wide = widen(narrow)
    assert wide.pixels.shape == (LINE_HEIGHT, 150)
    assert (wide.left, wide.scale) == (30.0, 3.0)
