"""Bytes kept for good under the SHA-256 of what they are: the promise, and the folder keeping it.

A blob is written beside its place, synced, and renamed into it, so that a name in the store
always stands for whole bytes; it never moves again. Keeping the same bytes twice is no second
blob.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from archive.durable import sync_folder
from records.errors import BlobChanged, BlobMissing, StoreUnavailable
from records.findings import Digest
from records.keeping import Blob

CHUNK_BYTES = 1 << 20
DIGEST_LETTERS = 64
PARTIAL_SUFFIX = ".partial"


class BlobStore(Protocol):
    """Keeps bytes by digest. Everything raises StoreUnavailable where the store is at fault."""

    def keep(self, stream: BinaryIO) -> Blob:
        """Read the stream to its end and keep it; durable on return."""
        ...

    def open(self, digest: Digest) -> BinaryIO:
        """The bytes to read, closed by the caller; raises BlobMissing."""
        ...

    def size(self, digest: Digest) -> int:
        """How many bytes; raises BlobMissing."""
        ...

    def has(self, digest: Digest) -> bool:
        """Whether the blob is there."""
        ...

    def local(self, digest: Digest) -> AbstractContextManager[Path]:
        """A path to read the bytes from while the context lasts; raises BlobMissing."""
        ...

    def digests(self) -> Iterator[Digest]:
        """Every blob kept, in order of digest."""
        ...

    def remove(self, digest: Digest) -> None:
        """Let go of the bytes for good: only what a certificate of destruction names."""
        ...


def verify(store: BlobStore, digest: Digest) -> None:
    """Pass where the kept bytes have the digest; raises BlobMissing, BlobChanged."""
    found = hashlib.sha256()
    with store.open(digest) as stream:
        for chunk in chunks(stream):
            found.update(chunk)
    if found.hexdigest() != digest:
        raise BlobChanged(digest=digest)


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's bytes piece by piece."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def spool(stream: BinaryIO, target: BinaryIO) -> Blob:
    """Copy the stream to its end, synced to disk, and say what it was."""
    found = hashlib.sha256()
    size = 0
    for chunk in chunks(stream):
        found.update(chunk)
        size += len(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return Blob(Digest(found.hexdigest()), size)


def is_digest(text: str) -> bool:
    """Whether the text can name a blob: anything else never becomes a path."""
    return len(text) == DIGEST_LETTERS and not set(text) - set("0123456789abcdef")


class FolderStore:
    """Blobs in a folder, 65,536 sub-folders deep enough for millions: `ab/cd/abcd…`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, stream: BinaryIO) -> Blob:
        """Read the stream to its end and keep it; durable on return."""
        try:
            return self._keep(stream)
        except OSError as error:
            raise StoreUnavailable(reason=str(error)) from error

    def open(self, digest: Digest) -> BinaryIO:
        """The bytes to read, closed by the caller; raises BlobMissing."""
        with _translated(digest):
            return self._path(digest).open("rb")

    def size(self, digest: Digest) -> int:
        """How many bytes; raises BlobMissing."""
        with _translated(digest):
            return self._path(digest).stat().st_size

    def has(self, digest: Digest) -> bool:
        """Whether the blob is there."""
        return is_digest(digest) and self._path(digest).is_file()

    @contextmanager
    def local(self, digest: Digest) -> Iterator[Path]:
        """The blob's own path; it is for reading only. Raises BlobMissing."""
        if not self.has(digest):
            raise BlobMissing(digest=digest)
        yield self._path(digest)

    def digests(self) -> Iterator[Digest]:
        """Every blob kept, in order of digest."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if is_digest(path.name):
                yield Digest(path.name)

    def remove(self, digest: Digest) -> None:
        """Let go of the bytes for good; nothing happens where they are gone."""
        path = self._path(digest)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        except OSError as error:
            raise StoreUnavailable(reason=str(error)) from error

    def _keep(self, stream: BinaryIO) -> Blob:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=PARTIAL_SUFFIX, dir=self._folder)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                blob = spool(stream, target)
            place = self._path(blob.digest)
            if not place.exists():
                self._make_folders(place.parent)
                # Read-only, as a reminder to whoever looks into the folder.
                partial.chmod(0o444)
                partial.rename(place)
            # Also where it was there already: its first keeper may not have come this far.
            sync_folder(place.parent)
        finally:
            partial.unlink(missing_ok=True)
        return blob

    def _make_folders(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        sync_folder(self._folder)

    def _path(self, digest: Digest) -> Path:
        if not is_digest(digest):
            raise BlobMissing(digest=digest)
        return self._folder / digest[:2] / digest[2:4] / digest


@contextmanager
def _translated(digest: Digest) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BlobMissing(digest=digest) from error
    except OSError as error:
        raise StoreUnavailable(reason=str(error)) from error
