"""A zip from outside unpacked into a folder of its own, and the bags in it understood."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.bags import verify
from records.errors import ExportUnusable
from records.findings import Digest, Kind
from records.findings_json import json_to_record
from records.keeping import Filed, Unit
from records.months import BagFile, MonthStep, Seal
from service.sealing.files import HISTORY, RECORDS, RESULTS
from service.sealing.restore_rows import gone_to_filed

Json = dict[str, Any]

ZIP_FAULTS = (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, KeyError)
"""What the library raises for zips that are cut off, damaged, encrypted or packed unknown ways."""
ENTRY = re.compile(r"[0-9A-Za-z]{1,26}")
"""What an entry's name may be: it becomes part of a path."""
MOST_FILES = 5_000_000
ROOM = 0.9
"""How much of the free disk a zip may fill: others work there too."""


@contextmanager
def unpacked(path: Path, beside: Path) -> Iterator[Path]:
    """The folder with the zip's files while the context lasts; raises ExportUnusable.

    No name leads out of the folder and no link is made: the library writes plain files only, with
    `..` and leading slashes taken out of their names. No file grows beyond what the zip says of it,
    which is asked for before.
    """
    with tempfile.TemporaryDirectory(dir=beside) as folder:
        try:
            with zipfile.ZipFile(path) as packed:
                _require_room(path, packed, Path(folder))
                packed.extractall(folder)
        except ZIP_FAULTS as error:
            raise ExportUnusable(file=path.name, reason=str(error)) from error
        yield Path(folder)


def _require_room(path: Path, packed: zipfile.ZipFile, folder: Path) -> None:
    every = packed.infolist()
    size = sum(one.file_size for one in every)
    if size > shutil.disk_usage(folder).free * ROOM or len(every) > MOST_FILES:
        reason = f"{len(every)} berkas, {size} byte / too large for the disk"
        raise ExportUnusable(file=path.name, reason=reason)
    names = [one.filename.casefold() for one in every]
    if len(set(names)) < len(names):
        raise ExportUnusable(file=path.name, reason="nama ganda / a name twice")


def line_to_seal(line: Json) -> Seal:
    """A line of an export's ledger as the seal it stands for."""
    values = line | {"sealed_at": datetime.fromisoformat(line["sealed_at"])}
    return Seal(**values)


class UnpackedBag:
    """An unpacked bag that its checker found whole."""

    def __init__(self, folder: Path, gone: verify.Gone) -> None:
        self.folder = folder
        self._gone = gone
        self.seal = line_to_seal(json.loads((folder / verify.SEAL).read_text("utf-8")))
        self.history: Json = json.loads((folder / HISTORY).read_text("utf-8"))
        self.papers: list[Json] = [
            json.loads(one.read_text("utf-8")) for one in sorted((folder / RECORDS).glob("*.json"))
        ]

    def require_sound(self) -> None:
        """Pass where papers and history are this seal's own and of the shape they are kept in.

        Raises ValueError, LookupError, TypeError, OSError.
        """
        if len(self.papers) > self.seal.papers:
            raise ValueError(RECORDS)
        for paper in self.papers:
            filed = paper_to_filed(paper)
            here = (filed.unit_code, filed.month) == (self.seal.unit, self.seal.month)
            if not here or ENTRY.fullmatch(filed.entry) is None:
                raise ValueError(filed.entry)
            json_to_record(paper["record"])
            datetime.fromisoformat(paper["archived_at"])
            manifest = self.folder / RESULTS / filed.entry / "manifest.json"
            json.loads(manifest.read_text("utf-8"))["original"]["sha256"]
        certificate = self.folder / verify.GONE
        if certificate.exists():
            for paper in json.loads(certificate.read_text("utf-8"))["papers"]:
                gone_to_filed(paper)
        unit = self.history["unit"]
        Unit(unit["code"], unit["name"])
        if unit["code"] != self.seal.unit or self.history["month"] != self.seal.month:
            raise ValueError(HISTORY)
        for step in (*self.history["steps"], self.history["sealed"]):
            MonthStep(step["step"])
            datetime.fromisoformat(step["at"])

    def files(self) -> Iterator[tuple[BagFile, Path]]:
        """The payload with its digests as the manifests have them, destroyed files included."""
        strong = verify.read_manifest(self.folder / "manifest-sha512.txt")
        plain = verify.read_manifest(self.folder / "manifest-sha256.txt")
        for name, digest in plain.items():
            place = self.folder / name
            if place.exists():
                size = place.stat().st_size
            else:
                size = self._gone[self.seal.number, name, digest]
            yield BagFile(name, size, Digest(digest), strong[name]), place

    def about(self) -> dict[str, str]:
        """The description without what follows from the files."""
        text = (self.folder / "bag-info.txt").read_text("utf-8")
        told = dict(line.split(": ", 1) for line in text.splitlines())
        return {key: value for key, value in told.items() if key != "Payload-Oxum"}


def paper_to_filed(paper: Json) -> Filed:
    """The document as a bag's record says it is filed; raises ValueError, LookupError."""
    cells = paper["filed"] | {"kind": Kind(paper["filed"]["kind"])}
    return Filed(**(cells | {"pages": tuple(cells["pages"])}))
