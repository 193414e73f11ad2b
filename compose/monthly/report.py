"""A monthly recapitulation as XLSX and DOCX; `compose.monthly.recap` makes its PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from compose.monthly.recap import Recap
from compose.monthly.workbook import tables_to_xlsx
from compose.office.parts import UNDATED, undated

BLANK_NAME = 28
"""Letters of the line a name is written on by hand."""
PORTRAIT_CM, LANDSCAPE_CM = 16.0, 24.7
"""Between the margins."""
NUMBER_CM, LEAST_TEXT_CM = 1.0, 3.5
LETTER_CM = 0.24
"""Width of a capital at 11 points."""


def recap_to_xlsx(recap: Recap, *, created: datetime | None = None) -> bytes:
    """The table with numbers as numbers; the same recapitulation gives the same bytes."""
    rows = [list(recap.table.columns), *(list(row) for row in recap.table.rows)]
    if recap.table.total:
        rows.append(_total(recap))
    start = recap.text_columns
    cells = [
        [int(text) if n >= start and text.isdecimal() else text for n, text in enumerate(row)]
        for row in rows
    ]
    return tables_to_xlsx({recap.month: cells}, created=created)


def recap_to_docx(recap: Recap, *, created: datetime | None = None) -> bytes:
    """The recapitulation to be edited on; the same one gives the same bytes."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    widths = _widths(recap, PORTRAIT_CM)
    if not widths:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.5)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    _letterhead(paper, recap.letterhead)
    paper.add_paragraph().paragraph_format.space_after = Pt(0)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(f"{recap.title}\n").bold = True
    title.add_run(f"BULAN {recap.month.upper()}")
    _table(paper, recap, widths or _widths(recap, LANDSCAPE_CM))
    signed = recap.signed_by
    name = signed.name or "_" * BLANK_NAME
    block = [recap.place_and_date, signed.position, "\n\n", name, signed.rank]
    end = paper.add_paragraph("\n" + "\n".join(text for text in block if text))
    end.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    kept = io.BytesIO()
    paper.save(kept)
    return undated(kept.getvalue(), created or UNDATED)


def _table(paper: Any, recap: Recap, widths: Sequence[float]) -> None:
    """Heads, rows and sums, with columns of these widths in cm."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    rows = [list(recap.table.columns), *(list(row) for row in recap.table.rows)]
    if recap.table.total:
        rows.append(_total(recap))
    table = paper.add_table(len(rows), len(recap.table.columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for cells, row in zip(table.rows, rows, strict=True):
        for n, (cell, text) in enumerate(zip(cells.cells, row, strict=True)):
            run = cell.paragraphs[0].add_run(text)
            run.bold = row is rows[0] or (bool(recap.table.total) and row is rows[-1])
            if n >= recap.text_columns or row is rows[0]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _widths(recap: Recap, room: float) -> list[float]:
    """Widths of the columns in cm: counts as wide as their longest word, the rest for the texts.

    Empty where the texts would have too little room.
    """
    texts = recap.text_columns
    counts = [
        0.45 + LETTER_CM * max(len(word) for word in title.split())
        for title in recap.table.columns[texts:]
    ]
    left = (room - NUMBER_CM - sum(counts)) / max(1, texts - 1)
    if left < LEAST_TEXT_CM and room < LANDSCAPE_CM:
        return []
    return [NUMBER_CM, *[max(left, 1.0)] * (texts - 1), *counts]


def _letterhead(paper: Any, lines: Sequence[str]) -> None:
    """The lines centred under one another, over a rule as long as the longest of them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    if not lines:
        return
    table = paper.add_table(1, 1)
    table.autofit = False
    cell = table.rows[0].cells[0]
    width = Cm(LETTER_CM * max(len(line) for line in lines) + 0.5)
    table.columns[0].width = cell.width = width
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
    borders = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        rule.set(qn(f"w:{key}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().append(borders)


def _total(recap: Recap) -> list[str]:
    return ["", "JUMLAH", *[""] * (recap.text_columns - 2), *recap.table.total]
