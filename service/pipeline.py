"""From a received entry to an archived one, in the only order in which nothing can be lost.

The original is kept and the row committed before this begins (`service.intake`). Results are
kept under names that follow from the original and `VERSION`, then the manifest that lists them,
then one transaction says `archived` and asks for indexing. Killed anywhere, it is run again and
gives the same.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from sqlalchemy import Connection

from archive.catalogue import audit, derived, documents, leases, outbox
from archive.catalogue.leases import Claim
from archive.desk import reviews
from archive.months import corrections
from archive.prints import papers
from archive.units import tree
from forms.definitions import usable_forms
from records.errors import LeaseLost
from records.findings_json import findings_to_json, json_to_findings
from records.keeping import Derived, EntryId, Filed, Part
from service.filing.documents import filing_digest, findings_to_filed
from service.filing.results import keep_file, keep_json, keep_sheet
from service.filing.seal import manifest_of
from service.months.arrivals import ask_anew
from service.printing import serials
from service.review.restating import restate
from service.wiring import Progress, Reader, Reading, Services

VERSION = "1"
"""Counts changes of what reading gives; a new one has everything read afresh on demand."""
PROGRESS_EVERY_S = 0.4


def process(claim: Claim, services: Services, read: Reader) -> None:
    """Bring a claimed entry to `archived`; raises what reading raises, or LeaseLost."""
    entry = claim.entry
    with services.catalogue.read() as db:
        results = derived.of(db, entry.digest, VERSION)
    if not results:
        results = _read_and_keep(claim, services, read)
        with services.catalogue.begin() as db:
            derived.put(db, entry.digest, VERSION, results)
            results = derived.of(db, entry.digest, VERSION)

    findings_digest = next(r.blob.digest for r in results if r.part is Part.FINDINGS)
    with services.blobs.open(findings_digest) as stream:
        findings = json_to_findings(json.load(stream))
    with services.catalogue.read() as db:
        known = tree.within(db, "")
    forms = usable_forms(services.settings.forms_folder)
    filed = findings_to_filed(findings, entry, known, forms)
    manifest = keep_json(services.blobs, manifest_of(entry, VERSION, results))

    now = services.clock()
    with services.catalogue.begin() as db:
        if not leases.archive(db, entry.id, claim.owner, findings.pages, now):
            raise LeaseLost(entry=entry.id)
        before = documents.of_entry(db, entry.id)
        earlier = [one for one, _ in before]
        rows, lost = _with_words(db, entry.id, filed, earlier)
        documents.put(db, entry.id, rows)
        rows = documents.of_entry(db, entry.id)
        ask_anew(db, before, rows, now)
        papers.put(db, entry.id, serials.numbered(findings.documents))
        derived.seal(db, entry.id, manifest.digest, VERSION, now)
        outbox.put(db, entry.id, now, earlier=len(earlier))
        facts: dict[str, object] = {"manifest": manifest.digest, "filing": filing_digest(rows)}
        facts |= {"lost_reviews": lost} if lost else {}
        audit.write(db, now, "berkas", "archive", entry.id, facts)


def _with_words(
    db: Connection, entry: EntryId, fresh: list[tuple[Filed, str]], earlier: list[Filed]
) -> tuple[list[tuple[Filed, str]], list[int]]:
    """The documents as persons said of an earlier reading, and their words that find no place."""
    before = {one.position: one for one in earlier}
    moves = corrections.of_entry(db, entry)
    rows: list[tuple[Filed, str]] = []
    lost: list[int] = []
    for filed, text in fresh:
        words = reviews.of_document(db, entry, filed.position)
        found = restate((filed, text), before.get(filed.position), words)
        rows.append((corrections.applied(found.filed, moves), found.text))
        lost += found.lost
    return rows, lost


def _read_and_keep(claim: Claim, services: Services, read: Reader) -> tuple[Derived, ...]:
    """Read the original and keep what it gave, the findings last."""
    entry, blobs = claim.entry, services.blobs
    with (
        tempfile.TemporaryDirectory(dir=services.settings.incoming_folder) as folder,
        blobs.local(entry.digest) as path,
    ):
        copy = Path(folder) / "copy.pdf"
        reading = read(path, entry.name, entry.digest, copy, _telling(claim, services))
        results = [
            Derived(Part.SHEET, sheet.page, keep_sheet(blobs, sheet)) for sheet in reading.sheets
        ]
        if copy.exists():
            # A copy that could not be made is a problem in the findings, not a paper lost.
            results.append(Derived(Part.SEARCHABLE, 0, keep_file(blobs, copy)))
    return (*results, Derived(Part.FINDINGS, 0, keep_json(blobs, _findings_json(reading))))


def _findings_json(reading: Reading) -> dict[str, object]:
    return findings_to_json(reading.findings)


def _telling(claim: Claim, services: Services) -> Progress:
    """Writes progress into the entry's row, not oftener than anybody can read it."""
    told_at = float("-inf")

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at < PROGRESS_EVERY_S and done != total:
            return
        told_at = time.monotonic()
        stage = "compose" if done == total else "read"
        entry, now = claim.entry.id, services.clock()
        with services.catalogue.begin() as db:
            if not leases.tell_progress(db, entry, claim.owner, stage, (done, total), now):
                raise LeaseLost(entry=entry)

    return tell
