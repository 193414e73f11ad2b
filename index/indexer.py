"""The one writer of the index, fed by an outbox: upserts, deletions, merges, rebuilds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from index.entries import PageEntry


class Indexer:
    """Writes the index of one folder; a second one at the same time raises IndexerBusy.

    Used as a context manager: entering takes the folder's lock and sweeps what a killed
    predecessor left, leaving releases it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Indexer:
        raise NotImplementedError

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError

    def index_batch(self, entries: Iterable[PageEntry], deletions: Iterable[str] = ()) -> int:
        """Puts whole documents in the place of their earlier pages and drops the deleted ones.

        All pages of a document come in one batch; `deletions` are document names. One commit:
        on return it is durable, before it nothing is visible; running twice is harmless.
        Returns the pages written. Raises IndexDamaged, IndexOutdated, IndexMissing: rebuild.
        """
        raise NotImplementedError

    def rebuild(self, entries: Iterable[PageEntry]) -> int:
        """Builds a new index beside the old one, which answers until the new one is complete."""
        raise NotImplementedError

    def merge(self) -> None:
        """Merges what the working day left apart: for the night, minutes on a large index."""
        raise NotImplementedError
