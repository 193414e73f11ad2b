"""Short pieces of print are read alone, whole and in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.montage import Crop
from ocr.readings import read_pieces
from ocr.short_lines import crop_to_strips, is_short, read_short

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 28.0
LEFT, TOP = 400.0, 300.0
DIGITS = "0123456789-"


def crop_of(*lines: str) -> Crop:
    """A crop with lines of print whose capitals are 28 pixels tall."""
    font = ImageFont.load_default(size=39)
    picture = Image.new("L", (900, 40 + 62 * len(lines)), 255)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        draw.text((30, 8 + 62 * row), line, fill=0, font=font)
    return Crop(np.asarray(picture, dtype=np.uint8), LEFT, TOP, HEIGHT)


def texts_of(lines: Sequence[str], alphabet: str = "") -> list[str]:
    found = read_short([crop_of(line) for line in lines], alphabet)
    return [" ".join(word.text for word in words) for words in found]


def test_lone_digits_are_read_as_they_stand() -> None:
    counts = [str(n) for n in range(10)] + ["12", "31", "40", "105"]
    assert texts_of(counts, DIGITS) == counts


def test_numbers_and_dates_keep_their_colons_and_slashes() -> None:
    lines = [": 01", "4 Maret 2024", "16.34"]
    assert texts_of(lines) == lines
    # A slash leans over the blanks beside it.
    assert texts_of(["SOP / 04 / IX / 2019"])[0].replace(" ", "") == "SOP/04/IX/2019"


def test_no_crops_no_words() -> None:
    assert read_short([]) == ()


def test_a_blank_crop_is_empty() -> None:
    blank = Crop(np.full((60, 200), 255, np.uint8), 0, 0, HEIGHT)
    assert read_short([blank]) == ((),)
    assert crop_to_strips(blank) == ()
    assert not is_short(blank, 14.0)


def test_words_stand_in_their_crop() -> None:
    (words,) = read_short([crop_of("30 Menit")])
    assert len(words) == 2
    assert all(w.box.left >= LEFT and w.box.top >= TOP for w in words)
    assert words[0].box.right <= words[1].box.left


def test_lines_are_told_apart_and_keep_their_dots() -> None:
    strips = crop_to_strips(crop_of("Rapi jiwa", "Hari ini"))
    assert len(strips) == 2
    (words,) = read_short([crop_of("Rapi jiwa", "Hari ini")])
    assert [w.text for w in words] == ["Rapi", "jiwa", "Hari", "ini"]
    assert len({w.line for w in words}) == 2


@pytest.mark.parametrize(
    ("lines", "widest", "short"),
    [
        (("7",), 3.0, True),
        (("Memeriksa",), 3.0, False),
        (("Memeriksa",), 14.0, True),
        (("Memeriksa kelengkapan laporan",), 14.0, False),
        (("satu", "dua", "tiga"), 14.0, False),
    ],
)
def test_only_a_word_or_two_are_short(lines: tuple[str, ...], widest: float, short: bool) -> None:
    assert is_short(crop_of(*lines), widest) is short


@pytest.mark.tesseract
def test_each_piece_is_read_whoever_reads_it() -> None:
    lines = ["7", "Menerima laporan dari masyarakat", "2 Jam"]
    found = read_pieces([crop_of(line) for line in lines])
    assert [" ".join(w.text for w in words) for words in found] == lines


def test_surely_read_digits_need_no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (words,) = read_pieces([crop_of("31")], alphabet=DIGITS)
    assert [word.text for word in words] == ["31"]
