"""Bytes from outside become a file we hold: counted, digested and on the disk for good."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from ingest.limits import Limits
from ingest.sniff import HEAD_BYTES, sniff
from records.errors import NotADocument, ScanEmpty, ScanTooLarge
from records.findings import Digest
from records.scan import Media, Scan

PIECE = 1 << 20


def receive(source: BinaryIO, name: str, into: Path, limits: Limits) -> Scan:
    """Writes the stream to a new file in `into`, flushed to the disk, and tells what it is.

    `name` is what the submitter called it: shown, never used as a path. The new file is private
    to the caller and has a name of its own. Raises ScanTooLarge once the limit is passed, without
    reading on, ScanEmpty, or NotADocument; then nothing is left in `into`.
    """
    handle, written = tempfile.mkstemp(prefix="received-", suffix=".part", dir=into)
    path = Path(written)
    try:
        with os.fdopen(handle, "wb") as file:
            media, digest, size = _copy(source, file, name, limits)
            file.flush()
            os.fsync(file.fileno())
        whole = path.with_suffix(media.suffix)
        path.rename(whole)
        path = whole
        _sync_folder(into)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Scan(whole, name, digest, size, media)


def _copy(source: BinaryIO, file: BinaryIO, name: str, limits: Limits) -> tuple[Media, Digest, int]:
    """The format, the digest and the size of what was copied."""
    digest = hashlib.sha256()
    head = b""
    size = 0
    while piece := source.read(PIECE):
        size += len(piece)
        if size > limits.max_bytes:
            raise ScanTooLarge(name=name, limit=limits.max_bytes)
        if len(head) < HEAD_BYTES:
            head += piece[: HEAD_BYTES - len(head)]
        digest.update(piece)
        file.write(piece)
    if not size:
        raise ScanEmpty(name=name)
    media = sniff(head)
    if media is None:
        raise NotADocument(name=name)
    return media, Digest(digest.hexdigest()), size


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
