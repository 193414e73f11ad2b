"""What a layout prints is taken away from the pen's ink, and no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from forms.form import FieldKind
from forms.layout import PageLayout, Place, PrintedLine, Shape
from ocr.marks.pen import PlacedPen
from ocr.upright import Upright
from records.geometry import Box, Homography
from records.paper import Raster, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

DPI, HEIGHT = 200.0, 24.0
WIDE, TALL, GUIDE = 600, 200, 100
SAME = Homography((1, 0, 0, 0, 1, 0, 0, 0, 1))


def ink(pixels: Grey, *rulings: PrintedLine) -> int:
    """How much ink a pen left in the one place of a page that is printed so."""
    box = Box(10, 10, WIDE - 10, TALL - 10)
    place = Place("notes", FieldKind.LONG_TEXT, Shape.LINES, box)
    layout = PageLayout("f", 1, 1, 1, WIDE, TALL, (place,), rulings=rulings)
    sheet = Sheet(1, WIDE, TALL, DPI, (), char_height=HEIGHT)
    return sum(
        m.area for m in PlacedPen(sheet, Upright(Raster(pixels, DPI), SAME, 0), layout).marks()
    )


def test_writing_over_a_dotted_guide_keeps_its_ink_and_the_dots_go() -> None:
    pixels = np.full((TALL, WIDE), 255, np.uint8)
    cv2.putText(pixels, "malam nona", (40, GUIDE + 14), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (40,), 2)
    written = ink(pixels)
    for x in range(20, WIDE - 20, 8):
        pixels[GUIDE : GUIDE + 2, x : x + 2] = np.minimum(pixels[GUIDE : GUIDE + 2, x : x + 2], 110)
    guide = PrintedLine((20, GUIDE), (WIDE - 20, GUIDE), 1.4, is_dotted=True)
    assert abs(ink(pixels, guide) - written) < 0.05 * written
