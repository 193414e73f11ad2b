"""A monthly recapitulation as XLSX and DOCX; `compose.recap` makes its PDF."""

from __future__ import annotations

import io
from datetime import datetime

from compose.monthly.workbook import UNDATED, tables_to_xlsx, undated_zip
from compose.recap import Recap


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
    if len(recap.table.columns) > 8:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.5)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    for line in recap.letterhead:
        paper.add_paragraph(line).paragraph_format.space_after = Pt(0)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(f"{recap.title}\n").bold = True
    title.add_run(f"BULAN {recap.month.upper()}")
    rows = [list(recap.table.columns), *(list(row) for row in recap.table.rows)]
    if recap.table.total:
        rows.append(_total(recap))
    table = paper.add_table(len(rows), len(recap.table.columns), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for n, (cell, text) in enumerate(zip(cells.cells, row, strict=True)):
            run = cell.paragraphs[0].add_run(text)
            run.bold = row is rows[0] or (bool(recap.table.total) and row is rows[-1])
            if n >= recap.text_columns or row is rows[0]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    signed = recap.signed_by
    block = [recap.place_and_date, signed.position, "\n\n", signed.name, signed.rank]
    end = paper.add_paragraph("\n" + "\n".join(text for text in block if text))
    end.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    kept = io.BytesIO()
    paper.save(kept)
    return undated_zip(kept.getvalue(), created or UNDATED)


def _total(recap: Recap) -> list[str]:
    return ["", "JUMLAH", *[""] * (recap.text_columns - 2), *recap.table.total]
