"""What is due, summed by unit, year and archive code, with the words for what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from records.periods.retention import DueGroup, Fate
from web.language import Tongue, mark
from web.views.query import href

FATES: dict[str, str] = {
    Fate.KEEP: mark("permanen"),
    Fate.ASK: mark("dinilai kembali"),
    Fate.DESTROY: mark("musnah"),
}
NO_RULE = mark("tanpa aturan")
ROWS = 60
"""Rows shown at once; the rest by turning the list's pages."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """Papers of one archive code in a unit's year, of one fate and in one state."""

    unit: str
    name: str
    year: str
    code: str
    fate: str
    fate_words: str
    until: str
    months: str
    papers: int
    held: int
    held_by: tuple[int, ...]
    kept_with: int
    is_over: bool
    list_href: str
    """Where a list of these papers is drawn up; empty where none may go."""


@dataclass(frozen=True, slots=True)
class DueSums:
    """How many papers may go, wait for a word, are held, and stay for good."""

    may_go: int
    to_ask: int
    held: int
    forever: int


@dataclass(frozen=True, slots=True)
class DueView:
    """The sums over everything, and one portion of the rows."""

    sums: DueSums
    rows: tuple[DueRow, ...]
    count: int
    years: tuple[str, ...]
    """Years something may go of, for the list to be drawn up."""


def to_due_view(
    groups: Sequence[DueGroup], names: Mapping[str, str], tongue: Tongue, *, offset: int = 0
) -> DueView:
    """The groups summed; `names` are the units' by code."""
    rows = _rows(groups, names, tongue)
    years = sorted({one.month[:4] for one in groups if _may_go(one) or _waits(one)})
    return DueView(_sums(groups), tuple(rows[offset : offset + ROWS]), len(rows), tuple(years))


def _sums(groups: Iterable[DueGroup]) -> DueSums:
    found: Counter[str] = Counter()
    for one in groups:
        if one.held_by:
            found["held"] += one.papers
        elif _may_go(one):
            found["go"] += one.papers - one.kept_with
        elif _waits(one):
            found["ask"] += one.papers - one.kept_with
        elif one.fate is Fate.KEEP:
            found["forever"] += one.papers
    return DueSums(found["go"], found["ask"], found["held"], found["forever"])


def _may_go(one: DueGroup) -> bool:
    return one.is_over and not one.held_by and one.fate is Fate.DESTROY


def _waits(one: DueGroup) -> bool:
    return one.is_over and not one.held_by and one.fate is Fate.ASK


def _rows(groups: Iterable[DueGroup], names: Mapping[str, str], tongue: Tongue) -> list[DueRow]:
    summed: dict[tuple[str, str, str, str, bool], list[DueGroup]] = {}
    for one in groups:
        key = (one.unit, one.month[:4], one.code, str(one.fate), one.is_over)
        summed.setdefault(key, []).append(one)
    return [
        _row(own, names.get(own[0].unit, own[0].unit), tongue)
        for _, own in sorted(summed.items(), key=lambda item: (item[0][1], item[0][0], item[0][2]))
    ]


def _row(own: Sequence[DueGroup], name: str, tongue: Tongue) -> DueRow:
    first, year = own[0], own[0].month[:4]
    months = sorted({one.month for one in own})
    held = sum(one.papers for one in own if one.held_by)
    goes = any(_may_go(one) or _waits(one) for one in own)
    wanted = {"unit": first.unit, "year": year, "asked": "1" if first.fate is Fate.ASK else ""}
    return DueRow(
        unit=first.unit,
        name=name,
        year=year,
        code=first.code,
        fate=str(first.fate),
        fate_words=tongue.text(NO_RULE if first.until is None else FATES[first.fate]),
        until="" if first.until is None else str(first.until),
        months=_months(months, tongue),
        papers=sum(one.papers for one in own),
        held=held,
        held_by=tuple(sorted({number for one in own for number in one.held_by})),
        kept_with=sum(one.kept_with for one in own),
        is_over=first.is_over,
        list_href=f"{href('/archive/keeping', wanted)}#propose" if goes else "",
    )


def _months(months: Sequence[str], tongue: Tongue) -> str:
    """`Jan–Mar, Jul` of the months of one year."""
    short = tongue.month_names()
    numbers = [int(month[5:]) for month in months]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = (
        short[run[0] - 1] if len(run) == 1 else f"{short[run[0] - 1]}–{short[run[-1] - 1]}"
        for run in runs
    )
    return ", ".join(parts)
