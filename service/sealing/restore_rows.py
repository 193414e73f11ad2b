"""Rows of restored papers: entries as they were archived, and what is left of destroyed papers."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, update

from archive.bags import verify
from archive.catalogue import derived, documents, entries
from archive.catalogue.month_tables import sealed_papers
from archive.catalogue.tables import documents as documents_table
from archive.catalogue.tables import entries as entries_table
from archive.retention import lists
from records.findings import Digest, Kind
from records.keeping import Blob, Derived, Entry, EntryId, Filed, Part, State
from service.filing.sight import PIECES
from service.sealing.files import COPIES, ORIGINALS, RESULTS, result_path
from service.sealing.parts import PART

Json = dict[str, Any]


def restore_entry(
    db: Connection, folder: Path, entry_id: EntryId, told: Json, *, is_gone: bool = False
) -> None:
    """The entry as it was archived: row, results, manifest; of a destroyed one no results.

    `folder` is its bag's; `told` says `submitted_for` and `archived_at`.
    """
    place = folder / RESULTS / entry_id / "manifest.json"
    manifest = json.loads(place.read_text("utf-8"))
    original = Digest(manifest["original"]["sha256"])
    archived_at = datetime.fromisoformat(told["archived_at"])
    entry = Entry(
        id=entry_id,
        name=manifest["name"],
        digest=original,
        size=manifest["original"]["size"],
        media=manifest["media"],
        state=State.RECEIVED,
        received_at=datetime.fromisoformat(manifest["received_at"]),
        received_by=manifest["received_by"],
        changed_at=archived_at,
        scope=told["submitted_for"],
        duplicate_of=entries.first_with(db, original),
    )
    entries.add(db, entry)
    values = {"state": State.ARCHIVED.value, "stage": "archived", "archived_at": archived_at}
    here = entries_table.c.id == entry_id
    db.execute(update(entries_table).where(here).values(values | {"answered": True}))
    if not is_gone:
        restore_results(db, folder, entry_id)
    digest = Digest(verify.digests(place)["sha256"])
    derived.seal(db, entry_id, digest, manifest["version"], archived_at)


def restore_results(db: Connection, folder: Path, entry_id: EntryId) -> tuple[int, ...]:
    """Rows of what the bag holds of the entry; the pages, where it holds some of them only.

    A stack's papers come back bag by bag, each with its own pages.
    """
    manifest = json.loads((folder / RESULTS / entry_id / "manifest.json").read_text("utf-8"))
    original = Digest(manifest["original"]["sha256"])
    results = [
        Derived(Part(one["part"]), one["page"], Blob(Digest(one["sha256"]), one["size"]))
        for one in manifest["results"]
    ]
    there = [one for one in results if (folder / result_path(entry_id, one)).exists()]
    derived.put(db, original, manifest["version"], there)
    evidence = folder / RESULTS / entry_id / f"{PART}.json"
    if not evidence.exists():
        return ()
    told = json.loads(evidence.read_text("utf-8"))
    pages = tuple(int(page) for page in told["pages"])
    piece = told["original"]["sha256"] or told.get("copy", {}).get("sha256")
    place = ORIGINALS if told["original"]["sha256"] else COPIES
    if piece:
        blob = Blob(Digest(piece), (folder / place / f"{entry_id}.{PART}.pdf").stat().st_size)
        derived.put(db, original, PIECES, [Derived(Part.PIECE, page, blob) for page in pages])
    return pages


def restore_gone(
    db: Connection, folder: Path, certificate: int, places: dict[int, Path]
) -> set[EntryId]:
    """Rows of the papers a certificate's bag names, as emptied as they were; their entries.

    `places` are the folders of the export's bags by seal. A paper whose own bag is not in the
    export is left out: there is nothing to restore it from.
    """
    path = folder / verify.GONE
    if not path.exists():
        return set()
    told = json.loads(path.read_text("utf-8"))
    touched = set()
    for paper in told["papers"]:
        entry, place = EntryId(paper["entry"]), places.get(paper["seal"])
        if place is None:
            continue
        if entries.get(db, entry) is None:
            restore_entry(db, place, entry, paper, is_gone=True)
        gone, record = lists.emptied(gone_to_filed(paper))
        db.execute(insert(documents_table).values(documents.filed_to_row(gone, record)))
        row = {"entry": entry, "position": paper["position"]}
        db.execute(insert(sealed_papers).values(row | {"seal": paper["seal"]}))
        lists.mark_destroyed(db, told["list"], certificate, [(entry, paper["position"])])
        touched.add(entry)
    lists.put_blobs(db, told["list"], (Digest(one["sha256"]) for one in told["files"]))
    return touched


def gone_to_filed(paper: Json) -> Filed:
    """Where a paper that a certificate names was filed; raises ValueError, LookupError."""
    return Filed(
        entry=EntryId(paper["entry"]),
        position=paper["position"],
        kind=Kind(paper["kind"]),
        form=paper["form"],
        report=paper["report"],
        unit=paper["unit"],
        unit_code=paper["unit_code"],
        month=paper["month"],
        pages=tuple(paper["pages"]),
        title=lists.GONE_TITLE,
        number=None,
        confidence=0.0,
        needs_review=0,
        scope=paper["scope"],
        secret=paper["secret"],
    )
