"""The only module that knows Whoosh: pages on disk, term by term."""

from __future__ import annotations

from pathlib import Path


class PageIndex:
    """The index of one folder, opened for reading; safe to share among threads.

    Follows the indexer's commits and rebuilds by itself; holds the folder's segments memory-mapped.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def close(self) -> None:
        """Lets go of the mapped files."""
        raise NotImplementedError
