"""Ink is told from rulings, dotted lines and dust, and lines of it are read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.blank.decode.beam import read_texts
from ocr.hand.page import PenPage
from ocr.upright import Upright
from records.geometry import IDENTITY
from records.paper import Raster, Ruling, Sheet

FONTS = Path(__file__).parents[2] / "papers" / "fonts"
UNIT = 30.0


def _page(pixels: NDArray[np.uint8], rulings: tuple[Ruling, ...] = ()) -> PenPage:
    height, width = pixels.shape
    sheet = Sheet(1, width, height, 300, (), rulings, char_height=UNIT)
    return PenPage(sheet, Upright(Raster(pixels, 300), IDENTITY, 0))


def _paper(width: int = 900, height: int = 300) -> NDArray[np.uint8]:
    return np.full((height, width), 250, np.uint8)


def _write(
    pixels: NDArray[np.uint8], text: str, x: int, y: int, font: str = "kalam", size: int = 48
) -> NDArray[np.uint8]:
    image = Image.fromarray(pixels)
    pen = ImageFont.truetype(str(FONTS / f"{font}.ttf"), size)
    ImageDraw.Draw(image).text((x, y), text, font=pen, fill=40)
    return np.asarray(image).copy()


def test_a_dotted_line_is_found_and_is_no_mark() -> None:
    pixels = _paper()
    for x in range(60, 840, 12):
        cv2.circle(pixels, (x, 200 + x // 60), 2, 30, -1)
    page = _page(pixels)
    (line,) = page.dotted()
    assert line.start[0] < 70
    assert line.end[0] > 820
    assert page.marks() == ()


def test_dust_is_no_mark() -> None:
    pixels = _paper()
    pixels[100, 100] = 0
    assert _page(pixels).marks() == ()


def test_squares_are_measured_checked_or_not() -> None:
    pixels = _paper()
    for x in (100, 300, 500):
        cv2.rectangle(pixels, (x, 100), (x + 40, 140), 20, 2)
    cv2.line(pixels, (305, 105), (335, 135), 20, 4)
    cv2.line(pixels, (95, 90), (120, 138), 20, 4)
    checks = _page(pixels).squares()
    assert len(checks) == 3
    insides = [check.inside for check in sorted(checks, key=lambda c: c.box.left)]
    assert insides[0] > 0.06
    assert insides[1] > 0.06
    assert insides[2] < 0.03


def test_a_line_of_writing_is_read_without_its_ruling() -> None:
    pixels = _write(_paper(), "Wayan Sudarma", 80, 100)
    cv2.line(pixels, (60, 170), (840, 170), 30, 3)
    page = _page(pixels, (Ruling(((60, 170), (840, 170)), 3),))
    (scribble,) = page.read([page.marks()])
    assert read_texts(scribble)[0].text == "Wayan Sudarma"


def test_an_empty_line_gives_no_places() -> None:
    (scribble,) = _page(_paper()).read([()])
    assert len(scribble.chances) == 0


def test_two_lines_that_run_into_one_another_are_parted() -> None:
    pixels = _write(_paper(), "jaga gang agar", 80, 60)
    pixels = _write(pixels, "lampu hidup", 80, 102)
    page = _page(pixels)
    lines = page.split(page.marks(), 0.0)
    assert len(lines) == 2
    texts = [read_texts(one)[0].text for one in page.read(lines)]
    assert [text[:4] for text in texts] == ["jaga", "lamp"]


def test_a_short_last_line_is_one() -> None:
    pixels = _write(_paper(), "Warga minta ronda malam", 80, 60)
    page = _page(_write(pixels, "lagi", 80, 130))
    assert len(page.split(page.marks(), 0.0)) == 2


def test_no_line_is_read_twice() -> None:
    page = _page(_write(_paper(), "Bripka", 80, 100))
    (first,), (again,) = page.read([page.marks()]), page.read([page.marks()])
    assert again is first


def test_one_line_stays_one() -> None:
    page = _page(_write(_paper(), "Warga minta ronda malam", 80, 100))
    assert len(page.split(page.marks(), 0.0)) == 1


def test_a_mark_is_cut_at_a_row() -> None:
    pixels = _paper()
    cv2.line(pixels, (200, 50), (200, 250), 30, 6)
    page = _page(pixels)
    (mark,) = page.marks()
    parts = page.cut(mark, 150.0)
    assert parts is not None
    assert parts[0].box.bottom == parts[1].box.top == 150
    assert page.cut(parts[0], 200.0) is None


def test_dots_between_letters_go_with_their_line() -> None:
    pixels = _write(_paper(), "Budi   Raja", 130, 60)
    for x in range(60, 860, 18):
        cv2.circle(pixels, (x, 126), 3, 30, -1)
    page = _page(pixels)
    assert len(page.dotted()) == 1
    on_line = [mark.box for mark in page.marks() if abs(mark.box.center[1] - 126) < 4]
    assert all(box.height > UNIT / 3 for box in on_line)


def test_a_colon_before_dots_keeps_both_its_own() -> None:
    pixels = _paper()
    for x in range(100, 860, 18):
        cv2.circle(pixels, (x, 126), 3, 30, -1)
    for y in (112, 126):
        cv2.circle(pixels, (76, y), 3, 30, -1)
    assert len(_page(pixels).marks()) == 2


def test_crumbs_of_a_faint_hand_are_no_dotted_line() -> None:
    pixels = _paper()
    sizes = [(7, 3), (2, 8), (14, 2), (4, 5), (9, 7), (2, 3), (16, 4), (5, 9), (3, 2), (11, 6)]
    gaps = [9, 22, 13, 30, 8, 17, 26, 11, 20, 15]
    x = 100
    for (wide, tall), gap in zip(sizes, gaps, strict=True):
        cv2.rectangle(pixels, (x, 124 - tall // 2), (x + wide, 124 + tall // 2), 30, -1)
        x += wide + gap
    assert _page(pixels).dotted() == ()
