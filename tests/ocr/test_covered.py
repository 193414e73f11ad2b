"""Print under a stamp is read row by row, the stamp's ring across it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from ocr.covered import read_covered_rows, text_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 24.0
SIZE = 33
"""Type whose capitals are 24 pixels tall."""
ROWS = ((40, "KASATBINMAS"), (220, "HENDRA WIJAYA, S.H."), (280, "KOMISARIS POLISI NRP 74056101"))

LIKE = 90
"""Of 100: a stroke across a letter may cost one or two of a row."""


def signed(ring: int, *, underlined: bool = False) -> NDArray[np.uint8]:
    """A signature block with a stamp's ring of that grey over its letters."""
    font = ImageFont.load_default(size=SIZE)
    picture = Image.new("L", (760, 340), 255)
    draw = ImageDraw.Draw(picture)
    for top, text in ROWS:
        draw.text((30, top), text, fill=0, font=font)
    if underlined:
        draw.line((30, 262, 380, 262), fill=0, width=3)
    for inset in (0, 40):
        draw.ellipse((170 + inset, 30 + inset, 440 - inset, 300 - inset), outline=ring, width=4)
    return np.asarray(picture, dtype=np.uint8)


@pytest.mark.parametrize("ring", [0, 110])
@pytest.mark.parametrize("underlined", [False, True])
def test_a_ring_over_the_letters_hides_hardly_one_of_them(ring: int, underlined: bool) -> None:
    words = read_covered_rows(signed(ring, underlined=underlined), 100, 500, HEIGHT)
    rows = {line: [w for w in words if w.line == line] for line in {w.line for w in words}}
    texts = ["".join(w.text for w in row) for row in rows.values()]
    for _, wanted in ROWS:
        likeness = max(fuzz.ratio(wanted.replace(" ", ""), text.upper()) for text in texts)
        assert likeness >= LIKE
    assert all(w.box.left >= 100 and w.box.top >= 500 for w in words)


def test_rows_are_found_where_letters_stand_free() -> None:
    found = text_rows(signed(0), HEIGHT)
    for top, _ in ROWS:
        middle = top + SIZE * 0.62
        assert any(upper < middle < lower for upper, lower in found)


def test_white_paper_has_no_rows() -> None:
    blank = np.full((200, 300), 255, np.uint8)
    assert text_rows(blank, HEIGHT) == []
    assert read_covered_rows(blank, 0, 0, HEIGHT) == ()
