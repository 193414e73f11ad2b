"""Check boxes of our own blanks: in the square, through it, beside it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.blank.placed.homes import find_homes
from extract.blank.placed.squares import read_squares
from forms.definitions import load_forms
from forms.form import FieldKind
from forms.layout import PageLayout, Place, PrintedText, Shape
from ocr.marks.pen import PlacedPen
from ocr.upright import Upright
from records.geometry import IDENTITY, Box
from records.paper import Raster, Sheet

SIDE, LEFTS, TOP = 48, {"cctv_yes": 150, "cctv_no": 400}, 100
PIXELS_PER_MM = 10.0
Stroke = tuple[float, float, float, float]
CROSS: tuple[Stroke, ...] = ((0.1, 0.1, 0.9, 0.9), (0.9, 0.1, 0.1, 0.9))
THROUGH: Stroke = (-0.5, 0.55, 1.6, 0.45)
BESIDE: tuple[Stroke, ...] = ((-0.9, 0.4, -0.65, 0.8), (-0.65, 0.8, -0.3, -0.1))


def read(yes: tuple[Stroke, ...], no: tuple[Stroke, ...]) -> dict[str, tuple[bool, bool]]:
    """Whether each option is checked, and whether a person looks, after such strokes."""
    pixels = np.full((300, 700, 3), 255, np.uint8)
    places = []
    for (key, left), strokes in zip(LEFTS.items(), (yes, no), strict=True):
        cv2.rectangle(pixels, (left, TOP), (left + SIDE, TOP + SIDE), (0, 0, 0), 3)
        box = Box(left, TOP, left + SIDE, TOP + SIDE).grow(-5)
        places.append(Place(key, FieldKind.CHECKS, Shape.CHECK, box))
        for stroke in strokes:
            x0, y0, x1, y1 = (round(v * SIDE) for v in stroke)
            start, end = (left + x0, TOP + y0), (left + x1, TOP + y1)
            cv2.line(pixels, start, end, (40, 30, 90), 5)
    dpi = PIXELS_PER_MM * 25.4
    sheet = Sheet(1, 700, 300, dpi, (), char_height=25.0)
    text = PrintedText("Ada", Box(215, 100, 280, 148))
    layout = PageLayout("f", 1, 1, 1, 700, 300, tuple(places), texts=(text,))
    pen = PlacedPen(sheet, Upright(Raster(pixels, dpi), IDENTITY, 0), layout)
    form = next(form for form in load_forms() if form.id == "kunjungan-usaha")
    homes = find_homes(layout, pen, 25.0, PIXELS_PER_MM)
    found = read_squares(sheet, pen, form, layout, homes)
    return {key: (is_checked, one.needs_review) for key, is_checked, one in found}


@pytest.mark.parametrize(
    ("yes", "no", "wanted"),
    [
        ((), (), {"cctv_yes": (False, False), "cctv_no": (False, False)}),
        (CROSS, (), {"cctv_yes": (True, False), "cctv_no": (False, False)}),
        ((*CROSS, THROUGH), CROSS, {"cctv_yes": (False, True), "cctv_no": (True, False)}),
        ((), BESIDE, {"cctv_yes": (False, False), "cctv_no": (True, True)}),
        (CROSS, CROSS, {"cctv_yes": (True, True), "cctv_no": (True, True)}),
    ],
    ids=["empty", "cross", "crossed out", "beside", "both"],
)
def test_what_a_pen_left_at_the_squares(
    yes: tuple[Stroke, ...], no: tuple[Stroke, ...], wanted: dict[str, tuple[bool, bool]]
) -> None:
    assert read(yes, no) == wanted
