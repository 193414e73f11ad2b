"""Which sealed papers may go, which wait for a person's word, and which are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    require(user, Deed.OVERSEE)
    sight = sight_in(user, services)
    scope = unit_named(user, unit, services).code if unit else sight.scope
    on = today(services)
    with services.catalogue.read() as db:
        judge = _Judge(db, on)
        last = LAST_MONTH if everything else judge.last_month
        counted: Counter[tuple[str, str, str]] = Counter()
        for one in lists.sealed_counts(db, scope, last_month=last, secret=sight.secret):
            code = judge.schedule.code_of_sort(one.code, (one.form, one.report, one.kind))
            counted[one.unit, one.month, code] += one.papers
        staying = _staying(db, scope, judge, secret=sight.secret)
    found = (judge.of(key, counted[key], staying[key]) for key in sorted(counted))
    return tuple(group for group in found if group.is_over or everything)


def _staying(
    db: Connection, scope: str | None, judge: _Judge, *, secret: bool
) -> Counter[tuple[str, str, str]]:
    """How many papers may go but for what was scanned in one file with them."""
    stacks = lists.mixed_entries(db)
    if not stacks:
        return Counter()
    found = judged(db, scope, judge.on, entries=stacks)
    whole = together(db, found, asked=True)
    return Counter(
        (one.paper.filed.unit_code or "", one.paper.filed.month or "", one.code)
        for one in found
        if one.may_go(asked=True)
        and one.name not in whole
        and (secret or not one.paper.filed.secret)
    )


def judged(
    db: Connection, scope: str | None, on: date, *, entries: Iterable[str] | None = None
) -> list[Judged]:
    """Every sealed paper of the scope whose period may be over, judged as of the day.

    Of the entries only, where they are named.
    """
    judge = _Judge(db, on)
    found = lists.sealed_within(db, scope, last_month=judge.last_month, entries=entries)
    return [judge.paper(paper) for paper in found]


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

    def of(self, place: tuple[str, str, str], papers: int = 0, kept_with: int = 0) -> DueGroup:
        """What becomes of so many papers of a unit's month and archive code."""
        unit, month, code = place
        rule = self.schedule.rule_of(code) if code else None
        until = None if rule is None else int(month[:4]) + rule.years
        return DueGroup(
            unit=unit,
            month=month,
            code=code,
            fate=Fate.ASK if rule is None else rule.fate,
            until=until,
            papers=papers,
            is_over=until is not None and self.on.year > until,
            held_by=tuple(h.number for h in self._holds if h.covers(unit, month)),
            kept_with=kept_with,
        )

    def paper(self, paper: SealedPaper) -> Judged:
        """One paper judged."""
        filed = paper.filed
        code = self.schedule.code_of(filed)
        place = (filed.unit_code or "", filed.month or "", code)
        if place not in self._known:
            self._known[place] = self.of(place)
        found = self._known[place]
        return Judged(paper, code, found.fate, found.until, found.is_over, found.held_by)
