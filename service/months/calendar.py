"""Units and months side by side: who has reported, what is missing, what came late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from archive.months import states
from archive.units import tree
from records.keeping import UNIT_SEPARATOR, Filed, Unit, User, is_under
from records.months import REPORTED, Expected, Month, MonthState
from service.filing.sight import sight_in
from service.library import archive_counts
from service.months.steps import check_seen
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A unit's month on the calendar."""

    month: Month
    papers: int
    needs_review: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its twelve months and, for each, how many of the units below have reported."""

    unit: Unit
    cells: tuple[MonthCell, ...]
    below: tuple[tuple[int, int], ...]
    """(reported, all) of the units below in each month; equal numbers are a level complete."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Papers a month is to hold and does not yet."""

    expected: Expected
    found: int
    due: date
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class MonthPapers:
    """The papers of one month: all of them, which came late, and what is missing."""

    month: Month
    papers: tuple[Filed, ...]
    late: tuple[Filed, ...]
    unsealed: tuple[Filed, ...]
    missing: tuple[Missing, ...]


def calendar(user: User, year: int, services: Services) -> tuple[UnitRow, ...]:
    """Every unit within sight with the twelve months of the year, by code."""
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        units = tree.within(db, sight.scope)
        touched = {(m.unit, m.month): m for m in states.within(db, sight.scope, year)}
    counted = defaultdict(list)
    for count in archive_counts(user, services, year=year):
        counted[(count.unit_code, count.month)].append(count)
    months = [f"{year:04}-{number:02}" for number in range(1, 13)]
    levels = {month: _levels(month, units, touched) for month in months}
    rows = []
    for unit in units:
        cells = []
        for month in months:
            found = counted[(unit.code, month)]
            cells.append(
                MonthCell(
                    touched.get((unit.code, month), Month(unit.code, month)),
                    sum(c.documents for c in found),
                    sum(c.needs_review for c in found),
                    tuple((str(c.kind), c.documents) for c in found),
                )
            )
        below = tuple(levels[month][unit.code] for month in months)
        rows.append(UnitRow(unit, tuple(cells), below))
    return tuple(rows)


def is_complete(user: User, unit: str, month: str, services: Services) -> bool:
    """Whether all units below have reported the month or said nihil; raises NotFound."""
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        units = tree.within(db, unit)
        touched = {(m.unit, m.month): m for m in states.within(db, unit)}
    reported, every = _levels(month, units, touched)[unit]
    return reported == every


def month_papers(user: User, unit: str, month: str, services: Services) -> MonthPapers:
    """The month's papers within sight; raises NotFound, MonthNotOne."""
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        found = states.get(db, unit, month)
        papers = [p for p in states.papers(db, unit, month) if sight.shows(p[0])]
    wanted = expected_of(unit, services.settings.months.expectations())
    due = due_date(month, max((one.day for one in wanted), default=5))
    late_from = datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=UTC)
    is_closed = found.state is MonthState.SEALED
    return MonthPapers(
        found,
        tuple(filed for filed, _, _ in papers),
        tuple(filed for filed, archived_at, _ in papers if archived_at > late_from),
        tuple(filed for filed, _, seal in papers if is_closed and seal is None),
        _missing(wanted, [filed for filed, _, _ in papers], month, services.clock()),
    )


def expected_of(unit: str, every: Sequence[Expected]) -> tuple[Expected, ...]:
    """What the unit is to hand in: of each kind, the word meant most closely for it."""
    found: dict[str, Expected] = {}
    for one in sorted(every, key=lambda e: len(e.unit)):
        if is_under(unit, one.unit):
            found[one.what] = one
    return tuple(one for one in found.values() if one.count)


def due_date(month: str, day: int) -> date:
    """The day of the month that follows."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, day)


def _missing(
    wanted: Sequence[Expected], papers: Sequence[Filed], month: str, now: datetime
) -> tuple[Missing, ...]:
    found = []
    for one in wanted:
        count = sum(one.what in (p.form, p.report, str(p.kind)) for p in papers)
        if count < one.count:
            due = due_date(month, one.day)
            found.append(Missing(one, count, due, now.date() > due))
    return tuple(found)


def _levels(
    month: str, units: Sequence[Unit], touched: dict[tuple[str, str], Month]
) -> dict[str, tuple[int, int]]:
    """For each code above a unit: how many below it have reported the month, and how many are."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for unit in units:
        if not unit.is_there_in(month):
            continue
        state = touched[unit.code, month].state if (unit.code, month) in touched else None
        above = unit.code
        while above := above.rpartition(UNIT_SEPARATOR)[0]:
            said, every = found[above]
            found[above] = (said + (state in REPORTED), every + 1)
    return found
