"""Files of a bag: where each lies, and its digests taken in one pass over its bytes."""

from __future__ import annotations

import hashlib
import io

from archive.blobs import BlobStore, chunks
from records.findings import Digest
from records.keeping import Derived, EntryId, Part
from records.months import BagFile

ORIGINALS, COPIES, RECORDS, RESULTS = "data/asli", "data/salinan", "data/catatan", "data/hasil"
HISTORY = "data/riwayat.json"
GONE_PDF, GONE_XLSX = "data/daftar-musnah.pdf", "data/daftar-musnah.xlsx"
"""The list of what went, in a certificate's bag."""


def kept_file(path: str, digest: Digest, blobs: BlobStore) -> BagFile:
    """A blob as a file of the bag."""
    strong, size = hashlib.sha512(), 0
    with blobs.open(digest) as stream:
        for chunk in chunks(stream):
            strong.update(chunk)
            size += len(chunk)
    return BagFile(path, size, digest, strong.hexdigest())


def made_file(path: str, content: bytes, blobs: BlobStore) -> BagFile:
    """Bytes made for the bag, kept as a blob like all others."""
    blob = blobs.keep(io.BytesIO(content))
    return BagFile(path, blob.size, blob.digest, hashlib.sha512(content).hexdigest())


def result_path(entry: EntryId, result: Derived) -> str:
    """Where a result lies in the bag."""
    if result.part is Part.SEARCHABLE:
        return f"{COPIES}/{entry}.pdf"
    if result.part is Part.FINDINGS:
        return f"{RESULTS}/{entry}/findings.json"
    return f"{RESULTS}/{entry}/{result.part}-{result.page}.json.gz"
