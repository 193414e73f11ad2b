"""The one writer of the index, fed by an outbox: upserts, deletions, merges, rebuilds."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from types import TracebackType

from index.disk.folder import LOCK, builds, current, damaged, make_private, next_build, point_to
from index.disk.merging import nightly, while_working
from index.disk.postings import Choice, Writer, create, generation, open_parts
from index.disk.rows import entry_to_row
from index.entries import PageEntry
from records.errors import (
    IndexDamaged,
    IndexerBusy,
    IndexMissing,
    IndexOutdated,
)

REBUILD_BATCH = 10_000
"""Pages in one commit of a rebuild: few enough for memory (their words are sorted on disk), and
so many that merging them, which costs as much as writing, can wait for a night."""


class Indexer:
    """Writes the index of one folder; a second one at the same time raises IndexerBusy.

    Used as a context manager: entering takes the folder's lock and sweeps what a killed
    predecessor left, leaving releases it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: int | None = None

    def __enter__(self) -> Indexer:
        make_private(self._folder)
        lock = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise IndexerBusy() from None
        self._lock = lock
        self._sweep()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def needs_rebuild(self) -> bool:
        """Whether the index is missing, of another version, or cannot be opened whole."""
        try:
            return bool(damages(self._folder, thorough=False))
        except (IndexMissing, IndexOutdated, IndexDamaged):
            return True

    def index_batch(self, entries: Iterable[PageEntry], deletions: Iterable[str] = ()) -> int:
        """Puts whole documents in the place of their earlier pages and drops the deleted ones.

        All pages of a document come in one batch; `deletions` are document names. One commit:
        on return it is durable, before it nothing is visible; running twice is harmless.
        Returns the pages written. Raises IndexDamaged, IndexOutdated, IndexMissing: rebuild.
        """
        return _write(current(self._folder), entries, set(deletions), while_working)

    def rebuild(self, entries: Iterable[PageEntry]) -> int:
        """Builds a new index beside the old one, which answers until the new one is complete.

        The pages of a document follow one another. What changes meanwhile is indexed after,
        by the outbox. Returns the pages written.
        """
        build = next_build(self._folder)
        create(build)
        written = 0
        rest = iter(entries)
        while batch := list(islice(rest, REBUILD_BATCH)):
            # drops nothing: each page comes once, and looking for old ones costs a third
            written += _write(build, batch, None, while_working)
        point_to(self._folder, build)
        self._sweep()
        return written

    def merge(self) -> None:
        """Merges what the working day left apart: for the night, minutes on a large index."""
        _write(current(self._folder), (), set(), nightly)

    def _sweep(self) -> None:
        """Removes indexes that no longer, or do not yet, count, and a killed writer's files."""
        try:
            valid = current(self._folder)
        except IndexMissing:
            valid = None
        except (IndexDamaged, IndexOutdated):
            return  # a rebuild sweeps after it
        for build in builds(self._folder):
            if build != valid:
                shutil.rmtree(build, ignore_errors=True)
        if valid is None:
            return
        for stray in (*valid.glob("*.tmp"), *valid.glob("*.toc.*")):
            shutil.rmtree(stray, ignore_errors=True) if stray.is_dir() else stray.unlink()


def damages(folder: Path, *, thorough: bool = True) -> tuple[str, ...]:
    """What is wrong with the index's files, by name; thorough reads every byte.

    Raises IndexMissing, IndexOutdated, IndexDamaged where there is nothing to look into.
    """
    build = current(folder)
    found = [path.name for path in sorted(build.glob("*.seg")) if damaged(path, thorough)]
    try:
        _, parts = open_parts(build)
    except (IndexDamaged, FileNotFoundError) as error:
        return (*found, str(error))
    for part in parts:
        part.close()
    return tuple(found)


def _write(
    build: Path, entries: Iterable[PageEntry], deletions: set[str] | None, choose: Choice
) -> int:
    """One commit; `deletions` None means that no page can be there already."""
    if generation(build) < 0:
        raise IndexDamaged(reason=build.name)
    pages = list(entries)
    try:
        return _commit(build, pages, deletions, choose)
    except FileNotFoundError as error:
        raise IndexDamaged(reason=error.filename) from error


def _commit(build: Path, pages: list[PageEntry], deletions: set[str] | None, choose: Choice) -> int:
    writer = Writer(build)
    try:
        if deletions is not None:
            writer.drop(deletions | {entry.document for entry in pages})
        # a page told twice in a batch counts once, as last told
        for entry in {entry.id: entry for entry in pages}.values():
            writer.add(entry_to_row(entry))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(choose)
    return len(pages)
