"""Months of very many papers, written as rows: what sealing one costs does not hang on reading."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO

from sqlalchemy import insert

from archive.blobs import FolderStore, chunks
from archive.catalogue.tables import derived
from records.findings import Digest
from records.keeping import Blob, Part
from service.pacing.rows import fill
from service.pipeline import VERSION
from service.wiring import Services
from tests.fakes.halls import BEGINNING

PORTION = 5_000


class QuickStore(FolderStore):
    """A folder of blobs that nobody needs after a power cut."""

    def keep(self, stream: BinaryIO) -> Blob:
        found, size, kept = hashlib.sha256(), 0, []
        for chunk in chunks(stream):
            found.update(chunk)
            size += len(chunk)
            kept.append(chunk)
        digest = Digest(found.hexdigest())
        place = self._path(digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"".join(kept))
        return Blob(digest, size)


def fill_month(
    services: Services, unit: str, month: str, papers: int, *, page_bytes: int = 1_000
) -> None:
    """Write archived papers of a month as rows; they share their bytes."""
    blobs = {
        part: services.blobs.keep(io.BytesIO(part.value.encode() * (page_bytes // 8)))
        for part in (Part.SHEET, Part.SEARCHABLE, Part.FINDINGS)
    }
    original = services.blobs.keep(io.BytesIO(b"%PDF-1.7 " * (page_bytes // 9)))
    manifest = services.blobs.keep(io.BytesIO(b"{}")).digest
    with services.catalogue.begin() as db:
        rows = [_result(original.digest, part, blob) for part, blob in blobs.items()]
        db.execute(insert(derived), rows)
        for start in range(0, papers, PORTION):
            numbers = range(start, min(start + PORTION, papers))
            fill(db, (unit, month), numbers, (original, manifest), BEGINNING)


def _result(original: Digest, part: Part, blob: Blob) -> dict[str, object]:
    return {
        "original": original,
        "version": VERSION,
        "part": part.value,
        "page": 1 if part is Part.SHEET else 0,
        "digest": blob.digest,
        "size": blob.size,
    }
