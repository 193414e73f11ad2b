"""Bytes of destroyed papers removed, but for those that a living paper has as well."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from archive.catalogue.tables import derived, entries, manifests
from archive.retention import lists
from archive.retention.lists import PORTION
from archive.retention.tables import destroyed_papers
from records.findings import Digest
from service.wiring import Services


def remove_bytes(services: Services) -> int:
    """Remove what certificates say is gone and is still here; how many blobs went.

    Running it again does no harm: it is how a destruction that was cut off comes to its end.
    """
    with services.catalogue.read() as db:
        doomed = [digest for digest in lists.blobs(db) if services.blobs.has(digest)]
    removed = 0
    for start in range(0, len(doomed), PORTION):
        part = doomed[start : start + PORTION]
        # Within a writing transaction: nobody's paper with the same bytes is committed between
        # the look and the removal.
        with services.catalogue.begin() as db:
            for digest in sorted(set(part) - needed(db, part)):
                services.blobs.remove(digest)
                removed += 1
    return removed


def still_here(db: Connection, services: Services) -> list[Digest]:
    """Destroyed bytes that are there though no living paper has them."""
    doomed = [digest for digest in lists.blobs(db) if services.blobs.has(digest)]
    return sorted(set(doomed) - needed(db, doomed))


def needed(db: Connection, digests: Iterable[Digest]) -> set[Digest]:
    """Those of the digests that belong to a paper which is not destroyed."""
    found: set[Digest] = set()
    every = sorted(set(digests))
    gone = select(destroyed_papers.c.entry)
    living = entries.c.id.not_in(gone)
    for start in range(0, len(every), PORTION):
        part = every[start : start + PORTION]
        for asked in (
            select(entries.c.digest).where(entries.c.digest.in_(part), living),
            select(derived.c.digest).where(derived.c.digest.in_(part)),
            select(manifests.c.digest).where(manifests.c.digest.in_(part)),
        ):
            found |= {Digest(digest) for digest in db.execute(asked).scalars()}
    return found
