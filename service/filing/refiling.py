"""Filing made right: by a person with a reason, or by units that became known later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from archive.catalogue import audit, documents, outbox
from archive.months import corrections, states
from archive.units import tree
from archive.units.matching import match
from records.errors import MonthNotOne, NotFound, PaperSealed, ReasonMissing, UnitUnknown
from records.keeping import EntryId, Filed, Unit, User, document_name
from records.months import Correction
from service.filing.documents import MONTH, filing_digest
from service.filing.sight import sight_in
from service.months.arrivals import ask_anew
from service.permissions import Deed, require
from service.wiring import Services

MOST_UNFILED = 500


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a document is filed and how it came there: the paper's word, then persons'."""

    filed: Filed
    history: tuple[Correction, ...]
    seal: int | None
    """The seal it lies under; it is never moved again."""


@dataclass(frozen=True, slots=True)
class Tray:
    """Documents that cannot be filed by what was read, newest first, and how many there are."""

    documents: tuple[Filed, ...]
    count: int


def correct(
    user: User,
    document: tuple[EntryId, int],
    services: Services,
    *,
    reason: str,
    unit: str | None = None,
    month: str | None = None,
) -> Filing:
    """File a document under another unit (a code within sight), month (`YYYY-MM`), or both.

    Raises NotFound, NotAllowed, PaperSealed, MonthAccepted, ReasonMissing, MonthNotOne,
    UnitUnknown.
    """
    require(user, Deed.FILE)
    if not reason.strip():
        raise ReasonMissing()
    if month is not None and not MONTH.fullmatch(month):
        raise MonthNotOne(month=month)
    now = services.clock()
    with services.catalogue.begin() as db:
        filed = _seen(user, document, db, services)
        seal = corrections.seal_of(db, *document)
        if seal is not None:
            raise PaperSealed(paper=document_name(*document), seal=seal)
        moved = _moved(user, filed, unit, month, db, services)
        changes = _changes(filed, moved)
        if changes:
            for one in (filed, moved):
                states.require_unaccepted(db, one.unit_code, one.month, document_name(*document))
            corrections.add(db, filed, changes, (now, user.name, reason.strip()))
            corrections.move(db, moved)
            ask_anew(db, [(filed, "")], [(moved, "")], now)
            _note(db, now, user.name, moved, {"changes": changes, "reason": reason.strip()})
    return filing(user, document, services, is_moved=True)


def filing(
    user: User, document: tuple[EntryId, int], services: Services, *, is_moved: bool = False
) -> Filing:
    """Where a document is filed and each change of it; raises NotFound.

    `is_moved` shows also what the person has just filed out of sight.
    """
    with services.catalogue.read() as db:
        filed = _one(document, db) if is_moved else _seen(user, document, db, services)
        told = corrections.of_entry(db, document[0])
        seal = corrections.seal_of(db, *document)
    return Filing(filed, tuple(c for c in told if c.position == document[1]), seal)


def tray(user: User, services: Services) -> Tray:
    """What waits for a person to say its unit or month, within sight."""
    sight = sight_in(user, services)
    with services.catalogue.begin() as db:
        found = corrections.unfiled(db, sight.scope, secret=sight.secret, limit=MOST_UNFILED)
        count = corrections.count_unfiled(db, sight.scope, secret=sight.secret)
        if found:
            audit.write(db, services.clock(), user.name, "list", "tray", {"rows": len(found)})
    return Tray(tuple(found), count)


def refile_unknown(db: Connection, known: Sequence[Unit], now: datetime) -> int:
    """File documents whose unit has become known; returns how many."""
    moved = 0
    for filed in corrections.unknown_units(db):
        unit = match(known, filed.unit or "", filed.month)
        if unit is None or corrections.seal_of(db, filed.entry, filed.position) is not None:
            continue
        found = replace(filed, unit_code=unit.code, scope=unit.code)
        corrections.move(db, found)
        ask_anew(db, (), [(found, "")], now)
        _note(db, now, "berkas", found, {"changes": _changes(filed, found)})
        moved += 1
    return moved


def _seen(user: User, document: tuple[EntryId, int], db: Connection, services: Services) -> Filed:
    filed = _one(document, db)
    if not sight_in(user, services).shows(filed):
        raise NotFound(what=document_name(*document))
    return filed


def _one(document: tuple[EntryId, int], db: Connection) -> Filed:
    found = documents.named(db, [document])
    if not found:
        raise NotFound(what=document_name(*document))
    return found[0]


def _moved(
    user: User,
    filed: Filed,
    unit: str | None,
    month: str | None,
    db: Connection,
    services: Services,
) -> Filed:
    moved = replace(filed, month=month) if month is not None else filed
    if unit is None:
        return moved
    if unit not in {one.code for one in tree.within(db, sight_in(user, services).scope)}:
        raise UnitUnknown(unit=unit)
    return replace(moved, unit_code=unit, scope=unit)


def _changes(before: Filed, after: Filed) -> list[tuple[str, str | None, str | None]]:
    changes = []
    if before.unit_code != after.unit_code:
        changes.append((corrections.UNIT, before.unit_code, after.unit_code))
    if before.month != after.month:
        changes.append((corrections.MONTH, before.month, after.month))
    return changes


def _note(db: Connection, now: datetime, who: str, filed: Filed, facts: dict[str, object]) -> None:
    """The trail and the index learn of it with the deed itself."""
    rows = documents.of_entry(db, filed.entry)
    told = facts | {"position": filed.position, "filing": filing_digest(rows)}
    audit.write(db, now, who, "refile", filed.entry, told)
    outbox.put(db, filed.entry, now)
