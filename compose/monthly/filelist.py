"""The file list of a bag with the columns the archives' rules ask for, as PDF/A and XLSX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from compose.joining import join_pages, page_count
from compose.monthly.wording import month_in_words
from compose.monthly.workbook import tables_to_xlsx
from compose.typesetting import typeset

TEMPLATE = "filelist.typ"
FONTS = ("Liberation Sans", "Arial", "DejaVu Sans")
MONO = ("Liberation Mono", "Courier New", "DejaVu Sans Mono")
PORTION = 40
"""Rows set at once: the engine remembers its last ten or so settings, some 6 MB each of these."""
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
    parts: list[bytes] = []
    pages = 0
    for start in range(0, max(1, len(rows)), PORTION):
        data = {
            "fonts": list(fonts),
            "mono": list(MONO),
            "letterhead": list(found.letterhead),
            "unit": found.unit,
            "title": found.title,
            "month": month_in_words(found.month),
            "columns": list(COLUMNS),
            "rows": rows[start : start + PORTION],
            "before": pages,
            "is_first": start == 0,
        }
        parts.append(typeset(TEMPLATE, data, created))
        if len(rows) > PORTION:
            pages += page_count(parts[-1])
    return parts[0] if len(parts) == 1 else join_pages(parts)


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
