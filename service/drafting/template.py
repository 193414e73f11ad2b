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
from ocr.sheet import read_sheet
from records.errors import TemplateEmpty
from records.paper import Page

LONGEST_ID = 40
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
    seen = Seen(cells.faces(mm), cells.solids(), pen.dotted())
    return sheet_to_template(sheet, tables, seen)
