"""Each entry against its manifest: the row, the results, and every blob it names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from archive.catalogue import derived, entries, known
from archive.catalogue.month_tables import mixed_stacks, sealed_tallies, tallies
from archive.catalogue.tables import documents as documents_table
from archive.catalogue.tables import entries as entries_table
from records.errors import BlobMissing
from records.findings import Digest
from records.keeping import Entry, EntryId, State
from records.months import Damage
from service.filing.seal import manifest_of
from service.filing.sight import PIECES
from service.proof.trails.told import Told, filing_damages
from service.wiring import Services

PAGE = 500
TALLIED = ("filed_under", "month", "kind", "scope", "secret")


def every_entry(services: Services) -> Iterator[Entry]:
    """All entries, page by page, newest first."""
    before: str | None = None
    while True:
        with services.catalogue.read() as db:
            found = entries.page(db, "", before=before, limit=PAGE)
        yield from found
        if len(found) < PAGE:
            return
        before = found[-1].id


def entry_damages(
    entry: Entry,
    told: Told,
    services: Services,
    wanted: dict[Digest, str],
    *,
    is_gone: bool = False,
) -> Iterator[Damage]:
    """What is wrong with the entry's rows; adds the blobs it needs to `wanted`.

    Of an entry whose papers are destroyed by certificate, or of which a bag brought back only some
    pages, the manifest's results are not all there to be held against.
    """
    is_whole = not is_gone and entry.id not in told.partial
    if is_whole:
        wanted.setdefault(entry.digest, entry.id)
    with services.catalogue.read() as db:
        kept = derived.sealed(db, entry.id)
        if kept is None:
            if entry.state is State.ARCHIVED:
                yield Damage("manifest-missing", entry.id)
            return
        if entry.state is not State.ARCHIVED and entry.id not in told.waiting:
            yield Damage("entry-differs", entry.id, {"part": "state"})
        results = derived.of(db, entry.digest, kept[1])
        pieces = derived.of(db, entry.digest, PIECES)
        yield from filing_damages(db, entry.id, told)
    wanted[kept[0]] = entry.id
    if not is_gone:
        wanted.update({one.blob.digest: entry.id for one in (*results, *pieces)})
    manifest = _manifest(kept[0], services)
    if manifest is None:
        return  # told with the blobs
    now = json.loads(json.dumps(manifest_of(entry, kept[1], results)))
    for part in sorted((now.keys() | manifest.keys()) - (set() if is_whole else {"results"})):
        if _plain(part, now.get(part)) != _plain(part, manifest.get(part)):
            yield Damage("entry-differs", entry.id, {"part": part})
    if is_whole:
        wanted.update({Digest(one["sha256"]): entry.id for one in manifest["results"]})


def _manifest(digest: Digest, services: Services) -> dict[str, Any] | None:
    """The manifest as kept; None where it is gone or no such thing."""
    try:
        with services.blobs.open(digest) as stream:
            found = json.load(stream)
    except (BlobMissing, ValueError):
        return None
    return found if isinstance(found, dict) else None


def tally_damages(db: Connection) -> Iterator[Damage]:
    """Counts of the calendar and of what is sealed that differ from the documents."""
    d = documents_table.c
    keys = (d.filed_under, func.coalesce(d.month, ""), d.kind, d.scope, d.secret)
    counted = select(*keys, func.count(), func.sum(d.needs_review)).group_by(*keys)
    found = {tuple(row[:5]): tuple(row[5:]) for row in db.execute(counted)}
    columns = (*(tallies.c[name] for name in TALLIED), tallies.c.documents, tallies.c.needs_review)
    told = db.execute(select(*columns).where(tallies.c.documents != 0))
    there = {tuple(row[:5]): tuple(row[5:]) for row in told}
    for key in sorted(found.keys() | there.keys(), key=str):
        if tuple(map(int, found.get(key, ()))) != tuple(map(int, there.get(key, ()))):
            yield Damage("tally-differs", f"{key[0]}@{key[1]}", {"kind": key[2]})
    sealed = known.sealed_sorts(db)
    counts = {tuple(row[:-1]): row[-1] for row in db.execute(select(sealed_tallies))}
    for sort in sorted(sealed.keys() | counts.keys()):
        if sealed[sort] != counts.get(sort, 0):
            yield Damage("tally-differs", f"{sort[0]}@{sort[1]}", {"sealed": sort[2]})
    stacks = set(db.execute(select(mixed_stacks.c.entry)).scalars())
    for entry in sorted(known.mixed_entries(db) ^ stacks):
        yield Damage("tally-differs", entry)


def orphans(db: Connection) -> Iterator[Damage]:
    """Documents and manifests of entries that are gone; entries the trail knows and nobody has."""
    known = select(entries_table.c.id)
    lost = select(documents_table.c.entry).where(documents_table.c.entry.not_in(known)).distinct()
    for (entry,) in db.execute(lost):
        yield Damage("entry-missing", entry)


def missing_entries(told: Told, seen: set[EntryId]) -> Iterator[Damage]:
    """Entries the trail knows to be archived and the catalogue has not."""
    for entry in sorted(told.filings.keys() - seen):
        yield Damage("entry-missing", entry)


def _plain(part: str, value: object) -> object:
    """Instants are compared as such: databases differ in how they write one."""
    if part == "received_at" and isinstance(value, str):
        return datetime.fromisoformat(value).timestamp()
    return value
