"""What goes into a bag: every paper's bytes, what was read from them, and the month's documents."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import PurePosixPath

from sqlalchemy import Connection

from archive.bags.verify import canonical
from archive.blobs import BlobStore
from archive.catalogue import derived, documents, entries
from archive.desk import reviews
from archive.desk.reviews import Review
from archive.months import corrections, states
from compose.monthly.filelist import FileGroup, Item
from records.errors import BlobMissing
from records.findings import Digest, Record
from records.findings_json import json_to_record, record_to_json
from records.keeping import Derived, Entry, EntryId, Filed, document_name
from records.months import BagFile, Correction
from records.scan import Media
from service.sealing.files import (
    ORIGINALS,
    RECORDS,
    RESULTS,
    kept_file,
    made_file,
    result_path,
)
from service.sealing.parts import part_files, part_path
from service.wiring import Services

LABELS = {
    "kunjungan-warga": "Kunjungan warga",
    "kunjungan-usaha": "Kunjungan usaha",
    "laporan-informasi": "Laporan informasi",
    "problem-solving": "Problem solving",
    "catatan-kunjungan": "Catatan kunjungan",
    "rekap-bulanan": "Rekapitulasi bulanan",
    "sop": "Standar operasional prosedur",
    "form": "Blanko",
    "report": "Laporan",
    "letter": "Surat",
    "other": "Dokumen lain",
}
DATES = ("visited_on", "happened_on", "held_on")
ARCHIVE_CODE = re.compile(r"\b[A-Z]{2,5}\.\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class BagPaper:
    """A paper with all that is kept of it."""

    filed: Filed
    record: Record
    entry: Entry
    results: tuple[Derived, ...]
    manifest: Digest
    corrections: tuple[Correction, ...]
    reviews: tuple[Review, ...]
    archived_at: datetime
    companions: int
    """How many papers the entry holds in all, this one included."""

    @property
    def label(self) -> str:
        """What sort of paper it is, in the words of the list."""
        what = self.filed.form or self.filed.report or str(self.filed.kind)
        return LABELS.get(what, what.replace("-", " ").capitalize())


def unsealed(db: Connection, unit: str, month: str) -> list[BagPaper]:
    """The month's papers that lie under no seal yet, in order of receipt."""
    waiting = [(f, at) for f, at, seal in states.papers(db, unit, month) if seal is None]
    found = []
    # A feeder batch is one entry of many papers: what they share is read once.
    for entry_id, papers in groupby(waiting, key=lambda item: item[0].entry):
        found += _papers(db, entry_id, dict(papers))
    return found


def _papers(db: Connection, entry_id: EntryId, wanted: dict[Filed, datetime]) -> list[BagPaper]:
    entry = entries.get(db, entry_id)
    kept = derived.sealed(db, entry_id)
    if entry is None or kept is None:
        raise BlobMissing(digest=entry_id)
    told = corrections.of_entry(db, entry_id)
    results = derived.of(db, entry.digest, kept[1])
    rows = documents.of_entry(db, entry_id)
    return [
        BagPaper(
            filed,
            json_to_record(json.loads(text)),
            entry,
            results,
            kept[0],
            tuple(one for one in told if one.position == filed.position),
            reviews.of_document(db, entry_id, filed.position),
            wanted[filed],
            len(rows),
        )
        for filed, text in rows
        if filed in wanted
    ]


def paper_files(papers: Sequence[BagPaper], services: Services) -> list[BagFile]:
    """The files of the papers: originals, copies, records, and all that was read.

    Of an entry that has papers elsewhere, only the pages of these. Streams every blob once; memory
    holds only their names. Raises BlobMissing.
    """
    blobs = services.blobs
    found: list[BagFile] = []
    for _, group in groupby(papers, key=lambda paper: paper.entry.id):
        own = list(group)
        if len(own) == own[0].companions:
            found += _whole_files(own[0], blobs)
        else:
            pages = [page for paper in own for page in paper.filed.pages]
            first = own[0]
            found += part_files(first.entry, first.manifest, first.results, pages, services)
        for paper in own:
            name = document_name(paper.entry.id, paper.filed.position)
            content = canonical(_record_json(paper))
            found.append(made_file(f"{RECORDS}/{name}.json", content, blobs))
    return found


