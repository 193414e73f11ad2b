"""Feeding the one indexer from the outbox: batches in, index committed, requests taken out.

The index is disposable: what the catalogue and the blobs hold is read again whenever it is
missing, damaged or of another version.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from archive.catalogue import derived, documents, entries, outbox
from archive.retention import lists
from index.entries import PageEntry
from index.indexer import Indexer
from records.errors import (
    BlobMissing,
    IndexDamaged,
    IndexerBusy,
    IndexMissing,
    IndexOutdated,
    ServiceUnavailable,
)
from records.findings import Digest, Record
from records.findings_json import json_to_record
from records.keeping import EntryId, Filed, Part, State, document_name
from service.filing.results import open_sheet, sheet_to_lines
from service.proof.nightly import tonight
from service.wiring import Services

BATCH = 20
"""Entries in one commit: a stack of uploads costs few commits, and none waits long for one."""
RETRY_S = 5.0
REBUILD_PAGE = 200
WARM_S = 60.0
"""How often a process that searches looks for a new index; an unchanged one costs nothing."""
log = logging.getLogger(__name__)


def feed(services: Services, stopped: threading.Event) -> None:
    """Index what the outbox asks for until stopped; raises IndexerBusy where another does."""
    with Indexer(services.settings.index_folder) as indexer:
        merged: date | None = None
        while not stopped.is_set():
            try:
                if feed_once(services, indexer):
                    continue
                merged = merge_by_night(services, indexer, merged)
                stopped.wait(services.settings.work.poll_s)
            except ServiceUnavailable as error:
                log.warning("indexing waits: %s", error)
                stopped.wait(RETRY_S)


def feed_once(services: Services, indexer: Indexer) -> bool:
    """Index one batch (or everything, where the index is no good); False for nothing to do."""
    with services.catalogue.read() as db:
        asked = outbox.first(db, BATCH)
        earlier = outbox.earlier(db, [number for number, _ in asked])
    if not asked and not indexer.needs_rebuild():
        return False
    try:
        wanted = dict.fromkeys(entry for _, entry in asked)
        pages = [page for entry in wanted for page in entry_pages(services, entry)]
        indexer.index_batch(pages, _deletions(pages, earlier))
    except (IndexMissing, IndexDamaged, IndexOutdated) as error:
        told = logging.INFO if isinstance(error, IndexMissing) else logging.WARNING
        log.log(told, "the index is built anew: %s", error)
        indexer.rebuild(all_pages(services))
    with services.catalogue.begin() as db:
        outbox.take_out(db, [number for number, _ in asked])
    return True


def merge_by_night(services: Services, indexer: Indexer, merged: date | None) -> date | None:
    """Merge what the working day left apart, once a night; the night it was done for."""
    night = tonight(services)
    if night is None or night == merged:
        return merged
    with suppress(IndexMissing):
        indexer.merge()
    return night


def keep_warm(services: Services, stopped: threading.Event) -> None:
    """Have the first search after a start, a commit or a merge find the index opened."""
    while not stopped.is_set():
        try:
            services.pages().warm()
        except (IndexMissing, IndexDamaged, IndexOutdated, OSError) as error:
            log.debug("nothing to warm: %s", error)
        stopped.wait(WARM_S)


def feed_all(services: Services) -> None:
    """Index all the outbox asks for; left to the indexer where one runs."""
    with suppress(IndexerBusy), Indexer(services.settings.index_folder) as indexer:
        while feed_once(services, indexer):
            pass


def rebuild(services: Services) -> None:
    """Build the index anew from what is archived; where an indexer runs, have it do so."""
    try:
        with Indexer(services.settings.index_folder) as indexer:
            indexer.rebuild(all_pages(services))
    except IndexerBusy:
        with services.catalogue.begin() as db:
            outbox.put_all(db, services.clock())


def all_pages(services: Services) -> Iterator[PageEntry]:
    """Every page of every archived document, entry by entry."""
    before: str | None = None
    while True:
        with services.catalogue.read() as db:
            found = entries.page(db, "", state=State.ARCHIVED, before=before, limit=REBUILD_PAGE)
        for entry in found:
            yield from entry_pages(services, entry.id)
        if len(found) < REBUILD_PAGE:
            return
        before = found[-1].id


def entry_pages(services: Services, entry: EntryId) -> Iterator[PageEntry]:
    """The pages of an entry's documents; none of one not archived, or destroyed."""
    with services.catalogue.read() as db:
        kept = entries.get(db, entry)
        rows = documents.of_entry(db, entry)
        sealed = derived.sealed(db, entry)
        if kept is None or sealed is None or lists.of_entry(db, entry):
            return
        results = derived.of(db, kept.digest, sealed[1])
    sheets = {r.page: r.blob.digest for r in results if r.part is Part.SHEET}
    for filed, text in rows:
        record = json_to_record(json.loads(text))
        for page in filed.pages:
            if page in sheets:
                yield _page_entry(filed, record, page, _lines(services, sheets[page]))


def _deletions(pages: Iterable[PageEntry], earlier: Mapping[EntryId, int]) -> set[str]:
    """Documents the entries had before and have no more: read afresh into fewer, or destroyed."""
    there = {page.document for page in pages}
    named = {document_name(e, n) for e, count in earlier.items() for n in range(count)}
    return named - there


def _lines(services: Services, sheet: Digest) -> tuple[str, ...]:
    try:
        return sheet_to_lines(open_sheet(services.blobs, sheet))
    except BlobMissing as error:
        # Its loss is for `archive verify` to tell; the document is found by what else it says.
        log.warning("a page is indexed without its text: %s", error)
        return ()


def _page_entry(filed: Filed, record: Record, page: int, lines: tuple[str, ...]) -> PageEntry:
    officer = record.fields.get("officer") or (record.signed_by and record.signed_by.name)
    village = record.fields.get("village")
    return PageEntry(
        document=document_name(filed.entry, filed.position),
        page=page,
        kind=filed.kind,
        lines=lines,
        scope=filed.scope,
        secret=filed.secret,
        unit=filed.unit,
        form=filed.form,
        report=filed.report,
        month=filed.month,
        number=filed.number,
        title=filed.title,
        officer=officer if isinstance(officer, str) else None,
        village=village if isinstance(village, str) else None,
    )
