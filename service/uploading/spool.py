"""Unfinished uploads on the disk: what has arrived of each survives a kill and a power cut.

`OWNER/ID/about.json` says what is coming, `bytes` holds what came, `offset` how much of it is
flushed to the disk. What stands in `bytes` beyond the offset was never acknowledged and is cut
off when the upload goes on.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from archive.durable import write_text
from records.errors import NotFound, UploadBusy, UploadOutOfStep, UploadTooLong

ID = re.compile(r"[0-9a-f]{32}")
RUIN_S = 3600.0
"""A folder without a description is being made for a moment; after so long it is a ruin."""
COMMIT_EVERY = 4 * 1024 * 1024
"""Bytes after which a long piece is made safe: what a line of 1 Mbit/s brings in half a minute."""
NEVER = datetime.min.replace(tzinfo=UTC)
ABOUT, BYTES, OFFSET = "about.json", "bytes", "offset"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way; `offset` is how much of it is safe.

    `group` is the sender's name for photos that are to become one document; `modified` when the
    sender's system says the file was changed, so that the same file can be told when chosen again.
    """

    id: str
    owner: int
    by: str
    name: str
    size: int
    unit: str = ""
    group: str = ""
    modified: str = ""
    offset: int = 0
    touched_at: datetime = NEVER

    @property
    def is_whole(self) -> bool:
        """Whether every byte is here."""
        return self.offset == self.size


class Spool:
    """A folder of unfinished uploads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, upload: Upload) -> None:
        """Make room for an upload of which nothing has come yet."""
        place = self._place(upload.owner, upload.id)
        place.mkdir(parents=True, mode=0o700)
        told = asdict(upload)
        del told["offset"], told["touched_at"]
        (place / BYTES).touch(0o600)
        write_text(place / OFFSET, "0")
        write_text(place / ABOUT, json.dumps(told, ensure_ascii=False))

    def get(self, owner: int, upload_id: str) -> Upload:
        """The person's upload of that id; raises NotFound for any other."""
        try:
            place = self._place(owner, upload_id)
            told = json.loads((place / ABOUT).read_text(encoding="utf-8"))
            offset = int((place / OFFSET).read_text(encoding="ascii"))
            touched = datetime.fromtimestamp((place / OFFSET).stat().st_mtime, UTC)
        except (OSError, ValueError) as error:
            raise NotFound(what=upload_id[:40]) from error
        return replace(Upload(**told), offset=offset, touched_at=touched)

    def of(self, owner: int) -> tuple[Upload, ...]:
        """The person's unfinished uploads, the last touched first."""
        found = []
        for place in self._folder.glob(f"{owner:d}/*/{ABOUT}"):
            try:
                found.append(self.get(owner, place.parent.name))
            except NotFound:  # finished at this very moment
                continue
        return tuple(sorted(found, key=lambda upload: upload.touched_at, reverse=True))

    def owners(self) -> tuple[int, ...]:
        """Whose uploads there are."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(int(p.name) for p in self._folder.iterdir() if p.name.isdecimal()))

    @contextmanager
    def going_on(self, upload: Upload, offset: int) -> Iterator[Arriving]:
        """Take the next piece, which must begin where the last ended; one sender at a time.

        Whatever ends the context, what has arrived is made safe first. Raises UploadBusy,
        UploadOutOfStep, NotFound.
        """
        place = self._place(upload.owner, upload.id)
        try:
            file = (place / BYTES).open("r+b", buffering=0)
        except FileNotFoundError as error:
            raise NotFound(what=upload.id) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadBusy(name=upload.name) from error
            present = self.get(upload.owner, upload.id)
            if offset != present.offset:
                raise UploadOutOfStep(name=upload.name, offset=present.offset)
            file.truncate(offset)
            file.seek(offset)
            arriving = Arriving(file, place, present)
            try:
                yield arriving
            finally:
                arriving.commit()

    def open(self, upload: Upload) -> BinaryIO:
        """The bytes that have come."""
        return (self._place(upload.owner, upload.id) / BYTES).open("rb")

    @contextmanager
    def held(self, upload: Upload) -> Iterator[BinaryIO]:
        """The bytes, with nobody else at them; raises NotFound where another has taken them."""
        place = self._place(upload.owner, upload.id)
        try:
            file = (place / BYTES).open("rb")
        except FileNotFoundError as error:
            raise NotFound(what=upload.id) from error
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not (place / ABOUT).exists():
                raise NotFound(what=upload.id)
            yield file

    def path(self, upload: Upload) -> Path:
        """Where the bytes lie."""
        return self._place(upload.owner, upload.id) / BYTES

    def remove(self, upload: Upload) -> None:
        """Forget the upload."""
        place = self._place(upload.owner, upload.id)
        # without its description it is no upload any more, whatever interrupts the rest
        (place / ABOUT).unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)

    def sweep_ruins(self, owner: int) -> None:
        """Remove what a kill left of uploads that were being made or removed, long ago."""
        for place in (self._folder / f"{owner:d}").glob("*"):
            if not ID.fullmatch(place.name) or (place / ABOUT).exists():
                continue
            if datetime.now(UTC).timestamp() - place.stat().st_mtime > RUIN_S:
                shutil.rmtree(place, ignore_errors=True)

    def _place(self, owner: int, upload_id: str) -> Path:
        if not ID.fullmatch(upload_id):
            raise NotFound(what=upload_id[:40])
        return self._folder / f"{owner:d}" / upload_id


class Arriving:
    """A piece being written behind what is there."""

    def __init__(self, file: BinaryIO, place: Path, upload: Upload) -> None:
        self._file, self._place, self._upload = file, place, upload
        self._safe = self.offset = upload.offset

    def write(self, piece: bytes) -> None:
        """Add bytes; raises UploadTooLong for more than were announced."""
        if self.offset + len(piece) > self._upload.size:
            raise UploadTooLong(name=self._upload.name, size=self._upload.size)
        view = memoryview(piece)
        while view:
            view = view[self._file.write(view) :]
        self.offset += len(piece)
        if self.offset - self._safe >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make what has come safe against a power cut."""
        if self.offset == self._safe:
            return
        os.fsync(self._file.fileno())
        try:
            write_text(self._place / OFFSET, str(self.offset))
        except FileNotFoundError as error:  # discarded by its owner meanwhile
            raise NotFound(what=self._upload.id) from error
        self._safe = self.offset

    def take_back(self) -> None:
        """Forget what has come with this piece: it was not what its sender meant."""
        self.offset = self._upload.offset
        self._file.truncate(self.offset)
        self._file.seek(self.offset)
        write_text(self._place / OFFSET, str(self.offset))
        self._safe = self.offset
