"""How each difference that is safe to mend is mended: made again from what is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from archive.catalogue import audit, derived, documents, entries, known, outbox
from archive.desk import reviews
from archive.ledger import lines
from archive.months import corrections, rereading
from archive.retention.lists import of_entry as destroyed_positions
from archive.units import tree
from forms.definitions import usable_forms
from records.findings import Digest
from records.findings_json import json_to_findings
from records.keeping import EntryId, Filed, Part
from records.months import Damage
from service.filing.documents import filing_digest, findings_to_filed
from service.filing.pictures import VERSION as PICTURES
from service.intake import wake
from service.retention.removing import remove_bytes
from service.review.restating import restate
from service.wiring import Services

NOBODY = "berkas"
Mender = Callable[[Damage, Services], bool]
"""Mends one difference; False where it turned out not to be safe after all."""


def missing_results(db: Connection, services: Services) -> Iterator[Damage]:
    """Results and pictures whose bytes are gone."""
    for digest, original, version in known.results(db):
        if not services.blobs.has(digest):
            code = "picture-missing" if version == PICTURES else "result-missing"
            yield Damage(code, digest, {"original": original})


def _index(damage: Damage, services: Services) -> bool:
    """The indexer is asked to look at the document again."""
    entry, _, position = damage.what.rpartition("-")
    with services.catalogue.begin() as db:
        outbox.put(db, EntryId(entry), services.clock(), earlier=int(position) + 1)
    return True


def _whole_index(_damage: Damage, services: Services) -> bool:
    with services.catalogue.begin() as db:
        outbox.put_all(db, services.clock())
    return True


def _tallies(_damage: Damage, services: Services) -> bool:
    with services.catalogue.begin() as db:
        known.recount(db)
    return True


def _destroyed(_damage: Damage, services: Services) -> bool:
    remove_bytes(services)
    return True


def _picture(damage: Damage, services: Services) -> bool:
    """Forgotten, and made again by the next look at the page."""
    with services.catalogue.begin() as db:
        known.forget_result(db, Digest(damage.what))
    return True


def _result(damage: Damage, services: Services) -> bool:
    """Read again from the original, where that is there and nothing of it is sealed."""
    original = Digest(str(damage.facts["original"]))
    if not services.blobs.has(original):
        return False
    now = services.clock()
    with services.catalogue.begin() as db:
        found = known.unsealed_entries(db, original)
        for entry in found:
            rereading.queue(db, entry, now)
            audit.write(db, now, NOBODY, "reread", entry, {"missing": damage.what})
        if found:
            known.forget_reading(db, original)
    for entry in found:
        wake(entry, services)
    return bool(found)


def _filing(damage: Damage, services: Services) -> bool:
    """Rows made again from the reading and persons' words, if that gives what the trail knows."""
    entry = EntryId(damage.what)
    now = services.clock()
    with services.catalogue.begin() as db:
        rows = _rows(db, entry, services)
        told = _told(db, entry)
        if rows is None or filing_digest(rows) != told or _is_fixed(db, entry):
            return False
        before = len(documents.of_entry(db, entry))
        documents.put(db, entry, rows)
        outbox.put(db, entry, now, earlier=max(before, len(rows)))
    return True


def _rows(db: Connection, entry_id: EntryId, services: Services) -> list[tuple[Filed, str]] | None:
    entry, sealed = entries.get(db, entry_id), derived.sealed(db, entry_id)
    blob = None
    if entry is not None and sealed is not None:
        blob = derived.one(db, entry.digest, sealed[1], Part.FINDINGS)
    if entry is None or blob is None or not services.blobs.has(blob.digest):
        return None
    with services.blobs.open(blob.digest) as stream:
        findings = json_to_findings(json.load(stream))
    forms = usable_forms(services.settings.forms_folder)
    moves = corrections.of_entry(db, entry_id)
    rows = []
    for filed, text in findings_to_filed(findings, entry, tree.within(db, ""), forms):
        words = reviews.of_document(db, entry_id, filed.position)
        found = restate((filed, text), filed, words)
        rows.append((corrections.applied(found.filed, moves), found.text))
    return rows


def _told(db: Connection, entry: EntryId) -> str:
    """The digest of the entry's rows as the trail last knew them."""
    digest = ""
    for line in audit.lines(db, target=entry):
        digest = json.loads(line.facts).get("filing", digest)
    return digest


def _is_fixed(db: Connection, entry: EntryId) -> bool:
    """Whether any of the entry's papers is sealed or destroyed: such rows are never written."""
    held = {e for seal in lines.within(db, "") for e, _ in lines.papers_under(db, seal.number)}
    return entry in held or bool(destroyed_positions(db, entry))


MENDERS: dict[str, Mender] = {
    "index-lacks": _index,
    "index-has-more": _index,
    "index-damaged": _whole_index,
    "tally-differs": _tallies,
    "destroyed-still-here": _destroyed,
    "picture-missing": _picture,
    "result-missing": _result,
    "filing-differs": _filing,
}
"""By the code of what is found. What is not here is only told."""
