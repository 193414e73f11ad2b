"""A procedure's record as a workbook: its header, its matrix, its flow.

Every cell is text: what a paper says is never a formula, however it begins.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compose.office.parts import plain, undated
from compose.procedure.identity import LISTS, written_date
from compose.procedure.pages import opens_section
from records.findings import Header, Matrix, Record, Step
from records.paper import SymbolKind

SYMBOLS = {
    SymbolKind.TERMINATOR: "Mulai/selesai",
    SymbolKind.PROCESS: "Kegiatan",
    SymbolKind.DECISION: "Keputusan",
    SymbolKind.OFF_PAGE: "Sambungan",
}
LONGEST = 32_767
"""Characters a cell of a workbook can hold."""
HEAD_FILL = PatternFill("solid", fgColor="E7EBF0")
SECTION_FILL = PatternFill("solid", fgColor="F4F6F8")
THIN = Side(style="thin", color="9AA3AD")
FRAME = Border(THIN, THIN, THIN, THIN)
WIDTHS = {"no": 6, "activity": 46, "actor": 16, "requirements": 30, "duration": 12, "output": 24}


def compose_workbook(record: Record) -> bytes:
    """The sheets `Identitas`, `Matriks` and `Alur`; the same record gives the same bytes."""
    header, matrix = record.header or Header(), record.matrix or Matrix()
    book = Workbook()
    book.properties.creator = "berkas"
    book.properties.title = _clean(header.title or "SOP")
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a sheet")
    first.title = "Identitas"
    _write_header(first, header)
    _write_matrix(book.create_sheet("Matriks"), matrix)
    _write_edges(book.create_sheet("Alur"), matrix)
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue())


def _write_header(sheet: Worksheet, header: Header) -> None:
    signed = header.approved_by
    rows = [
        ("Nomor SOP", header.number),
        ("Nama SOP", header.title),
        ("Kesatuan", header.unit),
        ("Tgl Pembuatan", written_date(header.created_on)),
        ("Tgl Revisi", written_date(header.revised)),
        ("Tgl Efektif", written_date(header.effective_on)),
        ("Disahkan oleh", signed.position),
        ("Nama", signed.name),
        ("Pangkat", signed.rank),
        ("NRP", signed.nrp),
    ]
    for label, key in (part for pair in LISTS for part in pair):
        points: Sequence[str] = getattr(header, key) or ("",)
        rows += [(label if i == 0 else "", point) for i, point in enumerate(points)]
    for number, (label, value) in enumerate(rows, start=1):
        _put(sheet, number, 1, label).font = Font(bold=True)
        _put(sheet, number, 2, value or "")
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 90


def _write_matrix(sheet: Worksheet, matrix: Matrix) -> None:
    heads = ["No", "Kegiatan", *matrix.actors, "Kelengkapan", "Waktu", "Output", "Keterangan"]
    _write_head(sheet, heads)
    row = 2
    for number, step in enumerate(matrix.steps):
        if opens_section(matrix, number):
            for column in range(1, len(heads) + 1):
                cell = _put(sheet, row, column, step.section or "" if column == 1 else "")
                cell.fill, cell.font = SECTION_FILL, Font(bold=True)
                cell.alignment = Alignment(vertical="top")
            row += 1
        for column, text in enumerate(_step_texts(step, len(matrix.actors)), start=1):
            _put(sheet, row, column, text)
        row += 1
    widths = [WIDTHS["no"], WIDTHS["activity"], *[WIDTHS["actor"]] * len(matrix.actors)]
    widths += [WIDTHS["requirements"], WIDTHS["duration"], WIDTHS["output"], WIDTHS["output"]]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _step_texts(step: Step, actors: int) -> list[str]:
    marks = [
        ", ".join(SYMBOLS[mark.symbol] for mark in step.marks if mark.actor == actor)
        for actor in range(actors)
    ]
    listed = step.requirements
    needs = (
        "\n".join(f"{i}. {one}" for i, one in enumerate(listed, start=1))
        if len(listed) > 1
        else "".join(listed)
    )
    return [step.no, step.activity, *marks, needs, step.duration, step.output, step.remarks]


def _write_edges(sheet: Worksheet, matrix: Matrix) -> None:
    _write_head(sheet, ["Dari langkah", "Dari pelaksana", "Ke langkah", "Ke pelaksana", "Cabang"])
    for row, edge in enumerate(matrix.edges, start=2):
        texts = [*_name(matrix, edge.start), *_name(matrix, edge.end), edge.label or ""]
        for column, text in enumerate(texts, start=1):
            _put(sheet, row, column, text)
    for column, width in enumerate((14, 28, 14, 28, 18), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _name(matrix: Matrix, mark: tuple[int, int]) -> tuple[str, str]:
    step, actor = mark
    no = matrix.steps[step].no if step < len(matrix.steps) else ""
    return no or str(step + 1), matrix.actors[actor] if actor < len(matrix.actors) else ""


def _write_head(sheet: Worksheet, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = _put(sheet, 1, column, text)
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Writes text as text: a leading `=`, `+`, `-` or `@` stays what the paper says."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("a merged cell takes no text")
    cell.value = _clean(text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = FRAME
    return cell


def _clean(text: str) -> str:
    return plain(text)[:LONGEST]
