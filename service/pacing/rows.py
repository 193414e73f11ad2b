"""Archived papers written as rows by the thousand, as reading them would have left them."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import Connection, insert

from archive.catalogue.tables import documents, entries, manifests
from records.findings import Digest
from records.keeping import Blob
from records.periods.retention import code_borne
from service.pipeline import VERSION

CODES = ("HUK.6.6", "BIN.1", "BIN.1.2", "-")
ALIKE = 8
"""Papers in a row that bear the same code."""


def fill(
    db: Connection,
    place: tuple[str, str],
    numbers: range,
    bytes_of_all: tuple[Blob, Digest],
    at: datetime,
    *,
    stack: int = 1,
) -> list[tuple[str, int]]:
    """Rows of archived papers of a unit's month by number, which share original and manifest.

    Half of the papers lie `stack` in a file. Returns the papers' entries, whose ids begin alike for
    a month, and positions.
    """
    (unit, month), (original, manifest) = place, bytes_of_all
    stem = hashlib.sha256(f"{unit}@{month}".encode()).hexdigest()[:12]
    names = []
    for number in numbers:
        position = number % stack if number // stack % 2 else 0
        names.append((f"{stem}{number - position:014x}", position))
    files = [entry for entry, position in names if position == 0]
    db.execute(insert(entries), [_entry(name, original, at) for name in files])
    pairs = zip(names, numbers, strict=True)
    rows = [_document(name, number, unit, month) for name, number in pairs]
    db.execute(insert(documents), rows)
    sealed = {"digest": manifest, "version": VERSION, "sealed_at": at}
    db.execute(insert(manifests), [{"entry": name, **sealed} for name in files])
    return names


def _entry(name: str, original: Blob, at: datetime) -> dict[str, object]:
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
        "received_at": at,
        "received_by": "pintu",
        "changed_at": at,
        "archived_at": at,
        "scope": "",
        "answered": True,
    }


def _document(name: tuple[str, int], number: int, unit: str, month: str) -> dict[str, object]:
    # No two numbers are alike; they bear one of a few archive codes, or none.
    borne = f"B/{number}/{unit}/{CODES[number // ALIKE % len(CODES)]}/{month[:4]}"
    return {
        "entry": name[0],
        "position": name[1],
        "kind": "form",
        "form": "kunjungan-warga",
        "report": None,
        "unit": "POLSEK",
        "unit_code": unit,
        "filed_under": unit,
        "month": month,
        "pages": "[1]",
        "title": f"Warga {number}",
        "number": borne,
        "code": code_borne(borne),
        "confidence": 0.9,
        "needs_review": 0,
        "scope": unit,
        "secret": False,
        "record": json.dumps(_record(number, month)),
    }


def _record(number: int, month: str) -> dict[str, object]:
    """A filled blank as reading gives it, evidence and all."""
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
    return {
        "kind": "form",
        "form": "kunjungan-warga",
        "pages": [1],
        "unit": "POLSEK",
        "month": month,
        "confidence": 0.9,
        "fields": fields,
        "evidence": evidence,
    }
