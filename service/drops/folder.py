"""The watched folder: looked at, taken from, and tidied into `selesai` (done) and `gagal` (failed).

A file is taken under a key made of its place, inode, time and size: killed between the taking and
the moving away, the same file gives the same entry. Nothing is followed out of the folder.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import logging
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from archive.units import tree
from archive.units.matching import match
from records.errors import (
    BerkasError,
    DropRefused,
    DropUnitUnknown,
    RequestRejected,
    ScanRejected,
    ServiceUnavailable,
)
from service.drops.limits import DropSettings
from service.drops.stability import Stamp, Tracker
from service.intake import take
from service.wiring import Services

DOOR = "(folder)"
"""Who hands the files in, in lists and in the trail; no person's name looks so."""
DONE, FAILED, REASON = "selesai", "gagal", ".alasan.txt"
LOCK = ".berkas.lock"
DEEPEST = 8
MOST_FILES = 5_000
"""Of one look; more wait for the next."""
BEGINNINGS = (".", "~", "#")
ENDINGS = (
    *(".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download"),
    *(".lock", ".lck", ".swp", ".bak", REASON),
)
"""Names that programs give to files they have not finished, and to those that are no papers."""
LITTER = frozenset({"thumbs.db", "desktop.ini", "ftpupload"})
log = logging.getLogger(__name__)


class StillChanging(Exception):
    """The file was written to while it was read."""


class Drop:
    """A watched folder of an installation."""

    def __init__(self, settings: DropSettings) -> None:
        self._settings = settings
        self._root = Path(settings.folder)
        self._tracker: Tracker[PurePosixPath] = Tracker(settings.settled_polls)

    def look(self, services: Services) -> int:
        """One look: what has come to rest is taken; how many files were moved away."""
        with _alone(self._root) as is_ours:
            if not is_ours:
                return 0
            present = dict(_files(self._root))
            moved = 0
            for name in self._tracker.settled(present):
                moved += self._take(name, present[name], services)
            return moved

    def _take(self, name: PurePosixPath, stamp: Stamp, services: Services) -> bool:
        try:
            with _opened(self._root / name, stamp) as stream:
                unit = _unit_of(name, self._settings.unit, services)
                take(stream, name.name, DOOR, services, unit=unit, key=_key(name, stamp))
        except (StillChanging, FileNotFoundError):
            return False
        except ServiceUnavailable as error:
            log.warning("the watched folder waits: %s", error)
            return False
        except (ScanRejected, RequestRejected) as error:
            self._put_away(FAILED, name, error)
            return True
        except OSError as error:
            log.warning("%s cannot be read yet: %s", name, error.strerror)
            return False
        self._put_away(DONE, name)
        return True

    def _put_away(self, to: str, name: PurePosixPath, error: BerkasError | None = None) -> None:
        folder = self._root / to / name.parent
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, name.name)
        if error is not None:
            reason = f"{error.message('id')}\n\n{error.message('en')}\n[{error.code}]\n"
            target.with_name(target.name + REASON).write_text(reason, encoding="utf-8")
        (self._root / name).rename(target)


def watch(services: Services, stopped: threading.Event) -> None:
    """Look at the folder again and again until stopped."""
    settings = services.settings.drop
    drop = Drop(settings)
    while not stopped.is_set():
        try:
            drop.look(services)
        except (OSError, ServiceUnavailable) as error:
            log.warning("the watched folder waits: %s", error)
        stopped.wait(settings.poll_s)


def _files(root: Path) -> Iterator[tuple[PurePosixPath, Stamp]]:
    """Everything that may be a paper, links and devices too, so that they can be put away."""
    waiting, count = [(root, 0)], 0
    while waiting:
        folder, depth = waiting.pop()
        for path in sorted(folder.iterdir()):
            name = PurePosixPath(path.relative_to(root).as_posix())
            if _is_ignored(name):
                continue
            try:
                told = path.lstat()
            except FileNotFoundError:
                continue
            if stat.S_ISDIR(told.st_mode):
                if depth < DEEPEST:
                    waiting.append((path, depth + 1))
                continue
            count += 1
            if count > MOST_FILES:
                return
            # what is no plain file has no size of its own, but must come to rest as well
            size = told.st_size if stat.S_ISREG(told.st_mode) else 1
            yield name, Stamp(size, told.st_mtime_ns, told.st_ino)


def _is_ignored(name: PurePosixPath) -> bool:
    last = name.name.casefold()
    if len(name.parts) == 1 and last in {DONE, FAILED}:
        return True
    return last.startswith(BEGINNINGS) or last.endswith(ENDINGS) or last in LITTER


@contextmanager
def _opened(path: Path, stamp: Stamp) -> Iterator[io.BufferedReader]:
    """The plain file as it was seen; raises DropRefused for links and devices, StillChanging."""
    try:
        # without waiting: a pipe somebody left here has no other end
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise DropRefused(name=path.name) from error
        raise
    raw = os.fdopen(handle, "rb", buffering=0)
    with raw:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise DropRefused(name=path.name)
        yield io.BufferedReader(_Steady(raw, stamp))


class _Steady(io.RawIOBase):
    """Reads a file, and at its end asks whether it is still what it was."""

    def __init__(self, raw: io.FileIO, stamp: Stamp) -> None:
        self._raw, self._stamp = raw, stamp

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        count = self._raw.readinto(into)
        if not count:
            told = os.fstat(self._raw.fileno())
            if Stamp(told.st_size, told.st_mtime_ns, told.st_ino) != self._stamp:
                raise StillChanging
        return count or 0


def _unit_of(name: PurePosixPath, otherwise: str, services: Services) -> str:
    """The code of the unit whose folder the file lies in; raises DropUnitUnknown."""
    folder = name.parent.as_posix()
    wording = otherwise if folder == "." else folder
    if not wording:
        return ""
    with services.catalogue.read() as db:
        known = tree.within(db, "")
    codes = {unit.code.casefold(): unit.code for unit in known}
    last = wording.rpartition("/")[2]
    code = codes.get(wording.casefold()) or codes.get(last.casefold())
    found = None if code else match(known, last)
    if code is None and found is None:
        raise DropUnitUnknown(folder=wording)
    return code or (found.code if found else "")


def _key(name: PurePosixPath, stamp: Stamp) -> str:
    told = f"{name}\n{stamp.inode}\n{stamp.changed_ns}\n{stamp.size}"
    return f"drop:{hashlib.sha256(told.encode('utf-8', 'surrogateescape')).hexdigest()[:40]}"


def _free_name(folder: Path, name: str) -> Path:
    """A name nothing in the folder has yet."""
    target, count = folder / name, 1
    while target.exists() or target.is_symlink() or Path(f"{target}{REASON}").exists():
        count += 1
        target = folder / f"{Path(name).stem}-{count}{Path(name).suffix}"
    return target


@contextmanager
def _alone(root: Path) -> Iterator[bool]:
    """Whether nobody else is looking at the folder now."""
    handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)
