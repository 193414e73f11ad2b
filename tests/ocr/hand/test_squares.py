"""Squares to check: what is drawn in them, and strokes that run through them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.hand.squares import find_squares

SIDE, LETTER = 40, 30.0
LEFT, TOP = 100, 60
Line = tuple[tuple[int, int], tuple[int, int]]
CROSS: tuple[Line, ...] = (((5, 5), (36, 36)), ((36, 4), (4, 36)))
ACROSS: Line = ((-18, 24), (60, 17))


def _ink(lines: tuple[Line, ...]) -> NDArray[np.uint8]:
    """A square with lines drawn from its corner on, and an empty one beside it."""
    ink = np.zeros((160, 400), np.uint8)
    for left in (LEFT, LEFT + 150):
        cv2.rectangle(ink, (left, TOP), (left + SIDE, TOP + SIDE), 255, 2)
    for start, end in lines:
        a, b = ((LEFT + x, TOP + y) for x, y in (start, end))
        cv2.line(ink, a, b, 255, 3)
    return ink


@pytest.mark.parametrize(
    ("lines", "is_struck", "has_more"),
    [
        ((), False, False),
        (CROSS, False, False),
        ((((5, 20), (36, 19)),), False, False),
        ((ACROSS,), True, False),
        ((*CROSS, ACROSS), True, True),
        ((((5, 16), (17, 36)), ((17, 36), (55, -8))), False, False),
    ],
    ids=["empty", "cross", "dash within", "stroke through", "cross struck out", "tick"],
)
def test_a_stroke_through_a_square_is_told_from_checks(
    lines: tuple[Line, ...], is_struck: bool, has_more: bool
) -> None:
    first = find_squares(_ink(lines), LETTER)[0]
    assert (first.struck is not None) is is_struck
    assert (first.struck or 0.0) > 0.08 or not has_more
    assert has_more or (first.struck or 0.0) < 0.08
