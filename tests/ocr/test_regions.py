"""Whoever reads boxes of a page keeps the same promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ocr.layer import layer_sheet
from ocr.regions import LayerReader, RegionReader
from ocr.upright import Upright
from records.errors import TesseractMissing
from records.geometry import IDENTITY, Box
from records.paper import Layer, Page, Raster, Sheet, Source, Word
from tests.ocr.papers import LETTER, LINES, written

if TYPE_CHECKING:
    from pathlib import Path

    from records.readers import TextReader

WIDE = 900.0


def box_of(line: int) -> Box:
    return Box(60.0, 85.0 + 70 * line, WIDE, 135.0 + 70 * line)


def tesseract_reader() -> TextReader:
    page = written((*LINES, "17"))
    upright = Upright(Raster(page, 150.0), IDENTITY, 0)
    sheet = Sheet(1, page.shape[1], page.shape[0], 150.0, (), char_height=float(LETTER))
    return RegionReader(sheet, upright)


def layer_reader() -> TextReader:
    words = []
    for number, line in enumerate((*LINES, "17")):
        for place, text in enumerate(line.split()):
            left = 80.0 + 150 * place
            box = Box(left, 96.0 + 70 * number, left + 140, 124.0 + 70 * number)
            words.append(Word(text, box, 1.0, Source.LAYER))
    return LayerReader(layer_sheet(Page(1, 216.0, 288.0, None, Layer(tuple(words)))))


READERS = [
    pytest.param(tesseract_reader, id="tesseract", marks=pytest.mark.tesseract),
    pytest.param(layer_reader, id="layer"),
]


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> TextReader:
    made: TextReader = request.param()
    return made


def test_each_box_gives_its_own_words_in_order(reader: TextReader) -> None:
    found = reader.read([box_of(3), box_of(0), box_of(5)])
    texts = [" ".join(word.text for word in words) for words in found]
    assert texts == [LINES[3], LINES[0], LINES[5]]


def test_words_stand_inside_the_box_they_were_asked_for(reader: TextReader) -> None:
    (words,) = reader.read([box_of(2)])
    assert words
    assert all(box_of(2).contains(word.box.center) for word in words)


def test_an_empty_box_is_empty(reader: TextReader) -> None:
    assert reader.read([Box(60, 900, 800, 1000), box_of(1)])[0] == ()


def test_no_boxes_no_words(reader: TextReader) -> None:
    assert reader.read([]) == ()


def test_an_alphabet_bounds_the_characters(reader: TextReader) -> None:
    (words,) = reader.read([box_of(6)], alphabet="0123456789")
    assert [word.text for word in words] == ["17"]


def test_a_box_outside_the_page_is_empty(reader: TextReader) -> None:
    assert reader.read([Box(5000, 5000, 5100, 5100)]) == ((),)


def test_a_missing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = tesseract_reader()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TesseractMissing):
        reader.read([box_of(0).union(box_of(3))])


def test_a_page_without_letters_reads_nothing() -> None:
    page = np.full((100, 100), 255, np.uint8)
    reader = RegionReader(Sheet(1, 100, 100, 150.0, ()), Upright(Raster(page, 150.0), IDENTITY, 0))
    assert reader.read([Box(0, 0, 100, 100)]) == ((),)
