"""Round outlines, brackets, strokes through words and rings around them, drawn."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.hand.outlines import find_option_ink
from ocr.ink.marks import ink_mask
from records.geometry import Box
from records.pen import OptionInk

FONT = Path(__file__).parents[2] / "papers" / "fonts" / "patrick-hand.ttf"
UNIT = 30.0
WIDE = Box(0, 0, 1000, 200)


def _ink(*words: tuple[str, int]) -> NDArray[np.uint8]:
    image = Image.new("L", (1000, 200), 250)
    for text, x in words:
        font = ImageFont.truetype(str(FONT), 44)
        ImageDraw.Draw(image).text((x, 120), text, font=font, fill=20, anchor="ls")
    return ink_mask(np.asarray(image))


def _found(ink: NDArray[np.uint8]) -> OptionInk:
    return find_option_ink(ink, ink, UNIT, WIDE)


def _cross(ink: NDArray[np.uint8], x: int) -> None:
    cv2.line(ink, (x - 16, 88), (x + 20, 124), 255, 4)
    cv2.line(ink, (x + 18, 86), (x - 18, 122), 255, 4)


def test_a_round_checked_is_found_by_one_that_stands_empty() -> None:
    ink = _ink(("Ya", 150), ("Tidak", 450))
    for x in (110, 410):
        cv2.circle(ink, (x, 105), 20, 255, 2)
    _cross(ink, 410)
    ((empty, checked),) = _found(ink).outlines
    assert empty.inside < 0.03
    assert checked.inside > 0.12
    assert abs(checked.box.center[0] - 410) < 3


def test_brackets_checked_are_found_by_a_pair_that_stands_empty() -> None:
    for signs in ("( )", "[ ]"):
        ink = _ink(("Ya", 200), ("Tidak", 500))
        for x in (110, 410):
            for sign, side in zip(signs.split(), (-1, 1), strict=True):
                mark = _ink((sign, x + side * 22))
                ink |= mark
        _cross(ink, 416)
        kinds = [kind for kind in _found(ink).outlines if len(kind) == 2]
        assert len(kinds) == 1, signs
        assert kinds[0][0].inside < 0.03
        assert kinds[0][1].inside > 0.12


def test_a_stroke_through_a_word_is_found_one_under_it_is_none() -> None:
    ink = _ink(("Perempuan", 150), ("Perempuan", 600))
    cv2.line(ink, (140, 107), (330, 105), 255, 3)
    cv2.line(ink, (600, 128), (780, 128), 255, 3)
    (stroke,) = _found(ink).strikes
    assert stroke.left < 160
    assert 290 < stroke.right < 345


def test_a_ring_around_a_word_is_found_a_struck_word_is_none() -> None:
    ink = _ink(("Perempuan", 150), ("Perempuan", 600))
    cv2.ellipse(ink, (230, 105), (110, 40), 0, 10, 360, 255, 3)
    cv2.line(ink, (590, 107), (790, 105), 255, 3)
    (ring,) = _found(ink).rings
    assert ring.left < 130
    assert ring.right > 320


def test_words_alone_hold_neither() -> None:
    assert _found(_ink(("OBOR Opsi Koko", 100), ("(lihat) Ada", 600))) == OptionInk()
