"""Units and postings as tables of text: XLSX with two sheets, or CSV with one of them.

`satuan`: kode, nama, alias (several parted by `;`), nama_lama (`NAMA (dari..sampai)`, parted by
`;`), berlaku_dari, berlaku_sampai. `penugasan`: kode, nrp, nama, pangkat, desa, dari, sampai.
Dates are ISO; a cell that Excel made a date is taken as one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from records.errors import UnitTableInvalid
from records.keeping import DatedName, Unit
from records.months import Posting

UNITS, POSTINGS = "satuan", "penugasan"
UNIT_HEAD = ("kode", "nama", "alias", "nama_lama", "berlaku_dari", "berlaku_sampai")
POSTING_HEAD = ("kode", "nrp", "nama", "pangkat", "desa", "dari", "sampai")
CODE = re.compile(r"[\w.-]+(/[\w.-]+)*")
OLD_NAME = re.compile(r"(?P<name>.+?)\s*(?:\((?P<begin>[\d-]*)\.\.(?P<end>[\d-]*)\))?")
Value = TypeVar("Value")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnitTables:
    """What a table of units says."""

    units: tuple[Unit, ...] = ()
    postings: tuple[Posting, ...] = ()


def read_tables(path: Path) -> UnitTables:
    """The units and postings of an XLSX or CSV file; raises UnitTableInvalid with the line."""
    units: list[Unit] = []
    postings: list[Posting] = []
    for head, rows in _sheets(path):
        if set(UNIT_HEAD[:2]) <= set(head) and "nrp" not in head:
            units += _values(path, rows, _row_to_unit)
        elif {"kode", "nrp"} <= set(head):
            postings += _values(path, rows, _row_to_posting)
        elif rows:
            wanted = ", ".join(UNIT_HEAD)
            raise UnitTableInvalid(file=path.name, line=1, reason=f"kepala tabel bukan: {wanted}")
    codes = [unit.code for unit in units]
    double = next((code for code in codes if codes.count(code) > 1), None)
    if double is not None:
        reason = f"kode {double} tertulis dua kali"
        raise UnitTableInvalid(file=path.name, line=codes.index(double) + 2, reason=reason)
    return UnitTables(tuple(units), tuple(postings))


def units_to_rows(units: Sequence[Unit]) -> list[list[str]]:
    """The table of units, head first."""
    rows = [list(UNIT_HEAD)]
    for unit in units:
        earlier = "; ".join(
            f"{n.name} ({n.valid_from or ''}..{n.valid_to or ''})" for n in unit.earlier
        )
        dates = [unit.valid_from or "", unit.valid_to or ""]
        rows.append([unit.code, unit.name, "; ".join(unit.aliases), earlier, *dates])
    return rows


def postings_to_rows(postings: Sequence[Posting]) -> list[list[str]]:
    """The table of postings, head first."""
    rows = [list(POSTING_HEAD)]
    for one in postings:
        dates = [one.valid_from or "", one.valid_to or ""]
        rows.append([one.unit, one.nrp, one.name, one.rank, one.village, *dates])
    return rows


def rows_to_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The table as CSV that Excel opens with its letters right."""
    kept = io.StringIO(newline="")
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode("utf-8-sig")


Sheet = tuple[list[str], list[tuple[int, Cells]]]


def _sheets(path: Path) -> Iterator[Sheet]:
    try:
        tables = _xlsx(path) if path.suffix.lower() == ".xlsx" else [_csv(path)]
    except (OSError, ValueError, KeyError, UnicodeError) as error:
        raise UnitTableInvalid(file=path.name, line=1, reason=str(error)) from error
    for table in tables:
        if table:
            head = [cell.strip().casefold().replace(" ", "_") for cell in table[0]]
            filled = [(n, row) for n, row in enumerate(table[1:], start=2) if any(row)]
            yield head, [(n, dict(zip(head, row, strict=False))) for n, row in filled]


def _csv(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    # Excel of an Indonesian desk parts columns by semicolons, since its numbers have commas.
    separator = ";" if text.partition("\n")[0].count(";") > 1 else ","
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def _xlsx(path: Path) -> list[list[list[str]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException) as error:
        raise ValueError(str(error)) from error
    try:
        return [
            [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _values(
    path: Path, rows: list[tuple[int, Cells]], make: Callable[[Cells], Value]
) -> list[Value]:
    found = []
    for line, cells in rows:
        try:
            found.append(make(cells))
        except ValueError as error:
            raise UnitTableInvalid(file=path.name, line=line, reason=str(error)) from error
    return found


def _row_to_unit(cells: Cells) -> Unit:
    name = cells.get("nama", "").strip()
    if not name:
        raise ValueError("nama kosong")
    return Unit(
        _code(cells),
        name,
        tuple(_parts(cells.get("alias", ""))),
        tuple(_old_name(text) for text in _parts(cells.get("nama_lama", ""))),
        _date(cells.get("berlaku_dari", "")),
        _date(cells.get("berlaku_sampai", "")),
    )


def _row_to_posting(cells: Cells) -> Posting:
    return Posting(
        _code(cells),
        cells.get("nrp", "").strip(),
        cells.get("nama", "").strip(),
        cells.get("pangkat", "").strip(),
        cells.get("desa", "").strip(),
        _date(cells.get("dari", "")),
        _date(cells.get("sampai", "")),
    )


def _code(cells: Cells) -> str:
    code = cells.get("kode", "").strip()
    if not CODE.fullmatch(code):
        raise ValueError(f"kode {code!r} bukan jalur seperti polda/polres/polsek")
    return code


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _old_name(text: str) -> DatedName:
    found = OLD_NAME.fullmatch(text)
    if found is None:
        raise ValueError(f"nama lama {text!r} tidak terbaca")
    return DatedName(found["name"], _date(found["begin"] or ""), _date(found["end"] or ""))


def _date(text: str) -> str | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise ValueError(f"tanggal {text!r} bukan YYYY-MM-DD") from error
