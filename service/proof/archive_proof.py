"""The whole archive proven: cheap checks first, every byte last, all damage listed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from sqlalchemy import select

from archive.blobs import chunks
from archive.catalogue import audit, outbox
from archive.catalogue.tables import documents
from archive.ledger import lines, proofs
from archive.retention import lists
from records.errors import BlobMissing, IndexDamaged, IndexMissing, IndexOutdated
from records.findings import Digest
from records.keeping import EntryId, User, document_name
from records.months import Damage
from service.permissions import Deed, require
from service.proof.bags import ledger_damages, seal_damages
from service.proof.destruction import destruction_damages, read_certificates
from service.proof.entries import (
    entry_damages,
    every_entry,
    missing_entries,
    orphans,
    tally_damages,
)
from service.proof.trails.anchors import anchored, trail_head
from service.proof.trails.told import book_damages, trail_damages, walk
from service.wiring import Services

MOST_WAITING = 1_000_000
Progress = Callable[[int, int], None]


def verify_archive(
    user: User, services: Services, progress: Progress = lambda _done, _all: None
) -> tuple[Damage, ...]:
    """All damage found, empty where the archive is whole; `progress` counts blobs read.

    Holds catalogue, trail, ledger, bags, index and blobs against one another. Memory holds a
    digest and a name for each blob. Raises NotAllowed, ServiceUnavailable.
    """
    require(user, Deed.AUDIT)
    begun_at = services.clock()
    wanted: dict[Digest, str] = {}
    anchor = trail_head(services)
    found = list(cheap_proof(services, wanted))
    reading = BlobProof(services, wanted)
    for done, (_, _, damage) in enumerate(reading, start=1):
        found += [damage] if damage else []
        progress(done, reading.count)
    with services.catalogue.begin() as db:
        now = services.clock()
        number = proofs.begin(db, begun_at).number
        place = (max(wanted, default=""), reading.count, reading.count)
        proofs.tell(db, number, now, place, found, is_ended=True)
        facts: dict[str, object] = {"damages": len(found), "blobs": len(wanted), "proof": number}
        facts |= anchored(anchor, found)
        audit.write(db, now, user.name, "verify", audit.WHOLE, facts)
    return tuple(found)


def cheap_proof(services: Services, wanted: dict[Digest, str]) -> tuple[Damage, ...]:
    """All that shows without reading a blob to its end; adds the blobs that must be there."""
    return (*_catalogue_damages(services, wanted), *_index_damages(services))


class BlobProof:
    """Blobs read to their last byte in order of digest, so that a stop can be gone on from."""

    CODES = frozenset({"blob-changed", "blob-missing"})
    """Damage that only reading tells, and that is therefore remembered over a stop."""

    def __init__(self, services: Services, wanted: dict[Digest, str], *, after: str = "") -> None:
        self._services, self._wanted = services, wanted
        every = sorted(wanted)
        self._rest = [digest for digest in every if digest > after]
        self.count = len(every)
        self.passed = self.count - len(self._rest)

    def __iter__(self) -> Iterator[tuple[Digest, int, Damage | None]]:
        """(digest, bytes read, what is wrong with it), one blob after the other."""
        for digest in self._rest:
            size, code = _read(digest, self._services)
            facts = {"of": self._wanted[digest]}
            yield digest, size, Damage(code, digest, facts) if code else None


def _catalogue_damages(services: Services, wanted: dict[Digest, str]) -> Iterator[Damage]:
    with services.catalogue.read() as db:
        told = walk(db)
        yield from trail_damages(db, told)
        yield from ledger_damages(db)
        yield from tally_damages(db)
        yield from orphans(db)
        yield from book_damages(db, told)
        seals = lines.within(db, "")
        destroyed = read_certificates(seals, services)
        yield from destruction_damages(db, destroyed, services)
    for seal in seals:
        with services.catalogue.read() as db:
            under = lines.papers_under(db, seal.number)
        yield from seal_damages(seal, under, services, wanted, destroyed)
    seen: set[EntryId] = set()
    for entry in every_entry(services):
        seen.add(entry.id)
        is_gone = entry.id in destroyed.entries
        yield from entry_damages(entry, told, services, wanted, is_gone=is_gone)
    yield from missing_entries(told, seen)


def _index_damages(services: Services) -> Iterator[Damage]:
    with services.catalogue.read() as db:
        waiting = {entry for _, entry in outbox.first(db, MOST_WAITING)}
        gone = set(lists.papers(db))
        rows = db.execute(select(documents.c.entry, documents.c.position)).all()
    there = {(e, p) for e, p in rows if (e, p) not in gone and EntryId(e) not in waiting}
    kept = {document_name(EntryId(e), p) for e, p in there}
    try:
        indexed = set(services.pages().documents())
    except (IndexMissing, IndexOutdated):
        return  # built anew by itself
    except IndexDamaged as error:
        yield Damage("index-damaged", "index", dict(error.facts))
        return
    for name in sorted(kept - indexed):
        yield Damage("index-lacks", name)
    for name in sorted(indexed - kept):
        if name.rpartition("-")[0] not in waiting:
            yield Damage("index-has-more", name)


def _read(digest: Digest, services: Services) -> tuple[int, str]:
    """(bytes read, code of the damage or nothing)."""
    found, size = hashlib.sha256(), 0
    try:
        with services.blobs.open(digest) as stream:
            for chunk in chunks(stream):
                found.update(chunk)
                size += len(chunk)
    except BlobMissing:
        return 0, "blob-missing"
    return size, "" if found.hexdigest() == digest else "blob-changed"
