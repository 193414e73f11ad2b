"""A page is read once, into words, rulings and shapes that lead back to the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from ocr.ink.stamps import without_stamps
from ocr.layer import with_layer
from ocr.sheet import read_sheet
from records.geometry import Box, Homography
from records.paper import Layer, Page, Raster, Sheet, Source, Word
from tests.ocr.papers import LETTER, LINES, ruled, write, written

if TYPE_CHECKING:
    from tests.ocr.papers import Pixels

POINT = 72 / 150
"""Points in a pixel of the drawn pages."""


def page_of(pixels: Pixels, layer: Layer | None = None) -> Page:
    height, width = pixels.shape[:2]
    return Page(1, width * POINT, height * POINT, Raster(pixels, 150.0), layer)


def stamped(page: Pixels) -> Pixels:
    colour = np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), np.uint8)
    ring = np.full_like(colour, 255)
    cv2.circle(ring, (300, 250), 120, (120, 90, 200), 5)
    return np.minimum(colour, ring)


@pytest.mark.tesseract
def test_the_words_of_a_page_are_read_in_order() -> None:
    sheet, upright = read_sheet(page_of(written()))
    assert upright is not None
    assert " ".join(w.text for w in sheet.words) == " ".join(LINES)
    assert sheet.char_height == pytest.approx(LETTER, rel=0.3)


@pytest.mark.tesseract
def test_each_cell_of_a_table_is_read_by_itself() -> None:
    page = ruled()
    for column, text in enumerate(("Kegiatan", "Pelaksana", "Waktu")):
        write(page, text, (95 + 240 * column, 200 + 20 * column))
    write(page, "7", (170, 500))
    sheet, _ = read_sheet(page_of(page))
    assert sorted(w.text for w in sheet.words) == ["7", "Kegiatan", "Pelaksana", "Waktu"]
    assert len({w.line for w in sheet.words}) == 4
    assert len(sheet.rulings) == 7


@pytest.mark.tesseract
def test_print_is_read_through_a_coloured_stamp() -> None:
    sheet, _ = read_sheet(page_of(stamped(written())))
    assert " ".join(w.text for w in sheet.words) == " ".join(LINES)


def test_a_line_written_by_coloured_pen_stays() -> None:
    page = np.full((400, 900, 3), 255, np.uint8)
    cv2.putText(page, "12 April 2023", (80, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (40, 40, 160), 2)
    grey = without_stamps(page, float(LETTER))
    assert int(grey.min()) < 120


def test_a_stamp_is_taken_off_and_black_print_stays() -> None:
    clean = without_stamps(stamped(written()), float(LETTER))
    assert int(clean[250 - 120, 300]) > 230
    assert np.count_nonzero(clean < 100) > 0.8 * np.count_nonzero(written() < 100)


def test_an_empty_page_costs_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    sheet, _ = read_sheet(page_of(np.full((1200, 900), 240, np.uint8)))
    assert sheet.is_empty


def test_a_born_digital_page_gives_its_own_words() -> None:
    word = Word("SOP", Box(100, 100, 200, 140), 1.0, Source.LAYER)
    sheet, upright = read_sheet(Page(3, 595.0, 842.0, None, Layer((word,))))
    assert upright is None
    assert sheet.page == 3
    assert sheet.words == (word,)
    assert sheet.to_original.apply((sheet.width, sheet.height)) == pytest.approx((1.0, 1.0))


def test_a_layer_adds_only_what_was_not_read() -> None:
    read = Word("tentang", Box(100, 100, 220, 130), 0.9, line=0)
    sheet = Sheet(1, 900, 1200, 300.0, (read,), to_original=read_scale())
    same = Word("tentanq", Box(101, 101, 221, 131), 1.0, Source.LAYER, line=0)
    new = Word("warga", Box(400, 100, 500, 130), 1.0, Source.LAYER, line=0)
    page = Page(1, 900 * 72 / 300, 1200 * 72 / 300, None, Layer((same, new)))
    words = with_layer(sheet, page).words
    assert [w.text for w in words] == ["tentang", "warga"]
    assert words[1].box.left == pytest.approx(400, abs=0.01)
    assert words[1].line == 1


def read_scale() -> Homography:
    return Homography((1 / 900, 0, 0, 0, 1 / 1200, 0, 0, 0, 1))
