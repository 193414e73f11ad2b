"""A colon that stands alone is told from stops, broken lines and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from ocr.ink.colons import find_colons, with_colons, without_colons
from ocr.ink.marks import find_marks, ink_mask
from records.geometry import Box
from records.paper import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

HEIGHT = 28
DOT = 4
LINE = 100
"""The row on which the lower dot of a drawn colon stands."""


def page() -> Pixels:
    return np.full((220, 600), 255, np.uint8)


def dot(pixels: Pixels, left: int, top: int, size: int = DOT) -> None:
    pixels[top : top + size, left : left + size] = 0


def colon(pixels: Pixels, left: int, row: int = LINE) -> None:
    dot(pixels, left, row - 16)
    dot(pixels, left, row)


def colons_of(pixels: Pixels) -> tuple[Box, ...]:
    return find_colons(find_marks(ink_mask(pixels)), float(HEIGHT))


def letter(pixels: Pixels, left: int) -> None:
    cv2.rectangle(pixels, (left, LINE + DOT - HEIGHT), (left + 16, LINE + DOT), 0, 3)


def test_two_dots_before_a_value_are_a_colon() -> None:
    pixels = page()
    colon(pixels, 200)
    letter(pixels, 215)
    assert colons_of(pixels) == (Box(200, LINE - 16, 204, LINE + DOT),)


def test_a_colon_at_a_word_is_left_to_the_reader() -> None:
    pixels = page()
    letter(pixels, 180)
    colon(pixels, 202)
    assert colons_of(pixels) == ()


def test_a_colon_may_stand_beside_the_border_of_its_cell() -> None:
    pixels = np.full((900, 600), 255, np.uint8)
    colon(pixels, 200)
    cv2.line(pixels, (190, 0), (190, 899), 0, 2)
    assert len(colons_of(pixels)) == 1


@pytest.mark.parametrize("step", [8, 12, 16, 20])
def test_a_broken_line_is_no_row_of_colons(step: int) -> None:
    pixels = page()
    for top in range(10, 200, step):
        dot(pixels, 200, top)
    assert colons_of(pixels) == ()


def test_colons_of_lines_below_one_another_are_all_found() -> None:
    pixels = page()
    for row in (60, 118, 176):
        colon(pixels, 200, row)
    assert len(colons_of(pixels)) == 3


@pytest.mark.parametrize(("upper", "lower"), [(DOT, 3 * DOT), (2, 7), (12, 12), (1, 1)], ids=str)
def test_unlike_or_large_or_tiny_marks_are_no_colon(upper: int, lower: int) -> None:
    pixels = page()
    dot(pixels, 200, LINE - 16, upper)
    dot(pixels, 200, LINE, lower)
    assert colons_of(pixels) == ()


def test_a_page_without_marks_has_no_colons() -> None:
    assert colons_of(page()) == ()


def test_found_colons_go_from_page_and_mask() -> None:
    pixels = page()
    colon(pixels, 200)
    written = ink_mask(pixels)
    without_colons(pixels, written, colons_of(pixels))
    assert not written.any()
    assert pixels.min() == 255


def test_a_colon_comes_before_the_next_word_of_its_line() -> None:
    words = (
        Word("Tgl", Box(10, 80, 60, 108), 0.9, line=0),
        Word("4", Box(230, 80, 245, 108), 0.9, line=1),
        Word("Maret", Box(255, 80, 330, 108), 0.9, line=1),
    )
    placed = with_colons(words, (Box(200, 84, 204, 104),))
    assert [(word.text, word.line) for word in placed] == [
        ("Tgl", 0),
        (":", 1),
        ("4", 1),
        ("Maret", 1),
    ]


def test_a_colon_without_a_value_is_a_line_of_its_own() -> None:
    words = (Word("Tgl", Box(10, 80, 60, 108), 0.9, line=3),)
    assert [(w.text, w.line) for w in with_colons(words, (Box(200, 84, 204, 104),))] == [
        ("Tgl", 3),
        (":", 4),
    ]
