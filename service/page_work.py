"""One page of a file, from its bytes to its content: what a reading process does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from extract.content import PageContent, sheet_to_content
from forms.definitions import load_forms
from ingest.limits import Limits
from ingest.pages import OpenScan, open_scan
from ocr.hand.page import PenPage
from ocr.regions import LayerReader, RegionReader
from ocr.sheet import read_sheet
from ocr.threads import keep_to_one_thread
from records.paper import Sheet
from service.jobs.lifeline import die_with_parent


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


@lru_cache(maxsize=1)
def _opened(path: Path, limits: Limits) -> OpenScan:
    """The file of the last page stays open: pages of one file come one after another."""
    return open_scan(path, limits)


def read_page(path: Path, number: int, limits: Limits) -> PageWork:
    """Reads one page; raises a BerkasError leaf for a page that cannot be read."""
    page = _opened(path, limits).page(number)
    sheet, upright = read_sheet(page)
    reader = LayerReader(sheet) if upright is None else RegionReader(sheet, upright)
    pen = None if upright is None else PenPage(sheet, upright)
    content = sheet_to_content(sheet, reader, load_forms(), pen)
    return PageWork(number, replace(sheet, rulings=(), symbols=(), strokes=()), content)
