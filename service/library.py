"""What pages and programs show: entries, documents, pages, progress and counts, each within sight.

Every function takes the person first and goes through `service.permissions`; what is out of
sight raises NotFound. Lists go on from an opaque `after` cursor (keyset pages; None at the end).
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from archive.catalogue import audit
from archive.catalogue import documents as document_rows
from archive.catalogue import entries as entry_rows
from archive.units import tree as unit_rows
from records.errors import BadCursor, NotFound
from records.findings import Findings
from records.findings_json import json_to_findings
from records.keeping import Entry, EntryId, Part, State, Unit, User, document_name
from service.filing.pictures import page_picture
from service.filing.results import open_sheet
from service.filing.sight import (
    Seen,
    glance,
    look,
    require_here,
    sheet_digest,
    sight_in,
    with_known_copies,
)
from service.filing.views import (
    Changes,
    Document,
    DocumentFilter,
    DocumentPage,
    Download,
    EntryFilter,
    EntryPage,
    EntryView,
    MonthCount,
    PageWord,
    PageWords,
)
from service.permissions import Deed, require
from service.review.showing import hidden_places, mask_words, sheet_to_words, shown_documents
from service.review.taking import covered_picture, findings_download, note_download
from service.wiring import Services

__all__ = [
    "Changes",
    "Document",
    "DocumentFilter",
    "DocumentPage",
    "Download",
    "EntryFilter",
    "EntryPage",
    "EntryView",
    "MonthCount",
    "PageWord",
    "PageWords",
    "archive_counts",
    "changes",
    "counts_by_state",
    "documents",
    "entries",
    "entry",
    "findings",
    "original",
    "page_image",
    "page_words",
    "queue_counts",
    "searchable",
    "units",
]

MOST_ROWS = 200
OVERLAP = timedelta(seconds=2)
"""Changes are asked for from a little before the last look: a transaction that began earlier may
have committed since."""


def entries(
    user: User,
    wanted: EntryFilter,
    services: Services,
    *,
    after: str | None = None,
    limit: int = 50,
) -> EntryPage:
    """Entries submitted within sight, newest first; raises BadCursor."""
    if after is not None and not after.isalnum():
        raise BadCursor()
    most, sight = _most(limit), sight_in(user, services)
    with services.catalogue.read() as db:
        found = entry_rows.page(
            db,
            sight.scope,
            hidden_from=None if sight.secret else user.name,
            state=wanted.state,
            name=wanted.name,
            received_by=wanted.received_by,
            before=after,
            limit=most + 1,
        )
        shown = with_known_copies(db, found[:most], user, services)
    return EntryPage(tuple(shown), found[most - 1].id if len(found) > most else None)


def entry(user: User, entry_id: EntryId, services: Services) -> EntryView:
    """One entry with its documents and records; raises NotFound."""
    seen = look(user, entry_id, services, deed="read")
    found = _findings(seen, services)
    with services.catalogue.read() as db:
        (shown,) = with_known_copies(db, [seen.entry], user, services)
    return EntryView(
        entry=shown,
        documents=shown_documents(seen),
        problems=found.problems if found else (),
        pages=tuple(sorted(seen.pages)),
    )


def documents(
    user: User,
    wanted: DocumentFilter,
    services: Services,
    *,
    after: str | None = None,
    limit: int = 50,
) -> DocumentPage:
    """Documents within sight, newest entry first; raises BadCursor."""
    sight, most = sight_in(user, services), _most(limit)
    with services.catalogue.begin() as db:
        found = document_rows.page(
            db,
            sight.scope,
            secret=sight.secret,
            wanted=wanted,
            before=_document_cursor(after),
            limit=most + 1,
        )
        if found:
            told = {key: value for key, value in asdict(wanted).items() if value is not None}
            facts = {"wanted": told, "after": after, "rows": min(most, len(found))}
            audit.write(db, services.clock(), user.name, "list", "documents", facts)
    last = found[most - 1] if len(found) > most else None
    more = None if last is None else document_name(last.entry, last.position)
    return DocumentPage(tuple(found[:most]), more)


def page_image(
    user: User, entry_id: EntryId, page: int, services: Services, *, thumbnail: bool = False
) -> Download:
    """The upright page as a picture (see `media`), made once and then kept; raises NotFound."""
    told = {"page": page, "part": "picture"}
    seen = look(user, entry_id, services, deed="" if thumbnail else "look", facts=told)
    digest = sheet_digest(seen, page)
    if thumbnail:
        glance(user, seen, "thumbnail", page, services)
    part = Part.THUMBNAIL if thumbnail else Part.PREVIEW
    blob = page_picture(seen.entry, page, digest, part, services)
    name = f"{_stem(seen.entry)}-{page}.webp"
    if places := hidden_places(seen, page, open_sheet(services.blobs, digest)):
        return covered_picture(services, blob, places, name)
    return Download(services.blobs.open(blob.digest), blob.size, "image/webp", name, blob.digest)


def page_words(user: User, entry_id: EntryId, page: int, services: Services) -> PageWords:
    """The words of a page with their places; raises NotFound."""
    seen = look(user, entry_id, services, deed="look", facts={"page": page, "part": "words"})
    sheet = open_sheet(services.blobs, sheet_digest(seen, page))
    words = mask_words(seen, page, sheet_to_words(sheet))
    return PageWords(page, sheet.width, sheet.height, words)


def original(user: User, entry_id: EntryId, services: Services) -> Download:
    """The file as submitted; raises NotFound, PaperInParts."""
    seen = look(user, entry_id, services)
    require_here(seen, services)
    note_download(user, seen, "original", services)
    entry, stream = seen.entry, services.blobs.open(seen.entry.digest)
    return Download(stream, entry.size, entry.media, entry.name, entry.digest)


def searchable(user: User, entry_id: EntryId, services: Services) -> Download:
    """The searchable PDF/A; raises NotFound, also before the entry is archived."""
    seen = look(user, entry_id, services)
    require_here(seen, services)
    note_download(user, seen, "searchable", services)
    return _download(seen, Part.SEARCHABLE, "application/pdf", ".pdf", services)


def findings(user: User, entry_id: EntryId, services: Services) -> Download:
    """The findings as they stand now, corrected and masked, as JSON in the contract's shape.

    Raises NotFound, also before the entry is archived.
    """
    seen = look(user, entry_id, services)
    require_here(seen, services)
    kept = _findings(seen, services)
    if kept is None:
        raise NotFound(what=Part.FINDINGS.value)
    note_download(user, seen, "findings", services)
    records = tuple(document.record for document in shown_documents(seen))
    return findings_download(replace(kept, documents=records), f"{_stem(seen.entry)}.json")


def changes(user: User, since: str | None, services: Services) -> Changes:
    """Entries within sight that changed since the cursor; None begins now, with nothing told."""
    now = services.clock()
    if since is None:
        return Changes((), now.isoformat())
    try:
        moment, sight = datetime.fromisoformat(since), sight_in(user, services)
        with services.catalogue.read() as db:
            found = entry_rows.changed_since(
                db,
                sight.scope,
                moment - OVERLAP,
                hidden_from=None if sight.secret else user.name,
                limit=MOST_ROWS,
            )
            found = with_known_copies(db, found, user, services)
    except (ValueError, OverflowError) as error:
        raise BadCursor() from error
    # A full page may not be the end: go on from its last row, not from now.
    until = found[-1].changed_at + OVERLAP if len(found) == MOST_ROWS else now
    return Changes(tuple(found), max(until, moment).isoformat())


def counts_by_state(user: User, services: Services) -> dict[State, int]:
    """How many entries within sight are waiting, archived, failed."""
    with services.catalogue.read() as db:
        return entry_rows.count_by_state(db, sight_in(user, services).scope)


def queue_counts(user: User, services: Services) -> dict[State, int]:
    """How many entries of every unit are waiting, archived, failed; raises NotAllowed.

    For administrators, who look after the queue without seeing what is in it.
    """
    require(user, Deed.ADMINISTER)
    with services.catalogue.read() as db:
        return entry_rows.count_by_state(db, "")


def archive_counts(
    user: User, services: Services, *, year: int | None = None
) -> tuple[MonthCount, ...]:
    """Documents by unit, month and kind, ordered so; a year leaves out documents without month."""
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        rows = document_rows.counts(db, sight.scope, secret=sight.secret, year=year)
    return tuple(
        MonthCount(unit, code, month, kind, count, review)
        for code, unit, month, kind, count, review in rows
    )


def units(user: User, services: Services) -> tuple[Unit, ...]:
    """The known units within sight, by code."""
    with services.catalogue.read() as db:
        return unit_rows.within(db, sight_in(user, services).scope)


def _download(seen: Seen, part: Part, media: str, suffix: str, services: Services) -> Download:
    blob = next((r.blob for r in seen.results if r.part is part), None)
    if blob is None:
        raise NotFound(what=part.value)
    name = _stem(seen.entry) + suffix
    return Download(services.blobs.open(blob.digest), blob.size, media, name, blob.digest)


def _findings(seen: Seen, services: Services) -> Findings | None:
    if not seen.is_whole:
        return None
    for result in seen.results:
        if result.part is Part.FINDINGS:
            with services.blobs.open(result.blob.digest) as stream:
                return json_to_findings(json.load(stream))
    return None


def _document_cursor(after: str | None) -> tuple[str, int] | None:
    if after is None:
        return None
    entry_id, _, position = after.rpartition("-")
    if not (entry_id.isalnum() and position.isdecimal() and len(position) < 7):
        raise BadCursor()
    return entry_id, int(position)


def _most(limit: int) -> int:
    return max(1, min(limit, MOST_ROWS))


def _stem(entry: Entry) -> str:
    return PurePosixPath(entry.name).stem or entry.id
