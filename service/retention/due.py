"""Which sealed papers may go, which wait for a person's word, and which are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from archive.retention import lists, rules
from archive.retention.lists import SealedPaper
from records.keeping import User
from records.periods.retention import DueGroup, Fate
from service.filing.sight import sight_in
from service.permissions import Deed, require
from service.retention.schedule import Schedule
from service.units.registry import unit_named
from service.wiring import Services

LAST_MONTH = "9999-12"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sealed paper with what schedule and holds say of it."""

    paper: SealedPaper
    code: str
    fate: Fate
    until: int | None
    is_over: bool
    held_by: tuple[int, ...]

    @property
    def name(self) -> tuple[str, int]:
        """The paper's (entry, position)."""
        return self.paper.filed.entry, self.paper.filed.position

    def may_go(self, *, asked: bool) -> bool:
        """Whether it may be on a list; `asked` where a person has decided on what is to be asked.

        What no rule names never may: it has no period that could be over.
        """
        fates = {Fate.DESTROY, Fate.ASK} if asked else {Fate.DESTROY}
        return self.is_over and not self.held_by and self.fate in fates


def due(
    user: User, services: Services, *, unit: str = "", everything: bool = False
) -> tuple[DueGroup, ...]:
    """Sealed papers whose period is over, grouped by unit, month and archive code.

    `everything` names those too whose period runs, and those no rule names (fate `ask`, no year).
    Raises NotAllowed, UnitUnknown.
    """
    require(user, Deed.RETAIN)
    sight = sight_in(user, services)
    scope = unit_named(user, unit, services).code if unit else sight.scope
    on = today(services)
    with services.catalogue.read() as db:
        judge = _Judge(db, on)
        last = LAST_MONTH if everything else judge.last_month
        counted = list(lists.sealed_counts(db, scope, last_month=last, secret=sight.secret))
        staying = _staying(db, scope, judge, last)
    groups: dict[tuple[str, str, str], DueGroup] = {}
    for one in counted:
        code = judge.schedule.code_of_sort(one.number, (one.form, one.report, one.kind))
        found = judge.of(one.unit, one.month, code)
        if not (found.is_over or everything):
            continue
        key = (one.unit, one.month, code)
        papers = one.papers + (groups[key].papers if key in groups else 0)
        groups[key] = replace(found, papers=papers, kept_with=staying[key])
    return tuple(groups[key] for key in sorted(groups))


def _staying(
    db: Connection, scope: str | None, judge: _Judge, last: str
) -> Counter[tuple[str, str, str]]:
    """How many papers may go but for what was scanned in one file with them."""
    stacked = lists.stacked(db)
    if not stacked:
        return Counter()
    found = [
        one
        for one in judged(db, scope, judge.on, last_month=last)
        if one.paper.filed.entry in stacked
    ]
    whole = together(db, found, asked=True)
    return Counter(
        (one.paper.filed.unit_code or "", one.paper.filed.month or "", one.code)
        for one in found
        if one.may_go(asked=True) and one.name not in whole
    )


def judged(
    db: Connection, scope: str | None, on: date, *, last_month: str | None = None
) -> list[Judged]:
    """Every sealed paper of the scope whose period may be over, judged as of the day."""
    judge = _Judge(db, on)
    last = judge.last_month if last_month is None else last_month
    return [judge.paper(paper) for paper in lists.sealed_within(db, scope, last_month=last)]


def together(db: Connection, found: Sequence[Judged], *, asked: bool) -> set[tuple[str, int]]:
    """The papers that may go and whose whole file may: nothing goes that was scanned with papers
    that stay, for a file cannot be destroyed in part.
    """
    may = {one.name for one in found if one.may_go(asked=asked)}
    staying = {entry for entry, _ in lists.companions(db, (e for e, _ in may)) - may}
    return {name for name in may if name[0] not in staying}


def today(services: Services) -> date:
    """The office's day."""
    return services.clock().astimezone(services.settings.serve.time_zone).date()


class _Judge:
    """Schedule and holds as they stand, asked about months of units."""

    def __init__(self, db: Connection, on: date) -> None:
        self.on = on
        self.schedule = Schedule(rules.every(db))
        self._holds = [hold for hold in rules.every_hold(db) if hold.lifted_at is None]
        self._known: dict[tuple[str, str, str], DueGroup] = {}

    @property
    def last_month(self) -> str:
        """The last month of which anything can be over: no period is shorter than the shortest."""
        shortest = min((rule.years for rule in self.schedule.rules), default=None)
        return "" if shortest is None else f"{self.on.year - shortest - 1:04}-12"

    def of(self, unit: str, month: str, code: str) -> DueGroup:
        """What becomes of papers of the code in the unit's month, before they are counted."""
        key = (unit, month, code)
        if key not in self._known:
            rule = self.schedule.rule_of(code) if code else None
            until = None if rule is None else int(month[:4]) + rule.years
            self._known[key] = DueGroup(
                unit=unit,
                month=month,
                code=code,
                fate=Fate.ASK if rule is None else rule.fate,
                until=until,
                papers=0,
                is_over=until is not None and self.on.year > until,
                held_by=tuple(h.number for h in self._holds if h.covers(unit, month)),
            )
        return self._known[key]

    def paper(self, paper: SealedPaper) -> Judged:
        """One paper judged."""
        filed = paper.filed
        code = self.schedule.code_of(filed)
        found = self.of(filed.unit_code or "", filed.month or "", code)
        return Judged(paper, code, found.fate, found.until, found.is_over, found.held_by)
