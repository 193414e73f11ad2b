"""Sealed months given out over a network: one document of a bag, or a zip that can be resumed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from archive.bags.layout import bag_name
from archive.bags.verify import BAGS, MINUTES
from archive.catalogue import audit
from records.errors import NotFound
from records.findings import Digest
from records.keeping import User
from service.filing.views import Download
from service.permissions import Deed, require
from service.proof.month_proof import seal_within
from service.sealing.closing import LIST_PDF, LIST_XLSX, RECAP
from service.sealing.export import Export, open_bag, plan_export, stream_export, top_files
from service.sealing.files import GONE_PDF, GONE_XLSX
from service.sealing.gone import Gone
from service.wiring import Services

if TYPE_CHECKING:
    from typing_extensions import Buffer

ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTS: dict[str, tuple[tuple[str, ...], str]] = {
    "minutes": ((MINUTES,), "application/pdf"),
    "list.pdf": ((LIST_PDF, GONE_PDF), "application/pdf"),
    "list.xlsx": ((LIST_XLSX, GONE_XLSX), XLSX),
    "recap": ((RECAP,), "application/pdf"),
}
"""Documents of a bag by what they are asked for: where they may lie, and their medium."""
LOCAL, CENTRAL, ENDING = 30, 46, 22
DESCRIPTOR, DESCRIPTOR_64 = 16, 24
EXTRA_64, ENDING_64 = 20, 76
LARGE_SHARE = 1.05
"""A file this much below the limit is written as a large one: so the library has it."""


def seal_document(user: User, number: int, part: str, services: Services) -> Download:
    """A document of a sealed bag: `minutes`, `list.pdf`, `list.xlsx`, `recap`.

    Raises NotFound, NotAllowed, BlobMissing.
    """
    require(user, Deed.EXPORT)
    seal = seal_within(user, number, services)
    if seal is None or part not in PARTS:
        raise NotFound(what=f"{number}/{part}")
    paths, media = PARTS[part]
    files, _ = open_bag(seal, services)
    file = next((one for one in files if one.path in paths), None)
    if file is None:
        raise NotFound(what=f"{number}/{part}")
    with services.catalogue.begin() as db:
        facts = {"part": part, "seal": number}
        target = f"{seal.unit}@{seal.month}"[:200]
        audit.write(db, services.clock(), user.name, "download", target, facts)
    stream = services.blobs.open(file.sha256)
    name = f"{bag_name(seal)}-{PurePosixPath(file.path).name}"
    return Download(stream, file.size, media, name, file.sha256)


def export_download(
    user: User, unit: str, span: str, services: Services, *, below: bool = True
) -> Download:
    """The export as a download of known size, made while it is taken: the same bytes each time.

    Nothing is read before the first byte is asked for. Raises what `plan_export` raises.
    """
    export = plan_export(user, unit, span, services, below=below)
    stream = Flow(stream_export(user, export, services))
    name = f"{unit.replace('/', '--')}-{span}.zip"
    size = export_size(export, services)
    return Download(stream, size, ZIP, name, _digest(export))  # type: ignore[arg-type]


def export_size(export: Export, services: Services) -> int:
    """How many bytes the zip of an export has, known before any of its files is read."""
    named = [(path, len(content)) for path, content in top_files(export).items()]
    gone = Gone(export.every, services)
    for seal in export.seals:
        files, tags = open_bag(seal, services)
        folder = f"{BAGS}/{bag_name(seal)}"
        named += [(f"{folder}/{path}", len(content)) for path, content in sorted(tags.items())]
        ordered = sorted(gone.standing(seal, files), key=lambda file: file.path)
        named += [(f"{folder}/{file.path}", file.size) for file in ordered]
    return zip_size(named)


def zip_size(named: Iterable[tuple[str, int]]) -> int:
    """Bytes of a zip written forwards, without packing, from (path, size) in order."""
    offset, directory, count = 0, 0, 0
    for path, size in named:
        letters = len(path.encode())
        is_large = size * LARGE_SHARE > zipfile.ZIP64_LIMIT
        eights = 2 * (size > zipfile.ZIP64_LIMIT) + (offset > zipfile.ZIP64_LIMIT)
        directory += CENTRAL + letters + (4 + 8 * eights if eights else 0)
        offset += LOCAL + letters + size + (EXTRA_64 if is_large else 0)
        offset += DESCRIPTOR_64 if is_large else DESCRIPTOR
        count += 1
    is_large = count > zipfile.ZIP_FILECOUNT_LIMIT
    is_large = is_large or max(offset, directory) > zipfile.ZIP64_LIMIT
    return offset + directory + ENDING + (ENDING_64 if is_large else 0)


class Flow(io.RawIOBase):
    """Pieces made one after the other, read as a file that only goes forward."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, place: Buffer, /) -> int:
        """Fill the place with the next bytes; 0 at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        view = memoryview(place).cast("B")
        count = min(len(view), len(self._left))
        view[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def close(self) -> None:
        """Let go of what is still to be made, and of the files it holds open."""
        if not self.closed and hasattr(self._pieces, "close"):
            self._pieces.close()
        super().close()


def _digest(export: Export) -> Digest:
    """What the bytes follow from: the top of the export names checker, bags and the ledger's end;
    the head of the ledger seals every line before it.
    """
    told = {name: hashlib.sha256(text).hexdigest() for name, text in top_files(export).items()}
    return Digest(hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest())
