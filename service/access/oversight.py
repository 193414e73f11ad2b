"""The audit trail and the workers, for administrators and auditors."""

from __future__ import annotations

from dataclasses import dataclass

from archive.catalogue.audit import Line
from archive.desk import oversight
from archive.desk.oversight import AtWork
from records.keeping import User
from service.permissions import Deed, is_allowed, require
from service.wiring import Services

ROWS = 100


@dataclass(frozen=True, slots=True)
class Trail:
    """Lines newest first, the deeds there are, and where to go on."""

    lines: tuple[Line, ...]
    deeds: tuple[str, ...]
    before: int | None


def trail(
    user: User, services: Services, *, text: str = "", deed: str = "", before: int | None = None
) -> Trail:
    """What was done, by whom, when; raises NotAllowed but for administrators and auditors.

    Of an auditor whose unit is not the whole only lines of persons of that unit would be in
    sight, and lines name no unit: such an auditor is refused.
    """
    if not is_allowed(user, Deed.ADMINISTER):
        require(user, Deed.AUDIT)
        if user.unit:
            require(user, Deed.ADMINISTER)
    with services.catalogue.read() as db:
        found = oversight.trail(db, text=text, deed=deed, before=before, limit=ROWS + 1)
        deeds = oversight.deeds(db)
    more = found[ROWS - 1].id if len(found) > ROWS else None
    return Trail(found[:ROWS], deeds, more)


def at_work(user: User, services: Services) -> tuple[AtWork, ...]:
    """Entries under workers' hands; raises NotAllowed but for administrators."""
    require(user, Deed.ADMINISTER)
    with services.catalogue.read() as db:
        return oversight.at_work(db, services.clock())
