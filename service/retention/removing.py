"""Bytes of destroyed papers removed, but for those that a living paper has as well."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from sqlalchemy import Connection, select

from archive.catalogue.tables import derived, entries, manifests
from archive.retention import lists
from archive.retention.lists import PORTION
from archive.retention.tables import destroyed_papers
from records.findings import Digest
from service.wiring import Services

LOCK = "removal.lock"


def remove_bytes(services: Services) -> int:
    """Remove what certificates say is gone and is still here; how many blobs went.

    While a backup runs nothing goes: it does so at the backup's end. Running it again does no
    harm: it is how a destruction that was cut off comes to its end.
    """
    with _locked(services) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        return _remove(services)


@contextmanager
def nothing_removed(services: Services) -> Iterator[None]:
    """Keep all bytes where they are; what was to go meanwhile goes at the end.

    Waits for whoever removes now, and for another who wants the same.
    """
    with _locked(services) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    remove_bytes(services)


def doomed(db: Connection) -> set[Digest]:
    """Destroyed bytes that no living paper has."""
    gone = lists.blobs(db).keys()
    return gone - needed(db, gone)


@contextmanager
def _locked(services: Services) -> Iterator[IO[bytes]]:
    with (services.settings.data / LOCK).open("ab") as lock:
        yield lock


def _remove(services: Services) -> int:
    with services.catalogue.read() as db:
        found = [digest for digest in lists.blobs(db) if services.blobs.has(digest)]
    removed = 0
    for start in range(0, len(found), PORTION):
        part = found[start : start + PORTION]
        # Within a writing transaction: nobody's paper with the same bytes is committed between
        # the look and the removal.
        with services.catalogue.begin() as db:
            for digest in sorted(set(part) - needed(db, part)):
                services.blobs.remove(digest)
                removed += 1
    return removed


def still_here(db: Connection, services: Services) -> list[Digest]:
    """Destroyed bytes that are there though no living paper has them."""
    return sorted(digest for digest in doomed(db) if services.blobs.has(digest))


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
