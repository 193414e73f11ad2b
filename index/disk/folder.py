"""The index's folder: private, disposable, and versioned; which index in it is the valid one.

current.json    {"version": 1, "folder": "pages-0003"}   replaced whole
indexer.lock    held by the one indexer
pages-0003/     Whoosh's files; each segment has a `.sum` with its length and checksum
pages-0004/     a rebuild under way, or left by a killed one
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

from records.errors import IndexDamaged, IndexMissing, IndexOutdated

VERSION = 1
"""Of what is stored and how words are folded and stemmed: any change needs a rebuild."""
POINTER = "current.json"
LOCK = "indexer.lock"
_PREFIX = "pages-"
_CHUNK = 1 << 20


def make_private(folder: Path) -> None:
    """Creates the folder for its owner alone: the index holds what the papers say."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def current(folder: Path) -> Path:
    """The valid index. Raises IndexMissing, IndexOutdated or IndexDamaged."""
    try:
        pointer = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        version, name = pointer["version"], str(pointer["folder"])
    except FileNotFoundError:
        raise IndexMissing() from None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(reason=POINTER) from error
    if version != VERSION:
        raise IndexOutdated(found=version)
    path = folder / name
    if not name.startswith(_PREFIX) or Path(name).name != name or not path.is_dir():
        raise IndexDamaged(reason=name)
    return path


def next_build(folder: Path) -> Path:
    """A new, empty folder for a rebuild."""
    numbers = [int(p.name.removeprefix(_PREFIX)) for p in builds(folder)]
    path = folder / f"{_PREFIX}{max(numbers, default=0) + 1:04}"
    path.mkdir(mode=0o700)
    return path


def builds(folder: Path) -> list[Path]:
    """Every index in the folder, valid or not."""
    found = folder.glob(_PREFIX + "*")
    return sorted(p for p in found if p.name.removeprefix(_PREFIX).isdigit())


def point_to(folder: Path, build: Path) -> None:
    """Makes a complete index the valid one, in one step and durably."""
    fresh = folder / (POINTER + ".new")
    fresh.write_text(json.dumps({"version": VERSION, "folder": build.name}), encoding="utf-8")
    sync(fresh)
    fresh.replace(folder / POINTER)
    sync(folder)


def sync(path: Path) -> None:
    """Makes a file's bytes, or a folder's names, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal(segment: Path) -> None:
    """Writes a segment's length and checksum beside it, once."""
    target = segment.with_suffix(".sum")
    if not target.exists():
        # In one step: a sum cut off by a kill would tell a whole segment damaged.
        fresh = segment.with_suffix(".sum.new")
        fresh.write_text(_sum(segment), encoding="ascii")
        fresh.replace(target)


def damaged(segment: Path, thorough: bool) -> bool:
    """Whether a segment has another length (or, thorough, other bytes) than when written."""
    try:
        told = segment.with_suffix(".sum").read_text(encoding="ascii")
    except FileNotFoundError:
        return False  # killed between commit and seal: nothing to compare with yet
    if thorough:
        return told != _sum(segment)
    return told.partition(" ")[0] != str(segment.stat().st_size)


def _sum(path: Path) -> str:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
    return f"{path.stat().st_size} {value:08x}"
