"""Everything read from one page, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.read import read_drawing
from ocr.ink.marks import capital_height, find_marks, ink_mask, letter_rows, to_grey
from ocr.rulings import find_rulings, line_mask
from ocr.tesseract import TesseractSettings, read_words
from ocr.upright import Upright, to_upright
from records.geometry import Homography
from records.paper import LAYER_DPI, Page, Sheet, Source

if TYPE_CHECKING:
    from records.paper import Layer


def read_sheet(
    page: Page, settings: TesseractSettings | None = None
) -> tuple[Sheet, Upright | None]:
    """The words, rulings and shapes of a page, and its upright image where it has one."""
    if page.raster is None:
        assert page.layer is not None  # noqa: S101
        return _layer_sheet(page, page.layer), None
    upright = to_upright(page.raster)
    grey = to_grey(upright.raster.pixels)
    ink = ink_mask(grey)
    marks = find_marks(ink)
    height = capital_height(marks.height[letter_rows(marks, upright.raster.dpi)])
    if height <= 0:
        return _empty(page, upright), upright
    rulings = find_rulings(ink, height)
    drawing = read_drawing(ink, height)
    lines = line_mask(ink, height, horizontal=True) | line_mask(ink, height, horizontal=False)
    grey = grey.copy()
    grey[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 255
    if drawing.ink is not None:
        grey[drawing.ink > 0] = 255
    words = read_words(grey, upright.raster.dpi, settings)
    return Sheet(
        page.number,
        upright.raster.width,
        upright.raster.height,
        upright.raster.dpi,
        words,
        rulings,
        drawing.symbols,
        drawing.strokes,
        char_height=height,
        turn=upright.turn,
        to_original=upright.to_original,
    ), upright


def _empty(page: Page, upright: Upright) -> Sheet:
    raster = upright.raster
    return Sheet(
        page.number,
        raster.width,
        raster.height,
        raster.dpi,
        (),
        turn=upright.turn,
        to_original=upright.to_original,
    )


def _layer_sheet(page: Page, layer: Layer) -> Sheet:
    scale = LAYER_DPI / 72
    width, height = page.width_pt * scale, page.height_pt * scale
    tall = [w.box.height for w in layer.words]
    return Sheet(
        page.number,
        width,
        height,
        LAYER_DPI,
        layer.words,
        layer.rulings,
        char_height=float(np.median(tall)) * 0.7 if tall else 0.0,
        source=Source.LAYER,
        to_original=Homography((1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1)),
    )
