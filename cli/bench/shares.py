"""What drawn matrices cost: CPU time of rulings, symbols, grid and flow beside the page's text.

Both are measured in one process on the same pages, the one right after the other. Reading the
page's text is all that is done to read an upright page but its rulings and its drawing. Rulings
count to the matrix, though they are painted out before any page is read. Making a page upright
counts for neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from extract.matrix.flow import attach_flow
from extract.matrix.grid import rulings_to_tables
from extract.matrix.rows import sheet_to_matrix_parts
from ingest.limits import Limits
from ingest.pages import open_scan
from ocr.drawing.read import read_drawing
from ocr.ink.marks import find_marks, ink_mask, to_grey
from ocr.rulings import find_rulings
from ocr.sheet import read_sheet
from ocr.upright import Upright, to_upright
from records.paper import Page, Sheet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """CPU seconds over all drawn pages."""

    pages: int
    text_s: float
    rulings_s: float
    """Of the matrix's."""
    matrix_s: float

    @property
    def of_text(self) -> float:
        """The matrix's time as a share of the text's; 0 where no page is drawn."""
        return self.matrix_s / self.text_s if self.text_s else 0.0


def measure_share(files: Sequence[Path]) -> Share:
    """The cost of all that a matrix is read by, on the scanned pages of files that show one."""
    found: list[Share] = []
    for path in files:
        with open_scan(path, Limits()) as scan:
            pages = (_page_share(scan.page(n)) for n in range(1, scan.page_count + 1))
            found += [share for share in pages if share is not None]
    return Share(
        len(found),
        sum(share.text_s for share in found),
        sum(share.rulings_s for share in found),
        sum(share.matrix_s for share in found),
    )


def _page_share(page: Page) -> Share | None:
    """What a page cost; None where no matrix was scanned."""
    raster = page.raster
    if raster is None:
        return None
    whole_s, (sheet, upright) = _timed(lambda: read_sheet(page))
    if upright is None or not sheet.symbols:
        return None
    standing_s, _ = _timed(lambda: to_upright(raster))
    rulings_s, drawing_s = _pixels_s(upright, sheet.char_height)
    rows_s, found = _timed(lambda: _rows(sheet))
    if not found:
        return None
    text_s = whole_s - standing_s - rulings_s - drawing_s
    return Share(1, text_s, rulings_s, rulings_s + drawing_s + rows_s)


def _pixels_s(upright: Upright, char_height: float) -> tuple[float, float]:
    """CPU seconds of rulings and of drawing, in ink and marks that the text needs as well."""
    grey = to_grey(upright.raster.pixels)
    ink = ink_mask(grey)
    marks = find_marks(ink)
    rulings_s, rulings = _timed(lambda: find_rulings(ink, char_height, marks, grey))
    drawing_s, _ = _timed(lambda: read_drawing(ink, grey, char_height, rulings))
    return rulings_s, drawing_s


def _rows(sheet: Sheet) -> int:
    tables = rulings_to_tables(
        sheet.rulings, sheet.words, sheet.char_height, sheet.width, sheet.height
    )
    parts = [attach_flow(part, sheet) for part in sheet_to_matrix_parts(sheet, tables)]
    return sum(bool(part.marks) for part in parts)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of this process and its finished children, and what the work gave."""
    before = os.times()
    result = work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4]), result
