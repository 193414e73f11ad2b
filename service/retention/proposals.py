"""Lists of what is to go: drawn up, approved by two different persons, or refused by one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from archive.catalogue import audit, documents, fingerprints
from archive.retention import lists
from records.errors import (
    ListOutdated,
    ListStateWrong,
    ListUnknown,
    NothingDue,
    ReasonMissing,
    VotedAlready,
)
from records.keeping import Filed, User, is_under
from records.periods.retention import DestructionItem, DestructionList, ListState, Verdict, Vote
from service.filing.sight import sight_in
from service.permissions import Deed, is_allowed, require
from service.retention.due import Judged, judged, today, together
from service.units.registry import unit_named
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with its papers as they are filed; those that are gone say no more than where."""

    list: DestructionList
    items: tuple[DestructionItem, ...]
    papers: tuple[Filed, ...]


def propose(
    user: User,
    unit: str,
    services: Services,
    *,
    reason: str,
    year: int | None = None,
    asked: bool = False,
) -> DestructionList:
    """Draw up a list of the unit's papers (with all below) that may go, of one year where named.

    `asked` puts those on it too of which the schedule says that a person decides. Nothing held,
    unsealed, under no rule, or scanned together with papers that stay comes on a list.
    Raises NothingDue, ReasonMissing, UnitUnknown, NotAllowed.
    """
    require(user, Deed.RETAIN)
    if not reason.strip():
        raise ReasonMissing()
    code = unit_named(user, unit, services).code
    is_cleared = sight_in(user, services).secret
    now = services.clock()
    with services.catalogue.begin() as db:
        found = [
            one
            for one in judged(db, code, today(services))
            if (year is None or (one.paper.filed.month or "").startswith(f"{year:04}"))
            and (is_cleared or not one.paper.filed.secret)
        ]
        items = _items(found, together(db, found, asked=asked))
        if not items:
            raise NothingDue(unit=unit)
        digest = items_digest(items)
        made = DestructionList(0, code, reason.strip(), len(items), digest, now, user.name)
        made = replace(made, number=lists.add(db, made, items))
        facts: dict[str, object] = {"list": made.number, "papers": len(items), "digest": digest}
        facts |= {"reason": made.reason, **fingerprints.told(db, "destruction")}
        audit.write(db, now, user.name, "propose-destruction", code, facts)
    return made


def approve(user: User, number: int, services: Services) -> DestructionList:
    """Say yes to a list; two different persons must. Raises VotedAlready, ListStateWrong,
    ListUnknown, ListOutdated, NotAllowed.
    """
    return _vote(user, number, Verdict.APPROVE, "", services)


def refuse(user: User, number: int, services: Services, *, reason: str) -> DestructionList:
    """Say no to a list, which ends it; raises ReasonMissing and what `approve` raises."""
    if not reason.strip():
        raise ReasonMissing()
    return _vote(user, number, Verdict.REFUSE, reason.strip(), services)


def destruction_lists(user: User, services: Services) -> tuple[DestructionList, ...]:
    """The lists within sight, newest first; raises NotAllowed."""
    require(user, Deed.OVERSEE)
    with services.catalogue.read() as db:
        return lists.within(db, sight_in(user, services).scope)


def waiting_lists(user: User, services: Services) -> int:
    """How many lists wait for the person's own word; 0 for whom none can."""
    if not is_allowed(user, Deed.DESTROY):
        return 0
    return sum(
        one.state is ListState.PROPOSED and user.name not in {vote.who for vote in one.votes}
        for one in destruction_lists(user, services)
    )


def destruction_list(user: User, number: int, services: Services) -> ListView:
    """One list with its papers within sight; raises ListUnknown, NotAllowed."""
    require(user, Deed.OVERSEE)
    sight = sight_in(user, services)
    with services.catalogue.begin() as db:
        found = list_in(db, user, number, services)
        items = lists.items(db, number)
        names = [(one.entry, one.position) for one in items]
        rows = [
            filed
            for start in range(0, len(names), lists.PORTION)
            for filed in documents.named(db, names[start : start + lists.PORTION])
        ]
        shown = sorted(
            (filed for filed in rows if sight.shows(filed)), key=lambda f: (f.entry, f.position)
        )
        facts = {"list": number, "rows": len(shown)}
        audit.write(db, services.clock(), user.name, "list", found.unit, facts)
    return ListView(found, items, tuple(shown))


def list_in(db: Connection, user: User, number: int, services: Services) -> DestructionList:
    """The list in the open transaction; raises ListUnknown where it is out of sight."""
    scope = sight_in(user, services).scope
    found = next((one for one in lists.within(db, scope) if one.number == number), None)
    if found is None or scope is None or not is_under(found.unit, scope):
        raise ListUnknown(number=number)
    return found


def require_still_due(db: Connection, made: DestructionList, services: Services) -> None:
    """Pass where every paper of the list may still go; raises ListOutdated."""
    wanted = {(one.entry, one.position) for one in lists.items(db, made.number)}
    found = judged(db, made.unit, today(services))
    gone = wanted - together(db, found, asked=True)
    if gone or items_digest(lists.items(db, made.number)) != made.digest:
        raise ListOutdated(number=made.number, papers=len(gone))


def _items(found: Sequence[Judged], whole: set[tuple[str, int]]) -> list[DestructionItem]:
    """The papers that go, in order."""
    going = (one for one in found if one.name in whole)
    items = (DestructionItem(*one.name, one.paper.seal, one.code) for one in going)
    return sorted(items, key=lambda item: (item.entry, item.position))


def items_digest(items: Sequence[DestructionItem]) -> str:
    """SHA-256 over the papers of a list: votes are on these and no others."""
    told = [[one.entry, one.position, one.seal, one.code] for one in items]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _vote(
    user: User, number: int, verdict: Verdict, reason: str, services: Services
) -> DestructionList:
    require(user, Deed.DESTROY)
    now = services.clock()
    with services.catalogue.begin() as db:
        found = list_in(db, user, number, services)
        if found.state is not ListState.PROPOSED:
            raise ListStateWrong(number=number, state=str(found.state), deed=str(verdict))
        if user.name in {one.who for one in found.votes}:
            raise VotedAlready(who=user.name, number=number)
        if verdict is Verdict.APPROVE:
            require_still_due(db, found, services)
        lists.vote(db, number, Vote(user.name, verdict, now, reason))
        facts: dict[str, object] = {"list": number, "digest": found.digest, "reason": reason}
        facts |= fingerprints.told(db, "destruction")
        audit.write(db, now, user.name, f"{verdict}-destruction", found.unit, facts)
        return list_in(db, user, number, services)
