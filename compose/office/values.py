"""A filled blank's values, or a recapitulation's counts, as a Word document to be edited on."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from compose.office.parts import plain, undated

WIDE = 5
"""More columns than this lie across the page."""
SHORT_CM, LONG_CM = 21.0, 29.7
MARGIN_CM = 2.0
LABEL_SHARE = 0.35
"""Of the width, for the labels beside single values."""


def sheets_to_docx(title: str, sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A grid a sheet under the title, the first row of each its head; same values, same bytes."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(SHORT_CM), Cm(LONG_CM)
    if any(len(rows[0]) > WIDE for rows in sheets.values()):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(LONG_CM), Cm(SHORT_CM)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    heading = paper.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(plain(title)).bold = True
    room = section.page_width.cm - 2 * MARGIN_CM
    for rows in sheets.values():
        _table(paper, rows, room)
        paper.add_paragraph()
    kept = io.BytesIO()
    paper.save(kept)
    return undated(kept.getvalue())


def _table(paper: Any, rows: Sequence[Sequence[str]], room: float) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    count = len(rows[0])
    widths = [room / count] * count
    if count == 2:
        widths = [room * LABEL_SHARE, room * (1 - LABEL_SHARE)]
    table = paper.add_table(len(rows), count, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(line.cells, row, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(plain(text)).bold = row is rows[0]
    # The head stands again on every page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
