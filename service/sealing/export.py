"""Sealed months given out as one zip, streamed from what is kept: no second copy on disk."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from archive.bags import verify
from archive.bags.layout import bag_name, read_listing, seal_to_line, tag_files
from archive.blobs import chunks
from archive.catalogue import audit
from archive.ledger import lines
from records.errors import NothingSealed
from records.keeping import User
from records.months import BagFile, Seal
from service.filing.sight import sight_in
from service.permissions import Deed, require
from service.sealing.gone import Gone
from service.units.registry import unit_named
from service.wiring import Services

if TYPE_CHECKING:
    from typing_extensions import Buffer

ZIP_BEGINNING = (1980, 1, 1, 0, 0, 0)
README = """Ekspor arsip / archive export

Periksa keutuhannya dengan Python 3 (tanpa pemasangan apa pun):
    python3 verify.py
Keluar 0: utuh. Keluar 1: ada kerusakan, disebut satu per satu.

Berkas yang dipindai sebagai satu tumpukan dapat memuat dokumen beberapa satuan atau bulan. Segel
sebuah satuan hanya memuat halamannya sendiri (asli/….bagian.pdf) dan sidik jari berkas utuhnya
(hasil/…/bagian.json); berkas utuh tetap ada di pemasangan asal dan cadangannya.

Check it with Python 3 (nothing to install): python3 verify.py exits 0 when whole, 1 when not,
naming the damage. Each folder in berkas/ is a BagIt 1.0 bag (RFC 8493).

A file scanned as one stack may hold papers of several units or months. The bag of a unit holds its
own pages only (asli/….bagian.pdf) and the digest of the whole file (hasil/…/bagian.json); the
whole file stays in the installation it came from and in its backups.
"""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds: its bags in order, and how many secret ones were left out."""

    seals: tuple[Seal, ...]
    withheld: int
    every: tuple[Seal, ...]
    """The whole ledger, which goes along."""


def plan_export(
    user: User, unit: str, span: str, services: Services, *, below: bool = True
) -> Export:
    """What an export of the unit (with all below) for a year or month holds.

    Papers marked secret go only to those cleared. Raises NothingSealed, UnitUnknown, NotAllowed.
    """
    require(user, Deed.EXPORT)
    code = unit_named(user, unit, services).code
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        found = [s for s in lines.within(db, code, span) if below or s.unit == code]
        every = lines.within(db, "")
    shown = tuple(one for one in found if sight.secret or not one.is_secret)
    if not shown:
        raise NothingSealed(unit=unit, span=span)
    return Export(shown, len(found) - len(shown), every)


def write_export(user: User, export: Export, target: BinaryIO, services: Services) -> None:
    """Write the zip to a stream piece by piece; raises what `stream_export` raises."""
    for piece in stream_export(user, export, services):
        target.write(piece)


def stream_export(user: User, export: Export, services: Services) -> Iterator[bytes]:
    """The zip in pieces, as an answer over the network wants it; the same export, the same bytes.

    Raises BlobMissing where something kept is not there; changed bytes go out as they are, and
    the checker in the export tells them.
    """
    with services.catalogue.begin() as db:
        facts = {"seals": [one.number for one in export.seals], "withheld": export.withheld}
        audit.write(db, services.clock(), user.name, "export", export.seals[0].unit, facts)
    spout = _Spout()
    with zipfile.ZipFile(spout, "w", zipfile.ZIP_STORED, allowZip64=True) as made:
        for path, content in top_files(export).items():
            _put(made, path, content)
            yield spout.take()
        gone = Gone(export.every, services)
        for seal in export.seals:
            yield from _stream_bag(made, seal, spout, gone, services)
    yield spout.take()


class _Spout(io.RawIOBase):
    """A stream that only goes forward: what was written is taken out at once."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer, /) -> int:
        content = bytes(piece)
        self._held += content
        return len(content)

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        return taken


def open_bag(seal: Seal, services: Services) -> tuple[tuple[BagFile, ...], dict[str, bytes]]:
    """The bag's files by listing, and its tag files; raises BlobMissing, ValueError, KeyError."""
    with services.blobs.open(seal.listing) as stream:
        files, about = read_listing(stream.read())
    return files, tag_files(files, about, seal_to_line(seal))


def top_files(export: Export) -> dict[str, bytes]:
    """The files at the top of the export: checker, ledger, and what it should hold."""
    ledger = [seal_to_line(seal) for seal in export.every]
    files = {
        "verify.py": Path(verify.__file__).read_bytes(),
        "BACA-SAYA.txt": README.encode(),
    }
    told: dict[str, object] = {
        "format": 1,
        "bags": {bag_name(seal): seal.number for seal in export.seals},
        "head": export.every[-1].hash,
        "files": {name: hashlib.sha256(text).hexdigest() for name, text in files.items()},
    }
    told["sha256"] = hashlib.sha256(verify.canonical(told)).hexdigest()
    text = json.dumps(ledger, ensure_ascii=False, indent=1).encode()
    return {**files, verify.LEDGER: text, verify.EXPORT: json.dumps(told, indent=1).encode()}


def _stream_bag(
    made: zipfile.ZipFile, seal: Seal, spout: _Spout, gone: Gone, services: Services
) -> Iterator[bytes]:
    files, tags = open_bag(seal, services)
    folder = f"{verify.BAGS}/{bag_name(seal)}"
    for path, content in sorted(tags.items()):
        _put(made, f"{folder}/{path}", content)
        yield spout.take()
    for file in sorted(gone.standing(seal, files), key=lambda f: f.path):
        with (
            services.blobs.open(file.sha256) as source,
            made.open(_named(f"{folder}/{file.path}", file.size), "w") as place,
        ):
            for chunk in chunks(source):
                place.write(chunk)
                yield spout.take()


def _put(made: zipfile.ZipFile, path: str, content: bytes) -> None:
    made.writestr(_named(path, len(content)), content)


def _named(path: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, ZIP_BEGINNING)
    entry.external_attr = 0o644 << 16
    entry.file_size = size
    return entry
