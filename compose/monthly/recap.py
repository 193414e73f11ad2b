"""A monthly recapitulation typeset: counts by officer, summed, signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from compose.typesetting import typeset
from records.findings import CountTable, Signatory

TEMPLATE = "recap.typ"
FONTS = ("Liberation Serif", "Times New Roman", "DejaVu Serif")


@dataclass(frozen=True, slots=True)
class Recap:
    """What a recapitulation says; `text_columns` stand left of the counts (No, name, village)."""

    unit: str
    month: str
    """As written: `Mei 2022`."""
    table: CountTable
    text_columns: int = 3
    letterhead: tuple[str, ...] = ()
    title: str = "REKAPITULASI KEGIATAN BHABINKAMTIBMAS"
    number: str = ""
    place_and_date: str = ""
    signed_by: Signatory = field(default_factory=Signatory)


def compose_recap(
    recap: Recap,
    *,
    fonts: Sequence[str] = FONTS,
    pages_numbered: bool = True,
    created: datetime | None = None,
) -> bytes:
    """The recapitulation as PDF/A-2b; raises TypesettingFailed."""
    signed = recap.signed_by
    data = {
        "title": recap.title,
        "unit": recap.unit,
        "month": recap.month,
        "number": recap.number,
        "letterhead": list(recap.letterhead),
        "fonts": list(fonts),
        "columns": list(recap.table.columns),
        "rows": [list(row) for row in recap.table.rows],
        "total": list(recap.table.total),
        "text_columns": recap.text_columns,
        "pages_numbered": pages_numbered,
        "place_and_date": recap.place_and_date,
        "position": signed.position or "",
        "name": signed.name or "",
        "rank": signed.rank or "",
        "nrp": signed.nrp or "",
    }
    return typeset(TEMPLATE, data, created)
