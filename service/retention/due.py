"""Which sealed papers may go, which wait for a person's word, and which are held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from archive.retention import lists, rules
from archive.retention.lists import SealedPaper
from records.keeping import User, document_name
from records.retention import DueGroup, Fate, Hold
from service.filing.sight import sight_in
from service.permissions import Deed, require
from service.retention.schedule import Schedule
from service.units.registry import unit_named
from service.wiring import Services


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
    scope = unit_named(user, unit, services).code if unit else sight_in(user, services).scope
    is_cleared = sight_in(user, services).secret
    with services.catalogue.read() as db:
        found = [
            one
            for one in judged(db, scope, today(services))
            if is_cleared or not one.paper.filed.secret
        ]
        whole = together(db, found, asked=True)
    groups: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for one in found:
        if one.is_over or everything:
            filed = one.paper.filed
            groups[(filed.unit_code or "", filed.month or "", one.code)].append(one)
    return tuple(_group(key, groups[key], whole) for key in sorted(groups))


def judged(db: Connection, scope: str | None, on: date) -> list[Judged]:
    """Every sealed paper of the scope that is still there, judged as of the day."""
    schedule = Schedule(rules.every(db))
    standing = [hold for hold in rules.every_hold(db) if hold.lifted_at is None]
    held: dict[tuple[str, str], tuple[int, ...]] = {}
    return [_judge(paper, schedule, standing, held, on) for paper in lists.sealed_within(db, scope)]


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


def _judge(
    paper: SealedPaper,
    schedule: Schedule,
    standing: Iterable[Hold],
    held: dict[tuple[str, str], tuple[int, ...]],
    on: date,
) -> Judged:
    unit, month = paper.filed.unit_code or "", paper.filed.month or ""
    if (unit, month) not in held:
        held[unit, month] = tuple(hold.number for hold in standing if hold.covers(unit, month))
    code = schedule.code_of(paper.filed)
    rule = schedule.rule_of(code) if code else None
    if rule is None:
        return Judged(paper, code, Fate.ASK, None, False, held[unit, month])
    until = int(month[:4]) + rule.years
    return Judged(paper, code, rule.fate, until, on.year > until, held[unit, month])


def _group(
    key: tuple[str, str, str], papers: Sequence[Judged], whole: set[tuple[str, int]]
) -> DueGroup:
    first = papers[0]
    goes = [one for one in papers if one.may_go(asked=True)]
    return DueGroup(
        unit=key[0],
        month=key[1],
        code=key[2],
        fate=first.fate,
        until=first.until,
        papers=len(papers),
        is_over=first.is_over,
        held_by=first.held_by,
        kept_with=sum(one.name not in whole for one in goes),
        names=tuple(document_name(one.paper.filed.entry, one.name[1]) for one in papers),
    )
