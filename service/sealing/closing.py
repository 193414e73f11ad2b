"""A month closed: papers gathered, bag made, root sealed into the ledger, nothing changed after.

Bytes are gathered and hashed before the transaction; within it the place in the ledger is taken,
the minutes that bear root and place are made, and the seal is written, unless papers came, went
or moved meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from archive.catalogue import audit
from archive.ledger import lines
from archive.months import states
from archive.retention import rules
from archive.units import tree
from compose.monthly.filelist import FileList, compose_filelist, filelist_to_xlsx
from compose.monthly.minutes import Minutes, compose_minutes
from compose.monthly.recap import compose_recap
from compose.monthly.wording import letterhead, month_in_words
from records.errors import MonthChanging, NothingToSeal
from records.keeping import Unit, User
from records.months import BagFile, Month, MonthState, MonthStep, Seal
from service.months.calendar import due_date, expected_of
from service.months.recap import names_above, recap_in
from service.months.steps import accept, check_seen, moved, require_step, submit
from service.retention.schedule import Schedule
from service.sealing.bagging import Bag, history_told, seal_bag
from service.sealing.files import HISTORY, made_file
from service.sealing.payload import Gathered, fingerprint, unsealed, unsealed_entries
from service.wiring import Services

RECAP = "data/rekapitulasi.pdf"
LIST_PDF, LIST_XLSX = "data/daftar-berkas.pdf", "data/daftar-berkas.xlsx"
LATE_DAY = 5
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class _Draft:
    """One bag before its seal: papers, files without minutes, and what is said of it."""

    papers: Gathered
    files: tuple[BagFile, ...]
    supplement: int
    is_secret: bool


@dataclass(frozen=True, slots=True)
class _Closing:
    """The month being closed, and the moment all of its bags bear."""

    unit: Unit
    above: tuple[str, ...]
    month: Month
    step: MonthStep
    at: datetime
    by: str


def seal(user: User, unit: str, month: str, services: Services) -> tuple[Seal, ...]:
    """Seal an accepted month: a bag for its papers, one more for those marked secret.

    Raises MonthStateWrong, MonthChanging, NotAllowed, NotFound.
    """
    return _close(user, unit, month, MonthStep.SEAL, services)


def supplement(user: User, unit: str, month: str, services: Services) -> tuple[Seal, ...]:
    """Seal what came late to a sealed month, as a bag of its own; raises NothingToSeal."""
    return _close(user, unit, month, MonthStep.SUPPLEMENT, services)


def close(
    user: User, unit: str, month: str, services: Services, *, by: str = ""
) -> tuple[Seal, ...]:
    """Submit, accept and seal in one go, from wherever the month is; late papers as supplement.

    `by` names the person in whose name it is done, as minutes and history are to have it; the
    trail tells who did it for them.
    """
    signer = " ".join(by.split())[:LONGEST_NAME]
    with services.catalogue.begin() as db:
        check_seen(user, unit, month, db, services)
        state = states.get(db, unit, month).state
        if signer:
            facts, target = {"by": signer}, f"{unit}@{month}"[:200]
            audit.write(db, services.clock(), user.name, "close", target, facts)
    user = replace(user, name=signer) if signer else user
    if state is MonthState.SEALED:
        return supplement(user, unit, month, services)
    if state in (MonthState.OPEN, MonthState.RETURNED):
        submit(user, unit, month, services)
    if state is not MonthState.ACCEPTED:
        accept(user, unit, month, services)
    return seal(user, unit, month, services)


def _close(
    user: User, unit: str, month: str, step: MonthStep, services: Services
) -> tuple[Seal, ...]:
    now = services.clock()
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        found = states.get(db, unit, month)
        require_step(user, found, step, db)
        before = fingerprint(db, unit, month)
        every, secret = unsealed_entries(db, unit, month)
        if step is MonthStep.SUPPLEMENT and not every:
            raise NothingToSeal(unit=unit, month=month)
        known = tree.within(db, "")
        one = next(u for u in known if u.code == unit)
        closing = _Closing(one, letterhead(names_above(one, known)), found, step, now, user.name)
        first = len(lines.of_month(db, unit, month))
        drafts = []
        if every - secret or step is MonthStep.SEAL:
            drafts.append(_draft(closing, every - secret, first, False, db, services))
        if secret:
            drafts.append(_draft(closing, secret, first + len(drafts), True, db, services))
    with services.catalogue.begin() as db:
        require_step(user, states.get(db, unit, month), step, db)
        after = fingerprint(db, unit, month)
        if after != before or len(lines.of_month(db, unit, month)) != first:
            raise MonthChanging(unit=unit, month=month)
        seals = tuple(_seal(closing, draft, db, services) for draft in drafts)
        numbers = ", ".join(str(one.number) for one in seals)
        moved(user, states.get(db, unit, month), step, db, now, f"segel {numbers}")
    return seals


def _draft(
    closing: _Closing,
    wanted: frozenset[str],
    number: int,
    is_secret: bool,
    db: Connection,
    services: Services,
) -> _Draft:
    """A bag of what is open, or, apart from it, of files with anything secret."""
    blobs, month = services.blobs, closing.month.month
    zone = services.settings.serve.time_zone
    gathered = Gathered(Schedule(rules.every(db)), zone)
    for own in unsealed(db, closing.unit.code, month):
        if own[0].entry.id in wanted:
            gathered.add(own, services)
    listed = FileList(
        closing.above,
        closing.unit.name,
        month,
        "DAFTAR BERKAS" + (" RAHASIA" if is_secret else ""),
        gathered.groups(month_in_words(month)),
    )
    unit, sealed = closing.unit, (closing.step, closing.at, closing.by)
    made = [
        (LIST_PDF, compose_filelist(listed, created=closing.at)),
        (LIST_XLSX, filelist_to_xlsx(listed, created=closing.at)),
        (HISTORY, history_told(unit, closing.above, closing.month, sealed, db)),
    ]
    if not is_secret:
        recap, _ = recap_in(db, closing.unit.code, month, services)
        made.append((RECAP, compose_recap(recap, created=closing.at)))
    files = gathered.files + [made_file(path, content, blobs) for path, content in made]
    return _Draft(gathered, tuple(files), number, is_secret)


def _seal(closing: _Closing, draft: _Draft, db: Connection, services: Services) -> Seal:
    bag = Bag(
        unit=closing.unit,
        month=closing.month.month,
        supplement=draft.supplement,
        is_secret=draft.is_secret,
        what="rahasia" if draft.is_secret else "terbuka",
        files=draft.files,
        at=closing.at,
        by=closing.by,
    )

    def minutes(head: lines.Head, root: str) -> bytes:
        return _minutes(closing, draft, head, root, services)

    return seal_bag(bag, minutes, draft.papers.names, db, services)


def _minutes(
    closing: _Closing, draft: _Draft, head: lines.Head, root: str, services: Services
) -> bytes:
    wanted = expected_of(closing.unit.code, services.settings.months.expectations())
    due = due_date(closing.month.month, max((one.day for one in wanted), default=LATE_DAY))
    serve = services.settings.serve
    return compose_minutes(
        Minutes(
            letterhead=closing.above,
            unit=closing.unit.name,
            month=closing.month.month,
            number=head.number,
            supplement=draft.supplement,
            is_secret=draft.is_secret,
            sealed_at=closing.at.astimezone(serve.time_zone),
            zone=serve.zone.upper(),
            sealed_by=closing.by,
            counts=draft.papers.counts(),
            files=len(draft.files),
            size=sum(file.size for file in draft.files),
            root=root,
            previous=head.previous,
            place=services.settings.months.place,
            late=sum(count for day, count in draft.papers.days.items() if day > due),
            is_nihil=closing.month.is_nihil,
        )
    )
