"""Entries of open months read afresh after the reading itself has become another."""

from __future__ import annotations

from archive.catalogue import audit
from archive.months import rereading
from records.keeping import EntryId, User
from service.intake import wake
from service.permissions import Deed, require
from service.pipeline import VERSION
from service.wiring import Services

PORTION = 200
"""Entries queued in one transaction."""


def count_outdated(user: User, services: Services, *, version: str = VERSION) -> int:
    """How many entries an earlier version has read that may be read afresh; raises NotAllowed."""
    require(user, Deed.ADMINISTER)
    with services.catalogue.read() as db:
        return len(rereading.outdated(db, version, limit=MOST_COUNTED))


MOST_COUNTED = 1_000_000


def reread(
    user: User, services: Services, *, unit: str = "", month: str = "", version: str = VERSION
) -> tuple[EntryId, ...]:
    """Queue what an earlier version has read; persons' words on values and filing are kept.

    Papers that are sealed, or whose month is handed in, stay as they are. Raises NotAllowed.
    """
    require(user, Deed.ADMINISTER)
    queued: list[EntryId] = []
    while True:
        now = services.clock()
        with services.catalogue.begin() as db:
            found = rereading.outdated(db, version, scope=unit, month=month, limit=PORTION)
            for entry, earlier in found:
                rereading.queue(db, entry, now)
                facts = {"from": earlier, "to": version}
                audit.write(db, now, user.name, "reread", entry, facts)
        for entry, _ in found:
            wake(entry, services)
            queued.append(entry)
        if len(found) < PORTION:
            return tuple(queued)
