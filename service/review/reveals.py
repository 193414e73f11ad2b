"""Masked numbers are opened to one person for a while, with a reason that the trail keeps."""

from __future__ import annotations

from datetime import datetime, timedelta

from archive.catalogue import audit
from archive.desk import reveals
from records.errors import NotFound, ReasonMissing
from records.keeping import EntryId, User, document_name
from service.filing.sight import look
from service.permissions import Deed, require
from service.review.showing import veils
from service.wiring import Services

OPEN_FOR = timedelta(minutes=30)
SHORTEST_REASON = 4
LONGEST_REASON = 300


def reveal(user: User, document: tuple[EntryId, int], reason: str, services: Services) -> datetime:
    """Open a document's numbers to the person; until when. Raises NotFound, ReasonMissing.

    The trail gets person, document and reason in the same transaction.
    """
    entry, position = document
    require(user, Deed.READ, admin_reads=services.settings.access.admin_reads)
    seen = look(user, entry, services)
    if position not in {filed.position for filed, _ in seen.rows}:
        raise NotFound(what=document_name(entry, position))
    told = " ".join(reason.split())[:LONGEST_REASON]
    if len(told) < SHORTEST_REASON:
        raise ReasonMissing()
    now = services.clock()
    hidden = veils(seen).get(position)
    facts = {"reason": told, "values": sorted(hidden.paths) if hidden else []}
    with services.catalogue.begin() as db:
        reveals.put(db, user.id, entry, position, now + OPEN_FOR)
        audit.write(db, now, user.name, "reveal", document_name(entry, position), facts)
    return now + OPEN_FOR
