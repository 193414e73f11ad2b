"""The file list of a bag with the columns the archives' rules ask for, as PDF/A and XLSX."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compose.joining import join_pages, page_count
from compose.monthly.wording import month_in_words
from compose.monthly.workbook import tables_to_xlsx
from compose.typesetting import forget, typeset

TEMPLATE = "filelist.typ"
FONTS = ("Liberation Sans", "Arial", "DejaVu Sans")
MONO = ("Liberation Mono", "Courier New", "DejaVu Sans Mono")
PORTION = 40
"""Rows set at once."""
COLUMNS = (
    "Unit pengolah",
    "No berkas",
    "Kode klasifikasi",
    "Uraian informasi berkas",
    "Kurun waktu",
    "Jumlah",
    "No item",
    "Uraian informasi item",
    "Tanggal",
    "Tingkat perkembangan",
    "Keterangan",
    "SHA-256",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of a file: what it is, its date, its pages, and where it lies in the bag."""

    description: str
    dated: str
    note: str
    sha256: str
    is_copy: bool = True


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Papers of one kind in one month: what the archives call a file."""

    code: str
    description: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FileList:
    """All files of a bag."""

    letterhead: tuple[str, ...]
    unit: str
    month: str
    title: str
    groups: tuple[FileGroup, ...]


def compose_filelist(found: FileList, *, created: datetime, fonts: Sequence[str] = FONTS) -> bytes:
    """The list as PDF/A-2b, landscape; raises TypesettingFailed.

    A long list is set in portions that are joined page by page, so that a thousand rows take no
    more memory than a hundred.
    """
    rows = filelist_rows(found)
    starts = range(0, max(1, len(rows)), PORTION)
    if len(starts) == 1:
        return typeset(TEMPLATE, _portion(found, rows, 0, 0, fonts), created)
    parts: list[Path] = []
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        for start in starts:
            place = Path(folder) / f"{start:09}.pdf"
            place.write_bytes(
                typeset(TEMPLATE, _portion(found, rows, start, pages, fonts), created)
            )
            forget()
            parts.append(place)
            pages += page_count(place)
        return join_pages(parts)


def _portion(
    found: FileList, rows: Sequence[list[str]], start: int, before: int, fonts: Sequence[str]
) -> dict[str, object]:
    """What the template is told of the rows from `start` on, behind so many pages."""
    return {
        "fonts": list(fonts),
        "mono": list(MONO),
        "letterhead": list(found.letterhead),
        "unit": found.unit,
        "title": found.title,
        "month": month_in_words(found.month),
        "columns": list(COLUMNS),
        "rows": rows[start : start + PORTION],
        "before": before,
        "is_first": start == 0,
    }


def filelist_to_xlsx(found: FileList, *, created: datetime) -> bytes:
    """The list as a workbook; the same list gives the same bytes."""
    rows = [list(COLUMNS), *filelist_rows(found)]
    return tables_to_xlsx({"Daftar berkas": rows}, created=created)


def filelist_rows(found: FileList) -> list[list[str]]:
    """A row an item; what is common to a file stands in its first row."""
    rows = []
    for number, group in enumerate(found.groups, start=1):
        head = [found.unit, str(number), group.code, group.description]
        head += [month_in_words(found.month), str(len(group.items))]
        for place, item in enumerate(group.items, start=1):
            stage = "Kopi (alih media)" if item.is_copy else "Asli"
            tail = [str(place), item.description, item.dated, stage, item.note, item.sha256]
            rows.append([*(head if place == 1 else [""] * len(head)), *tail])
    return rows
