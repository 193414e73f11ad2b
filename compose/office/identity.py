"""The identity page of a procedure as Word tables."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.table import _Cell

from compose.office.tables import add_table, set_margins, write, write_list
from compose.procedure.columns import LIST_INDENT
from compose.procedure.identity import LISTS, header_to_identity
from compose.procedure.style import Style
from records.findings import Header

LABEL_SHARE = 0.34
"""Of the right half's width, what its labels take."""
FIELDS = (
    ("Nomor SOP", "number"),
    ("Tgl Pembuatan", "created"),
    ("Tgl Revisi", "revised"),
    ("Tgl Efektif", "effective"),
)
SIGNING_LINES = 3
"""Empty lines left for the signature."""


def write_identity(
    document: Document, header: Header, letterhead: Sequence[str], style: Style
) -> None:
    """Letterhead and unit at the left, the fields at the right, the lists below in pairs."""
    data = header_to_identity(header, letterhead)
    size = style.text_size
    half = (style.page_width - 2 * style.margin) / 2
    widths = [half, half * LABEL_SHARE, half * (1 - LABEL_SHARE)]
    table = add_table(document, widths, len(FIELDS) + 2 + 2 * len(LISTS), style.ruling)
    for row in table.rows:
        for cell in row.cells:
            set_margins(cell, 5, 4)
    left = table.cell(0, 0).merge(table.cell(len(FIELDS) + 1, 0))
    _write_head(left, header, [line for line in letterhead if line.strip()], size)
    for number, (label, key) in enumerate(FIELDS):
        write(table.cell(number, 1), label, size=size)
        write(table.cell(number, 2), f": {data[key]}", size=size)
    write(table.cell(len(FIELDS), 1), "Disahkan oleh", size=size)
    _write_signatory(table.cell(len(FIELDS), 2), header, size)
    write(table.cell(len(FIELDS) + 1, 1), "Nama SOP", size=size)
    title = table.cell(len(FIELDS) + 1, 2)
    write(title, f": {header.title or ''}", size=size, is_bold=True)
    for pair_number, pair in enumerate(LISTS):
        row = len(FIELDS) + 2 + 2 * pair_number
        for side, (label, key) in enumerate(pair):
            heading, body = (
                table.cell(row + below, side).merge(table.cell(row + below, 2 * side))
                for below in (0, 1)
            )
            write(heading, f"{label}:", size=size, is_bold=True)
            write_list(body, getattr(header, key), size, LIST_INDENT * size)


def _write_head(cell: _Cell, header: Header, letterhead: Sequence[str], size: float) -> None:
    for number, line in enumerate(letterhead):
        at = write(cell, line, size=size, is_bold=True, is_centered=True, is_middle=True)
        if number == len(letterhead) - 1:
            at.runs[0].underline = True
    if header.unit:
        if letterhead:
            cell.add_paragraph()
        write(cell, header.unit, size=size, is_bold=True, is_centered=True, is_middle=True)


def _write_signatory(cell: _Cell, header: Header, size: float) -> None:
    signed = header.approved_by
    write(cell, signed.position or "", size=size, is_centered=True)
    for _ in range(SIGNING_LINES):
        cell.add_paragraph()
    if signed.name:
        at = write(cell, signed.name, size=size, is_bold=True, is_centered=True)
        at.runs[0].underline = True
    service_number = f"NRP {signed.nrp}" if signed.nrp else ""
    last = " ".join(part for part in (signed.rank or "", service_number) if part)
    if last:
        write(cell, last, size=size, is_centered=True)
