"""One page of a file, from its bytes to its content: what a reading process does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.content import PageContent, sheet_to_content
from forms.definitions import usable_forms
from forms.form import Form
from ingest.limits import Limits
from ingest.pages import OpenScan, open_scan
from ocr.cells.page import CellPage
from ocr.hand.page import PenPage
from ocr.hand.typed import TypedPen
from ocr.marks.page import LaidPage, Marked, find_marked
from ocr.regions import LayerReader, RegionReader
from ocr.sheet import read_sheet
from ocr.threads import keep_to_one_thread
from ocr.upright import Upright
from records.paper import Page, Sheet
from records.pen import PenReader
from service.jobs.lifeline import die_with_parent
from service.printing.layouts import forms_of, layouts_of


@dataclass(frozen=True, slots=True)
class PageWork:
    """What one page gave; the sheet without its drawing, which the content has used."""

    page: int
    sheet: Sheet
    content: PageContent


def prepare_process() -> None:
    """Makes this process one of several that read pages side by side, and end with their parent."""
    die_with_parent()
    keep_to_one_thread()


class _LastFile:
    """The file of the last page, kept open: pages of one file come one after another."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._scan: OpenScan | None = None

    def page(self, path: Path, number: int, limits: Limits) -> Page:
        if self._scan is None or self._path != path:
            self.close()
            self._scan = open_scan(path, limits)
            self._path = path
        return self._scan.page(number)

    def close(self) -> None:
        if self._scan is not None:
            self._scan.close()
        self._scan = self._path = None


_last_file = _LastFile()


def forget_file() -> None:
    """Lets go of the file of the last page read in this process."""
    _last_file.close()


def read_page(path: Path, number: int, limits: Limits, forms: Path | None = None) -> PageWork:
    """Reads one page; raises a BerkasError leaf for a page that cannot be read.

    `forms` is the folder of the office's own form definitions.
    """
    page = _last_file.page(path, number, limits)
    known = usable_forms(forms)
    marked = _find_marked(page, known, forms)
    sheet, upright = read_sheet(page, standing=None if marked is None else marked.standing)
    reader = LayerReader(sheet) if upright is None else RegionReader(sheet, upright)
    pen = _pen(page, sheet, upright)
    cells = None if upright is None else CellPage(sheet, upright)
    laid = None
    if upright is not None and marked is not None:
        laid = LaidPage(sheet, upright, marked, layouts_of())
    content = sheet_to_content(sheet, reader, known, pen, cells, laid)
    return PageWork(number, replace(sheet, rulings=(), symbols=(), strokes=()), content)


def _pen(page: Page, sheet: Sheet, upright: Upright | None) -> PenReader | None:
    """Who shows a page's ink: its picture, or the text layer of one filled on a screen."""
    if upright is not None:
        return PenPage(sheet, upright)
    return None if page.layer is None else TypedPen(sheet, page.layer)


def _find_marked(page: Page, known: Sequence[Form], folder: Path | None) -> Marked | None:
    """What the marks of a blank we printed say; None on all other pages."""
    if page.raster is None:
        return None
    printable = [form for form in known if not form.pages]
    return find_marked(page.raster, forms_of(known, folder), layouts_of(), printable)
