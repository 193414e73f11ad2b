"""Tables as XLSX whose bytes follow from what is in them and nothing else."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

Cell = str | int | None
ZIP_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can name."""
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
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
    return undated_zip(kept.getvalue(), created or UNDATED)


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


def undated_zip(made: bytes, created: datetime) -> bytes:
    """An office document without the moment of its making: zip times fixed, `created` named."""
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, ZIP_BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with source.open(name) as there, target.open(entry, "w") as place:
                if name == "docProps/core.xml":
                    place.write(STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", there.read()))
                else:
                    shutil.copyfileobj(there, place)
    return kept.getvalue()


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