def groups(papers: Iterable[BagPaper], month_words: str) -> tuple[FileGroup, ...]:
    """The papers grouped by kind, as the file list has them."""
    found: dict[str, list[BagPaper]] = defaultdict(list)
    inside: Counter[str] = Counter()
    for paper in papers:
        found[paper.label].append(paper)
        inside[paper.entry.id] += 1
    return tuple(
        FileGroup(
            _code(found[label]),
            f"{label} bulan {month_words}",
            tuple(_item(paper, inside[paper.entry.id]) for paper in found[label]),
        )
        for label in sorted(found)
    )


def counts(papers: Iterable[BagPaper]) -> tuple[tuple[str, int, int], ...]:
    """(kind, papers, pages), by kind."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for paper in papers:
        number, pages = found[paper.label]
        found[paper.label] = (number + 1, pages + len(paper.filed.pages))
    return tuple((label, *found[label]) for label in sorted(found))


def original_path(entry: Entry) -> str:
    """Where the original lies in the bag; its sender's name is in the lists, not in paths."""
    suffix = Media(entry.media).suffix if entry.media in set(Media) else ""
    return f"{ORIGINALS}/{entry.id}{suffix}"


def _whole_files(paper: BagPaper, blobs: BlobStore) -> list[BagFile]:
    """The files of an entry all of whose papers lie in this bag."""
    entry = paper.entry
    named = [
        (original_path(entry), entry.digest),
        (f"{RESULTS}/{entry.id}/manifest.json", paper.manifest),
        *((result_path(entry.id, result), result.blob.digest) for result in paper.results),
    ]
    return [kept_file(path, digest, blobs) for path, digest in named]


def _record_json(paper: BagPaper) -> dict[str, object]:
    filed = asdict(paper.filed) | {"kind": str(paper.filed.kind)}
    told = [asdict(one) | {"at": one.at.isoformat()} for one in paper.corrections]
    for one in told:
        del one["number"]
    return {
        "filed": filed,
        "corrections": told,
        "reviews": [_review_json(one) for one in paper.reviews],
        "record": record_to_json(paper.record),
        "file": paper.entry.name,
        "sha256": paper.entry.digest,
        "received_at": paper.entry.received_at.isoformat(),
        "received_by": paper.entry.received_by,
        "submitted_for": paper.entry.scope,
        "archived_at": paper.archived_at.isoformat(),
    }


def _review_json(one: Review) -> dict[str, object]:
    told: dict[str, object] = asdict(one) | {"at": one.at.isoformat()}
    return {key: told[key] for key in sorted(told) if key not in ("entry", "position")}


def _item(paper: BagPaper, inside: int) -> Item:
    """The paper in the list; `inside` counts the entry's papers in this bag."""
    filed = paper.filed
    subject = " · ".join(text for text in (filed.title, filed.number) if text)
    dated = next(
        (text for key in DATES if isinstance(text := paper.record.fields.get(key), str) and text),
        (paper.record.header.created_on if paper.record.header else None) or filed.month or "",
    )
    pages = ", ".join(str(page) for page in filed.pages)
    path = original_path(paper.entry)
    if inside < paper.companions:
        path = part_path(paper.entry)
    place = PurePosixPath(path).relative_to("data")
    note = f"{len(filed.pages)} hlm ({pages}); {place}"
    return Item(f"{paper.label}: {subject}", dated, note, paper.entry.digest)


def _code(papers: Iterable[BagPaper]) -> str:
    """The archive code that the numbers bear, where they all bear the same."""
    codes = {
        found[0]
        for paper in papers
        if (found := ARCHIVE_CODE.search(paper.filed.number or "")) is not None
    }
    return next(iter(codes)) if len(codes) == 1 else ""
