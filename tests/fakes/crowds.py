"""Months of very many papers, written as rows: what sealing one costs does not hang on reading."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, insert

from archive.blobs import FolderStore, chunks
from archive.catalogue.tables import derived, documents, entries, manifests
from records.findings import Digest
from records.keeping import Blob, Part
from service.pipeline import VERSION
from service.wiring import Services
from tests.fakes.halls import BEGINNING
from tests.fakes.polres import POLRES

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
            fill(db, unit, month, numbers, original, manifest)


def fill(
    db: Connection, unit: str, month: str, numbers: range, original: Blob, manifest: Digest
) -> None:
    """Rows of that many papers; their ids begin with the month."""
    stem = hashlib.sha256(f"{unit}@{month}".encode()).hexdigest()[:12]
    names = [f"{stem}{number:014x}" for number in numbers]
    db.execute(insert(entries), [_entry(name, original) for name in names])
    pairs = list(zip(names, numbers, strict=True))
    db.execute(insert(documents), [_document(name, n, unit, month) for name, n in pairs])
    db.execute(
        insert(manifests),
        [
            {"entry": name, "digest": manifest, "version": VERSION, "sealed_at": BEGINNING}
            for name in names
        ],
    )


def _result(original: Digest, part: Part, blob: Blob) -> dict[str, object]:
    return {
        "original": original,
        "version": VERSION,
        "part": part.value,
        "page": 1 if part is Part.SHEET else 0,
        "digest": blob.digest,
        "size": blob.size,
    }


def _entry(name: str, original: Blob) -> dict[str, object]:
    return {
        "id": name,
        "name": f"scan-{name}.pdf",
        "digest": original.digest,
        "size": original.size,
        "media": "application/pdf",
        "state": "archived",
        "stage": "archived",
        "pages_done": 1,
        "pages_total": 1,
        "attempts": 1,
        "interruptions": 0,
        "received_at": BEGINNING,
        "received_by": "pintu",
        "changed_at": BEGINNING,
        "archived_at": BEGINNING,
        "scope": POLRES,
        "answered": True,
    }


def _document(name: str, number: int, unit: str, month: str) -> dict[str, object]:
    fields = {
        "name": f"Warga {number}",
        "officer": f"PETUGAS {number % 7}",
        "nrp": f"7605000{number % 7}",
        "village": f"DESA {number % 5}",
        "notes": "Situasi aman dan terkendali. " * 12,
    }
    evidence = {
        f"fields.{key}": {
            "page": 1,
            "box": [0.1, 0.2, 0.3, 0.4],
            "text": text,
            "confidence": 0.9,
            "source": "print",
            "needs_review": False,
        }
        for key, text in fields.items()
    }
    record = {
        "kind": "form",
        "form": "kunjungan-warga",
        "pages": [1],
        "unit": "POLSEK",
        "month": month,
        "confidence": 0.9,
        "fields": fields,
        "evidence": evidence,
    }
    return {
        "entry": name,
        "position": 0,
        "kind": "form",
        "form": "kunjungan-warga",
        "report": None,
        "unit": "POLSEK",
        "unit_code": unit,
        "filed_under": unit,
        "month": month,
        "pages": "[1]",
        "title": f"Warga {number}",
        "number": None,
        "confidence": 0.9,
        "needs_review": 0,
        "scope": unit,
        "secret": False,
        "record": json.dumps(record),
    }


def copy_of(folder: Path, target: Path) -> Path:
    """A copy of an installation's folder."""
    return Path(shutil.copytree(folder, target))
