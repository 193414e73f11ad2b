"""A zip from outside unpacked into a folder of its own, within the room there is."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records.errors import ExportUnusable

ZIP_FAULTS = (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, KeyError)
"""What the library raises for zips that are cut off, damaged, encrypted or packed unknown ways."""
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
