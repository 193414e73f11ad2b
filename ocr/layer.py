"""Pages that bring their own words: born-digital ones, and scans with a text layer."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from ocr.drawing.outlines import outlines_to_drawing
from records.geometry import Box, Homography
from records.paper import LAYER_DPI, Page, Sheet, Source, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

POINTS_PER_INCH = 72.0
CAPITAL_SHARE = 0.7
"""A capital's share of the height of its line in a text layer: ascender to descender is 1."""
ALREADY_READ = 0.3
"""A layer's word covered by read words to this share is one of them."""


def layer_sheet(page: Page) -> Sheet:
    """What the text layer of a page tells, at `LAYER_DPI`; raises ValueError without a layer."""
    layer = page.layer
    if layer is None:
        raise ValueError("the page has no text layer")
    width, height = _layer_size(page)
    tall = [word.box.height for word in layer.words]
    letter_height = median(tall) * CAPITAL_SHARE if tall else 0.0
    drawing = outlines_to_drawing(layer.outlines, layer.rulings, letter_height)
    return Sheet(
        page=page.number,
        width=width,
        height=height,
        dpi=LAYER_DPI,
        words=layer.words,
        rulings=layer.rulings,
        symbols=drawing.symbols,
        strokes=drawing.strokes,
        char_height=letter_height,
        source=Source.LAYER,
        to_original=Homography((1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1)),
    )


def with_layer(sheet: Sheet, page: Page) -> Sheet:
    """A read sheet with those words of the page's text layer that reading did not find.

    What stands on the paper is believed before a layer another program put under it.
    """
    if page.layer is None:
        return sheet
    width, height = _layer_size(page)
    back = _inverse(sheet.to_original)
    placed = [
        replace(word, box=_moved(word.box.scale(1 / width, 1 / height), back))
        for word in page.layer.words
    ]
    lines = 1 + max((word.line for word in sheet.words), default=-1)
    new = [
        replace(word, line=word.line + lines if word.line >= 0 else -1)
        for word in placed
        if not _is_read(word, sheet.words)
    ]
    return replace(sheet, words=sheet.words + tuple(new))


def _layer_size(page: Page) -> tuple[float, float]:
    scale = LAYER_DPI / POINTS_PER_INCH
    return page.width_pt * scale, page.height_pt * scale


def _is_read(word: Word, read: Sequence[Word]) -> bool:
    covered = sum(word.box.overlap(other.box) for other in read)
    return covered > ALREADY_READ * max(word.box.area, 1e-9)


def _moved(box: Box, plane: Homography) -> Box:
    corners = [
        plane.apply(point)
        for point in (
            (box.left, box.top),
            (box.right, box.top),
            (box.right, box.bottom),
            (box.left, box.bottom),
        )
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _inverse(plane: Homography) -> Homography:
    """The way back, by the adjugate: scale does not matter to a homography."""
    a, b, c, d, e, f, g, h, i = plane.rows
    return Homography(
        (
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        )
    )
