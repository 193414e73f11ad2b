"""Tables as XLSX whose bytes follow from what is in them and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from compose.office.parts import UNDATED, undated

Cell = str | int | None
WIDTHS = (6, 60)
"""Least and most letters a column is wide."""


def tables_to_xlsx(
    tables: Mapping[str, Sequence[Sequence[Cell]]], *, created: datetime | None = None
) -> bytes:
    """A workbook with a sheet a table; the first row of each is its head."""
    book = Workbook(write_only=True)
    for title, rows in tables.items():
        _fill(book.create_sheet(title[:31]), rows)
    kept = io.BytesIO()
    book.save(kept)
    return undated(kept.getvalue(), created or UNDATED)


def rows_to_xlsx(title: str, rows: Iterable[Sequence[Cell]], target: BinaryIO) -> int:
    """Write a long table row by row, the head first, holding no more than one; returns the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    book.save(target)
    return count


def _fill(sheet: Any, rows: Sequence[Sequence[Cell]]) -> None:
    """Row by row: a sheet of very many rows does not stand in memory cell by cell."""
    sheet.freeze_panes = "A2"
    for column in range(1, max((len(row) for row in rows), default=0) + 1):
        longest = max(len(str(row[column - 1] or "")) for row in rows if len(row) >= column)
        width = min(WIDTHS[1], max(WIDTHS[0], longest + 2))
        sheet.column_dimensions[get_column_letter(column)].width = width
    # One style for all: setting its parts cell by cell costs most of a long table's time.
    styles = [_style(sheet, is_head=is_head) for is_head in (True, False)]
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, styles[number > 0]) for value in row])


def _cell(sheet: Any, value: Cell, style: Any = None) -> Any:
    made: Any = WriteOnlyCell(sheet, value)
    if style is not None:
        made._style = style
    if isinstance(value, str):
        # A text stays one, also where it begins like a formula.
        made.data_type = "s"
    return made


def _style(sheet: Any, *, is_head: bool) -> Any:
    line = Side(style="thin")
    cell: Any = WriteOnlyCell(sheet)
    cell.border = Border(line, line, line, line)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=is_head)
    return copy(cell._style)
