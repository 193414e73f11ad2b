"""The year as a calendar: a row a unit, a column a month, with counts and states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from records.findings import Kind
from records.keeping import UNIT_SEPARATOR, is_under
from records.months import Month, MonthState
from service.library import MonthCount
from service.months import calendar as service_calendar
from service.months.calendar import due_date
from web.language import Tongue, mark
from web.views.months.month_words import SIGNS, state_words
from web.views.query import href

MONTHS = 12
HEAT_STEPS = (0.0, 0.25, 0.5, 0.75)
"""Shares of the fullest month at which the next darker shade begins."""

LEAST_FULL = 8
"""A month with fewer documents is never drawn as full, however empty the others are."""
MOST_ROWS = 40
"""Units shown at once; of more, only the chosen one and those directly below."""
LATE = mark("melewati tenggat")
UNREPORTED = frozenset({MonthState.OPEN, MonthState.RETURNED})


@dataclass(frozen=True, slots=True)
class CellView:
    """One unit's month; `heat` is its shade from 1 to 4, `sign` the icon of its state."""

    month: str
    count: int
    heat: int
    href: str
    state: str = ""
    sign: str = ""
    said: str = ""
    is_nihil: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One unit's year; `reported` counts units below that have, and all, in each month."""

    name: str
    cells: tuple[CellView, ...]
    sum: int
    depth: int = 0
    href: str = ""
    reported: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """One year of all units; `sums` are those of the months."""

    year: int
    rows: tuple[RowView, ...]
    sums: tuple[int, ...]
    total: int
    has_states: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the calendar is to show."""

    year: int
    kind: Kind | None
    unit: str
    today: date
    due_day: int


def to_calendar(
    units: Sequence[service_calendar.UnitRow],
    counts: Iterable[MonthCount],
    asked: Asked,
    tongue: Tongue,
) -> Calendar:
    """Known units with the states of their months, then letterheads that are in no list."""
    counted, names = _tally(counts, asked)
    fullest = max([LEAST_FULL, *counted.values()])
    shown = [row for row in units if is_under(row.unit.code, asked.unit)]
    top = min((row.unit.code.count(UNIT_SEPARATOR) for row in shown), default=0)
    if len(shown) > MOST_ROWS:
        shown = [r for r in shown if r.unit.code.count(UNIT_SEPARATOR) <= top + 1]
    rows = [_unit_row(row, counted, fullest, top, asked, tongue) for row in shown]
    if not asked.unit:
        for row in units:
            names.pop(row.unit.code, None)
        rows += _strange_rows(counted, names, fullest, asked)
    sums = tuple(sum(row.cells[n].count for row in rows) for n in range(MONTHS))
    return Calendar(asked.year, tuple(rows), sums, sum(sums), bool(shown))


Key = tuple[str, str]
"""(unit's code or wording, month)"""


def _tally(counts: Iterable[MonthCount], asked: Asked) -> tuple[Counter[Key], dict[str, str]]:
    """Documents by unit and month, and what the papers call each unit."""
    found: Counter[Key] = Counter()
    names: dict[str, str] = {}
    for count in counts:
        if asked.kind is not None and count.kind is not asked.kind:
            continue
        if count.month and count.month.startswith(f"{asked.year:04}-"):
            key = count.unit_code or count.unit or ""
            names.setdefault(key, count.unit or count.unit_code or "")
            found[key, count.month] += count.documents
    return found, names


def _unit_row(
    row: service_calendar.UnitRow,
    counted: Counter[Key],
    fullest: int,
    top: int,
    asked: Asked,
    tongue: Tongue,
) -> RowView:
    code = row.unit.code
    amounts = [counted[code, cell.month.month] for cell in row.cells]
    begun = next((n for n, c in enumerate(row.cells) if amounts[n] or c.month.changed_at), MONTHS)
    cells = []
    for number, (cell, amount) in enumerate(zip(row.cells, amounts, strict=True)):
        month = cell.month
        due = due_date(month.month, asked.due_day)
        is_late = number >= begun and month.state in UNREPORTED and asked.today > due
        is_there = row.unit.is_there_in(month.month)
        cells.append(
            CellView(
                month.month,
                amount,
                _heat(amount, fullest),
                href(f"/archive/{month.month}", {}, unit=code) if is_there else "",
                str(month.state),
                "nil" if month.is_nihil else SIGNS[month.state],
                _said(month, amount, is_late, tongue),
                month.is_nihil,
                is_late,
            )
        )
    depth = code.count(UNIT_SEPARATOR) - top
    drill = href("/archive", {}, unit=code, year=asked.year) if code != asked.unit else ""
    has_below = any(every for _, every in row.below)
    reported = row.below if has_below else ()
    return RowView(
        row.unit.name, tuple(cells), sum(amounts), depth, drill if has_below else "", reported
    )


def _said(month: Month, amount: int, is_late: bool, tongue: Tongue) -> str:
    """The cell as it is read aloud."""
    parts = [
        tongue.month(month.month),
        tongue.count("{n} dokumen", "{n} dokumen", amount),
        state_words(month, tongue).casefold(),
        *([tongue.text(LATE)] if is_late else []),
    ]
    return ", ".join(parts)


def _strange_rows(
    counted: Counter[Key], names: dict[str, str], fullest: int, asked: Asked
) -> list[RowView]:
    """A row for each letterhead that is no known unit, and one for papers that name none."""
    months = [f"{asked.year:04}-{number:02}" for number in range(1, MONTHS + 1)]
    rows = []
    for key, name in sorted(names.items(), key=lambda item: (not item[1], item[1])):
        amounts = [counted[key, month] for month in months]
        cells = tuple(
            CellView(
                month,
                amount,
                _heat(amount, fullest),
                href("/documents", {}, unit=key, month=month, kind=asked.kind) if amount else "",
            )
            for month, amount in zip(months, amounts, strict=True)
        )
        rows.append(RowView(name, cells, sum(amounts)))
    return rows


def _heat(amount: int, fullest: int) -> int:
    return sum(amount > step * fullest for step in HEAT_STEPS)
