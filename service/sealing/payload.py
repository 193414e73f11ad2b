"""What goes into a bag: every paper's bytes, what was read from them, and the month's documents."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, tzinfo
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
from service.retention.schedule import Schedule
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


def unsealed(db: Connection, unit: str, month: str) -> Iterator[tuple[BagPaper, ...]]:
    """The month's papers that lie under no seal yet, entry by entry, in order of receipt."""
    waiting = ((f, at) for f, at, seal in states.papers(db, unit, month) if seal is None)
    # A feeder batch is one entry of many papers: what they share is read once.
    for entry_id, papers in groupby(waiting, key=lambda item: item[0].entry):
        yield _papers(db, entry_id, dict(papers))


def unsealed_entries(
    db: Connection, unit: str, month: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Entries of the month with papers under no seal: all of them, and those with a secret one."""
    waiting = [filed for filed, _, seal in states.papers(db, unit, month) if seal is None]
    every = frozenset(filed.entry for filed in waiting)
    return every, frozenset(filed.entry for filed in waiting if filed.secret)


def fingerprint(db: Connection, unit: str, month: str) -> str:
    """SHA-256 over all that would be sealed now: another one, and papers came, went or changed."""
    found = hashlib.sha256()
    for row in states.unsealed_rows(db, unit, month):
        found.update(json.dumps(row, default=str).encode())
    return found.hexdigest()


def _papers(
    db: Connection, entry_id: EntryId, wanted: dict[Filed, datetime]
) -> tuple[BagPaper, ...]:
    entry = entries.get(db, entry_id)
    kept = derived.sealed(db, entry_id)
    if entry is None or kept is None:
        raise BlobMissing(digest=entry_id)
    told = corrections.of_entry(db, entry_id)
    results = derived.of(db, entry.digest, kept[1])
    rows = documents.of_entry(db, entry_id)
    return tuple(
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
    )


@dataclass(slots=True)
class _Sort:
    """Papers of one sort as the list has them."""

    items: list[Item] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    pages: int = 0


class Gathered:
    """What goes into a bag, gathered entry by entry: of each paper only names and digests stay."""

    def __init__(self, schedule: Schedule, zone: tzinfo) -> None:
        self._schedule, self._zone = schedule, zone
        self._sorts: dict[str, _Sort] = defaultdict(_Sort)
        self.files: list[BagFile] = []
        self.names: list[tuple[str, int]] = []
        self.days: Counter[date] = Counter()
        """How many papers came on each of the office's days."""

    def add(self, own: Sequence[BagPaper], services: Services) -> None:
        """Take in an entry's papers; streams each blob once. Raises BlobMissing."""
        first, is_whole = own[0], len(own) == own[0].companions
        if is_whole:
            self.files += _whole_files(first, services.blobs)
        else:
            pages = [page for paper in own for page in paper.filed.pages]
            self.files += part_files(first.entry, first.manifest, first.results, pages, services)
        for paper in own:
            name = document_name(paper.entry.id, paper.filed.position)
            content = canonical(_record_json(paper))
            self.files.append(made_file(f"{RECORDS}/{name}.json", content, services.blobs))
            self.names.append((paper.filed.entry, paper.filed.position))
            self.days[paper.archived_at.astimezone(self._zone).date()] += 1
            sort = self._sorts[paper.label]
            sort.items.append(_item(paper, is_whole=is_whole))
            sort.codes.add(self._schedule.code_of(paper.filed))
            sort.pages += len(paper.filed.pages)

    def groups(self, month_words: str) -> tuple[FileGroup, ...]:
        """The papers grouped by kind, as the file list has them."""
        return tuple(
            FileGroup(
                next(iter(sort.codes)) if len(sort.codes) == 1 else "",
                f"{label} bulan {month_words}",
                tuple(sort.items),
            )
            for label, sort in sorted(self._sorts.items())
        )

    def counts(self) -> tuple[tuple[str, int, int], ...]:
        """(kind, papers, pages), by kind."""
        found = sorted(self._sorts.items())
        return tuple((label, len(sort.items), sort.pages) for label, sort in found)


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


def _item(paper: BagPaper, *, is_whole: bool) -> Item:
    filed = paper.filed
    subject = " · ".join(text for text in (filed.title, filed.number) if text)
    dated = next(
        (text for key in DATES if isinstance(text := paper.record.fields.get(key), str) and text),
        (paper.record.header.created_on if paper.record.header else None) or filed.month or "",
    )
    pages = ", ".join(str(page) for page in filed.pages)
    path = original_path(paper.entry) if is_whole else part_path(paper.entry)
    place = PurePosixPath(path).relative_to("data")
    note = f"{len(filed.pages)} hlm ({pages}); {place}"
    return Item(f"{paper.label}: {subject}", dated, note, paper.entry.digest)
