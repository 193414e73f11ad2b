"""One unit's month opened: what was expected, what is there, who did what, and the units below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from archive.ledger import lines
from archive.months import states
from archive.units import tree
from records.keeping import UNIT_SEPARATOR, Filed, Unit, User, is_under
from records.months import REPORTED, Expected, Month, MonthState, MonthStep, Seal
from service.filing.sight import sight_in
from service.library import archive_counts
from service.months.calendar import due_date, expected_of
from service.months.steps import MonthHistory, check_seen, history
from service.wiring import Services

LATE_DAY = 5
"""Deadline of a unit from which nothing is expected, as everywhere in the service."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """Papers of one sort that a month is to hold, and how many it does."""

    expected: Expected
    found: int
    due: date
    is_overdue: bool

    @property
    def is_met(self) -> bool:
        return self.found >= self.expected.count


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """A paper of the month, when it came, and the seal it lies under.

    `is_after` says that it came after its unit had spoken of the month.
    """

    filed: Filed
    archived_at: datetime
    is_late: bool
    seal: int | None
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Below:
    """The same month of a unit directly below."""

    unit: Unit
    month: Month
    papers: int
    has_reported: bool


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """A unit's month as the person sees it."""

    unit: Unit
    above: tuple[Unit, ...]
    """The units above it that are within sight, from the top."""
    history: MonthHistory
    expected: tuple[Expectation, ...]
    papers: tuple[MonthPaper, ...]
    seals: tuple[Seal, ...]
    below: tuple[Below, ...]
    due: date

    @property
    def month(self) -> Month:
        return self.history.month

    @property
    def after(self) -> int:
        """Papers that came after the unit had spoken, while nobody has accepted them yet."""
        return sum(paper.is_after for paper in self.papers)

    @property
    def unsealed(self) -> int:
        """Papers that lie under no seal yet."""
        return sum(paper.seal is None for paper in self.papers)


def open_month(user: User, unit: str, month: str, services: Services) -> UnitMonth:
    """The month within sight; raises NotFound, MonthNotOne."""
    told = history(user, unit, month, services)
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        every = tree.within(db, "")
        rows = [row for row in states.papers(db, unit, month) if sight.shows(row[0])]
        seals = lines.of_month(db, unit, month)
        touched = {m.unit: m for m in states.within(db, unit) if m.month == month}
    wanted = expected_of(unit, services.settings.months.expectations())
    due = due_date(month, max((one.day for one in wanted), default=LATE_DAY))
    ends = datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=UTC)
    spoken = _spoken_at(told)
    return UnitMonth(
        unit=next(one for one in every if one.code == unit),
        above=tuple(u for u in every if _is_between(u.code, unit, sight.scope or "")),
        history=told,
        expected=_expectations(wanted, [row[0] for row in rows], month, services.clock()),
        papers=tuple(
            MonthPaper(filed, at, at > ends, seal, spoken is not None and at > spoken)
            for filed, at, seal in rows
        ),
        seals=tuple(seal for seal in seals if sight.secret or not seal.is_secret),
        below=_below(unit, month, every, touched, _counts(user, month, services)),
        due=due,
    )


def _spoken_at(told: MonthHistory) -> datetime | None:
    """When the unit last handed the month in, while that waits to be accepted."""
    if told.month.state is not MonthState.SUBMITTED:
        return None
    said = [one.at for one in told.steps if one.step in (MonthStep.SUBMIT, MonthStep.NIHIL)]
    return said[-1] if said else None


def _is_between(code: str, unit: str, scope: str) -> bool:
    """Whether the unit stands above the other and within sight."""
    return code != unit and is_under(unit, code) and is_under(code, scope)


def _expectations(
    wanted: tuple[Expected, ...], papers: list[Filed], month: str, now: datetime
) -> tuple[Expectation, ...]:
    found = []
    for one in wanted:
        count = sum(one.what in (p.form, p.report, str(p.kind)) for p in papers)
        due = due_date(month, one.day)
        found.append(Expectation(one, count, due, count < one.count and now.date() > due))
    return tuple(found)


def _counts(user: User, month: str, services: Services) -> Counter[str]:
    found: Counter[str] = Counter()
    for count in archive_counts(user, services, year=int(month[:4])):
        if count.month == month and count.unit_code:
            found[count.unit_code] += count.documents
    return found


def _below(
    unit: str,
    month: str,
    every: tuple[Unit, ...],
    touched: dict[str, Month],
    counts: Counter[str],
) -> tuple[Below, ...]:
    direct = [u for u in every if u.code.rpartition(UNIT_SEPARATOR)[0] == unit]
    found = []
    for one in direct:
        if one.is_there_in(month):
            state = touched.get(one.code, Month(one.code, month))
            papers = sum(n for code, n in counts.items() if is_under(code, one.code))
            found.append(Below(one, state, papers, state.state in REPORTED))
    return tuple(found)
