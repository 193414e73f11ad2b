"""Papers by their names, as far as a person sees them: what stands behind a count."""

from __future__ import annotations

from collections.abc import Iterable

from archive.catalogue import documents
from records.keeping import EntryId, Filed, User, document_name
from service.filing.sight import sight_in
from service.wiring import Services

AT_ONCE = 400
"""Names asked for in one question: databases bound how many values one may hold."""


def within_sight(user: User, names: Iterable[str], services: Services) -> dict[str, Filed]:
    """The documents of these names that the person may read, by name; others are left out."""
    parted = [name.rpartition("-") for name in dict.fromkeys(names)]
    wanted = [(entry, int(position)) for entry, _, position in parted]
    sight = sight_in(user, services)
    found: list[Filed] = []
    with services.catalogue.read() as db:
        for begin in range(0, len(wanted), AT_ONCE):
            found += documents.named(db, wanted[begin : begin + AT_ONCE])
    return {document_name(EntryId(f.entry), f.position): f for f in found if sight.shows(f)}
