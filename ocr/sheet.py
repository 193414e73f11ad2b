"""Everything read from one page, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocr.drawing.read import read_drawing
from ocr.drawing.values import Drawing
from ocr.ink.blocks import Block, find_blocks
from ocr.ink.colons import find_colons, with_colons, without_colons
from ocr.ink.marks import capital_height, find_marks, ink_mask, letter_rows, to_grey
from ocr.ink.painting import PAPER, paint_out
from ocr.ink.stamps import without_stamps
from ocr.layer import layer_sheet, with_layer
from ocr.montage import Crop
from ocr.readings import read_pieces
from ocr.rulings import find_rulings
from ocr.upright import Upright, to_upright
from records.paper import Page, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ocr.marks.standing import Standing
    from ocr.tesseract import TesseractSettings
    from records.paper import Word

LONE = 3.0
"""Blocks up to this many letter heights wide hold a number or a lone sign: the recogniser reads
625 of 625 such counts, Tesseract 601 (copies, photographs, flatbed scans)."""

HALO = 0.08
"""Letter heights over which the edge of a letter fades."""


def read_sheet(
    page: Page, settings: TesseractSettings | None = None, standing: Standing | None = None
) -> tuple[Sheet, Upright | None]:
    """The words, rulings and drawn shapes of a page, and its upright image where it has one.

    `standing` says how a page with corner marks lies: a blank of ours, on which nothing is drawn
    and whose rulings its layout knows, worn as they may be.

    A page with pixels is read once; the words of its text layer fill what was not read. Raises
    leaves of ServiceUnavailable.
    """
    if page.raster is None:
        return layer_sheet(page), None
    upright = to_upright(page.raster, standing)
    sheet = _read_upright(page.number, upright, settings, is_ours=standing is not None)
    if page.layer is not None and page.layer.words:
        sheet = with_layer(sheet, page)
    return sheet, upright


def _read_upright(
    number: int, upright: Upright, settings: TesseractSettings | None, *, is_ours: bool
) -> Sheet:
    raster = upright.raster
    grey = to_grey(raster.pixels)
    ink = ink_mask(grey)
    marks = find_marks(ink)
    height = capital_height(marks.height[letter_rows(marks, raster.dpi)])
    sheet = Sheet(
        page=number,
        width=raster.width,
        height=raster.height,
        dpi=raster.dpi,
        words=(),
        turn=upright.turn,
        to_original=upright.to_original,
    )
    if height <= 0:
        return sheet
    rulings = find_rulings(ink, height, marks, None if is_ours else grey)
    drawing = Drawing() if is_ours else read_drawing(ink, grey, height, rulings)
    clean = without_stamps(raster.pixels, height)
    painted, written = paint_out(clean, ink_mask(clean), rulings, height, drawing.ink)
    colons = find_colons(marks, height)
    without_colons(painted, written, colons)
    blocks = find_blocks(written, rulings, height)
    crops = [block_crop(painted, block, height) for block in blocks]
    words = _numbered(read_pieces(crops, settings, widest=LONE))
    return replace(
        sheet,
        words=with_colons(words, colons),
        rulings=rulings,
        symbols=drawing.symbols,
        strokes=drawing.strokes,
        char_height=height,
    )


def _numbered(blocks: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """The words of all blocks with their lines counted over the page: no two blocks share one."""
    lines: dict[tuple[int, int], int] = {}
    return tuple(
        replace(word, line=lines.setdefault((k, word.line), len(lines)))
        for k, words in enumerate(blocks)
        for word in words
    )


def block_crop(painted: NDArray[np.uint8], block: Block, letter_height: float) -> Crop:
    """The block cut out of a painted page, its neighbours' words left out."""
    box = block.box
    left, top, right, bottom = (int(v) for v in (box.left, box.top, box.right, box.bottom))
    pixels = painted[top:bottom, left:right].copy()
    # The soft edge of a letter cut off at the block's border would be read as a stroke.
    halo = max(1, round(HALO * letter_height))
    for x, y, width, height in block.foreign.tolist():
        rows = slice(max(0, y - halo - top), max(0, y + height + halo - top))
        columns = slice(max(0, x - halo - left), max(0, x + width + halo - left))
        pixels[rows, columns] = PAPER
    return Crop(pixels, left, top, letter_height)
