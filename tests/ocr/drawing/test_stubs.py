"""Stubs too short to be pieces, and hollow arrow heads whole or broken."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.drawing.connectors.stubs import missing_stubs, with_broken_heads, with_solid_heads
from ocr.drawing.values import Segment

LETTER = 24.0
Mask = NDArray[np.uint8]


def _page() -> tuple[Mask, Mask]:
    """A box at the top of a page and ink of a line below its middle."""
    ink, shapes = np.zeros((200, 300), np.uint8), np.zeros((200, 300), np.uint8)
    cv2.rectangle(shapes, (100, 40), (200, 90), 255, -1)
    return ink, shapes


@pytest.mark.parametrize(
    ("x", "drawn", "found"), [(150, True, 1), (150, False, 0), (104, True, 0), (250, True, 0)]
)
def test_a_stub_is_found_where_ink_leads_to_the_middle_of_a_side(
    x: int, drawn: bool, found: int
) -> None:
    ink, shapes = _page()
    far = x + 60 if x >= 150 else x - 60
    cv2.line(ink, (x, 106), (far, 106), 255, 3)
    if drawn:
        cv2.line(ink, (x, 91), (x, 106), 255, 3)
    level = Segment((float(x), 106.0), (float(far), 106.0), 3.0)
    stubs = list(missing_stubs([level], ink, shapes, LETTER))
    assert len(stubs) == found
    assert all(stub.start == level.start and stub.end == (x, 90) for stub in stubs)


def test_a_hollow_head_near_a_shape_is_filled_and_a_large_loop_is_not() -> None:
    ink, _ = _page()
    near = np.full_like(ink, 255)
    cv2.polylines(ink, [np.array([(150, 92), (142, 110), (158, 110)], np.int32)], True, 255, 1)
    cv2.rectangle(ink, (20, 120), (90, 180), 255, 1)
    solid = with_solid_heads(ink, near, LETTER)
    assert solid[104, 150] == 255
    assert solid[150, 50] == 0


def test_a_stroke_is_led_on_through_the_two_sides_of_a_broken_hollow_head() -> None:
    ink, shapes = _page()
    cv2.line(ink, (141, 110), (149, 92), 255, 1)
    cv2.line(ink, (159, 110), (151, 92), 255, 1)
    stroke = Segment((150.0, 170.0), (150.0, 111.0), 3.0)
    led = with_broken_heads([stroke], ink, shapes, LETTER)[0]
    assert led.end == (150.0, 90.0)
    assert led.heads == (0.0, 1.0)
    bare = with_broken_heads([stroke], np.zeros_like(ink), shapes, LETTER)[0]
    assert bare == stroke
