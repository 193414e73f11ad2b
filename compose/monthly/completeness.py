"""The completeness sheet of a year: units down, months across, what each has reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from compose.monthly.wording import MONTHS
from compose.monthly.workbook import tables_to_xlsx
from compose.typesetting import typeset

TEMPLATE = "completeness.typ"
FONTS = ("Liberation Sans", "Arial", "DejaVu Sans")
SIGNS = {
    "open": "",
    "submitted": "kirim",
    "returned": "kembali",
    "accepted": "terima",
    "sealed": "segel",
}


@dataclass(frozen=True, slots=True)
class MonthSign:
    """A month of a unit: its state, whether nihil, and how many papers."""

    state: str
    is_nihil: bool
    papers: int

    @property
    def text(self) -> str:
        """What stands in the cell."""
        sign = "nihil" if self.is_nihil else SIGNS[self.state]
        return f"{sign} {self.papers}".strip() if self.papers else sign


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's twelve months; `depth` counts levels from the top."""

    name: str
    depth: int
    months: tuple[MonthSign, ...]


def compose_completeness(
    letterhead: Sequence[str],
    year: int,
    units: Sequence[UnitYear],
    *,
    created: datetime,
    fonts: Sequence[str] = FONTS,
) -> bytes:
    """The sheet as PDF/A-2b, landscape; raises TypesettingFailed."""
    data = {
        "fonts": list(fonts),
        "letterhead": list(letterhead),
        "year": str(year),
        "months": [name[:3] for name in MONTHS],
        "units": [
            {
                "name": unit.name,
                "depth": unit.depth,
                "cells": [{"text": m.text, "state": m.state} for m in unit.months],
            }
            for unit in units
        ],
    }
    return typeset(TEMPLATE, data, created)


def completeness_to_xlsx(year: int, units: Sequence[UnitYear], *, created: datetime) -> bytes:
    """The sheet as a workbook; the same year gives the same bytes."""
    rows: list[list[str]] = [["Satuan", *MONTHS]]
    rows += [[unit.name, *(month.text for month in unit.months)] for unit in units]
    return tables_to_xlsx({f"Kelengkapan {year}": rows}, created=created)
