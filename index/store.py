"""The index of one folder opened for reading, shared by any number of threads.

Each search borrows a snapshot with readers of its own: Whoosh's keep a position in their files,
and shared among threads they give wrong answers. What is costly and never changes, the board
and lexicon of a part, is made once for all snapshots.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.disk.board import Board, Mask, facts_to_board
from index.disk.folder import current
from index.disk.postings import Part, generation, open_parts
from index.entries import Scope
from index.language.slips import Lexicon
from records.errors import IndexDamaged

MOST_IDLE = 4
"""Snapshots kept open for the next search; more are opened under load and closed after."""
OPENING_ATTEMPTS = 5
"""A commit may remove a segment between reading its name and opening it."""


class Shelf:
    """Boards and lexicons by part: of immutable segments, shared by all snapshots."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._boards: dict[str, Board] = {}
        self._lexicons: dict[str, Lexicon] = {}

    def board(self, part: Part) -> Board:
        """The part's facts as columns."""
        with self._lock:
            if part.id not in self._boards:
                self._boards[part.id] = facts_to_board(part.facts())
            return self._boards[part.id]

    def lexicon(self, part: Part) -> Lexicon:
        """The part's words."""
        with self._lock:
            if part.id not in self._lexicons:
                self._lexicons[part.id] = Lexicon.of(part.words())
            return self._lexicons[part.id]

    def keep_only(self, ids: set[str]) -> None:
        """Forgets parts that were merged away."""
        with self._lock:
            self._boards = {k: v for k, v in self._boards.items() if k in ids}
            self._lexicons = {k: v for k, v in self._lexicons.items() if k in ids}


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The index as of one commit, for one search at a time."""

    state: tuple[Path, int]
    parts: tuple[Part, ...]
    boards: tuple[Board, ...]
    shelf: Shelf

    @property
    def size(self) -> int:
        """All pages, dropped ones included."""
        return sum(part.size for part in self.parts)

    def visible(self, scope: Scope) -> list[Mask]:
        """For each part the pages that are neither dropped nor out of the asker's sight."""
        pairs = zip(self.parts, self.boards, strict=True)
        return [board.visible(scope) & part.live for part, board in pairs]

    def lexicons(self) -> list[Lexicon]:
        """For each part its words."""
        return [self.shelf.lexicon(part) for part in self.parts]

    def frequency(self, term: str, field: str = "exact") -> int:
        """The pages that hold the term, dropped ones included."""
        return sum(part.frequency(field, term) for part in self.parts)

    def close(self) -> None:
        """Lets go of the mapped files."""
        for part in self.parts:
            part.close()


class PageIndex:
    """The index of one folder, opened for reading; safe to share among threads.

    Follows the indexer's commits and rebuilds by itself. Nothing is opened before the first
    search; each use raises IndexMissing, IndexOutdated or IndexDamaged where so.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._shelf = Shelf()
        self._idle: list[Snapshot] = []

    @contextmanager
    def borrow(self) -> Iterator[Snapshot]:
        """The index as of the last commit, until the block ends."""
        snapshot = self._take()
        try:
            yield snapshot
        except BaseException:
            snapshot.close()
            raise
        with self._lock:
            is_kept = len(self._idle) < MOST_IDLE
            if is_kept:
                self._idle.append(snapshot)
        if not is_kept:
            snapshot.close()

    def warm(self) -> None:
        """Makes what the first search would wait for: worth a thread when a server starts."""
        with self.borrow() as snapshot:
            snapshot.lexicons()

    def documents(self) -> Mapping[str, int]:
        """Each indexed document with its number of pages, to compare with the catalogue."""
        counts: dict[str, int] = {}
        with self.borrow() as snapshot:
            for part, board in zip(snapshot.parts, snapshot.boards, strict=True):
                column = board.columns["document"]
                for code in column.codes[part.live]:
                    name = column.values[code]
                    counts[name] = counts.get(name, 0) + 1
        return counts

    def close(self) -> None:
        """Lets go of the mapped files; a later search opens them again."""
        with self._lock:
            idle, self._idle = self._idle, []
        for snapshot in idle:
            snapshot.close()

    def _take(self) -> Snapshot:
        build = current(self._folder)
        state = (build, generation(build))
        with self._lock:
            fresh = [snapshot for snapshot in self._idle if snapshot.state == state]
            stale = [snapshot for snapshot in self._idle if snapshot.state != state]
            taken = fresh.pop() if fresh else None
            self._idle = fresh
        for snapshot in stale:
            snapshot.close()
        return taken or self._open()

    def _open(self) -> Snapshot:
        for attempt in range(OPENING_ATTEMPTS):
            build = current(self._folder)
            try:
                number, parts = open_parts(build)
                break
            except FileNotFoundError as error:
                if attempt == OPENING_ATTEMPTS - 1:
                    raise IndexDamaged(reason=Path(error.filename).name) from error
        self._shelf.keep_only({part.id for part in parts})
        boards = tuple(self._shelf.board(part) for part in parts)
        return Snapshot((build, number), tuple(parts), boards, self._shelf)
