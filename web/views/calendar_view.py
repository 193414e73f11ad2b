"""Counts of documents as a calendar: a row a unit, a column a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from records.findings import Kind
from service.library import MonthCount
from web.views.query import href

MONTHS = 12
HEAT_STEPS = (0.0, 0.25, 0.5, 0.75)
"""Shares of the fullest month at which the next darker shade begins."""

LEAST_FULL = 8
"""A month with fewer documents is never drawn as full, however empty the others are."""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One unit's month; `heat` is its shade from 1 to 4."""

    month: str
    count: int
    heat: int
    href: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's year."""

    name: str
    cells: tuple[MonthCell, ...]
    sum: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """One year of all units; `sums` are those of the months."""

    year: int
    rows: tuple[UnitRow, ...]
    sums: tuple[int, ...]
    total: int


def counts_to_calendar(counts: Iterable[MonthCount], year: int, kind: Kind | None) -> Calendar:
    """The calendar of a year, of one kind or of all."""
    names: dict[str, str] = {}
    tally: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if kind is not None and count.kind is not kind:
            continue
        if not count.month or not count.month.startswith(f"{year:04}-"):
            continue
        key = count.unit_code or count.unit or ""
        names.setdefault(key, count.unit or count.unit_code or "")
        tally[(key, count.month)] += count.documents
    months = tuple(f"{year:04}-{month:02}" for month in range(1, MONTHS + 1))
    fullest = max([LEAST_FULL, *tally.values()])
    rows = tuple(
        _row(key, names[key], [tally[(key, month)] for month in months], months, fullest, kind)
        for key in sorted(names, key=lambda key: (not names[key], names[key]))
    )
    sums = tuple(sum(row.cells[n].count for row in rows) for n in range(MONTHS))
    return Calendar(year, rows, sums, sum(sums))


def _row(
    key: str,
    name: str,
    counts: list[int],
    months: tuple[str, ...],
    fullest: int,
    kind: Kind | None,
) -> UnitRow:
    cells = tuple(
        MonthCell(
            month,
            count,
            sum(count > step * fullest for step in HEAT_STEPS),
            href("/documents", {}, unit=key, month=month, kind=kind),
        )
        for month, count in zip(months, counts, strict=True)
    )
    return UnitRow(name, cells, sum(counts))
