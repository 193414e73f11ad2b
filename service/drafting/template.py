"""A template's file becomes the proposal of a definition."""

from __future__ import annotations

import re
from pathlib import Path

from extract.drafting.draft import PageDraft, template_to_draft
from extract.drafting.labels import Names
from extract.drafting.template import Seen, Template, paper_width, sheet_to_template
from extract.drafting.writing import drafts_to_toml
from extract.matrix.grid import rulings_to_tables
from ingest.limits import Limits
from ingest.pages import open_scan
from ingest.preview import render_page
from ocr.cells.page import CellPage
from ocr.hand.page import PenPage
from ocr.marks.codes import find_code
from ocr.sheet import read_sheet
from ocr.upright import Upright
from records.errors import TemplateEmpty
from records.geometry import Box
from records.paper import Page

LONGEST_ID = 40
CODE_RIM = 0.03
"""Of a code's side: its squares reach so far out of the place that is told."""
RENDERED_DPI = 250.0
"""Resolution at which a template without pixels of its own is drawn."""


def draft_form(path: Path, limits: Limits, name: str) -> str:
    """The proposed definition of the form whose empty template a file shows, as TOML.

    `name` is the definition's file name. Raises a `ScanRejected` leaf where the file cannot be
    read, `TemplateEmpty` where no place to write was found on it.
    """
    names = Names()
    drafts: list[PageDraft] = []
    with open_scan(path, limits) as scan:
        for number in range(1, scan.page_count + 1):
            page = scan.page(number)
            if page.raster is None:
                page = render_page(path, page, RENDERED_DPI, limits)
            template = _page_to_template(page)
            if template is not None:
                drafts.append(template_to_draft(template, len(drafts) + 1, names))
    if not any(draft.fields for draft in drafts):
        raise TemplateEmpty(file=path.name)
    return drafts_to_toml(drafts, form_id(Path(name).stem), path.name, name)


def form_id(stem: str) -> str:
    """A form's id made of a file's name."""
    plain = "-".join(re.findall(r"[a-z0-9]+", stem.casefold()))[:LONGEST_ID].strip("-")
    return plain if plain[:1].isalpha() and len(plain) > 1 else f"form-{plain}".strip("-")


def _page_to_template(page: Page) -> Template | None:
    sheet, upright = read_sheet(page)
    if upright is None:
        return None
    mm = sheet.width / paper_width(sheet.width, sheet.height, sheet.dpi)
    cells, pen = CellPage(sheet, upright), PenPage(sheet, upright)
    tables = rulings_to_tables(
        sheet.rulings, sheet.words, sheet.char_height, sheet.width, sheet.height
    )
    code = _code_box(upright)
    # The squares of a code are other ones on every copy.
    solids = tuple(one for one in cells.solids() if code is None or not code.contains(one.center))
    seen = Seen(cells.faces(mm), solids, pen.dotted())
    return sheet_to_template(sheet, tables, seen)


def _code_box(upright: Upright) -> Box | None:
    """Where a blank that we printed bears its code."""
    found = find_code(upright.raster.pixels)
    if found is None:
        return None
    xs, ys = zip(*found.corners, strict=True)
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return box.grow(CODE_RIM * box.width)
