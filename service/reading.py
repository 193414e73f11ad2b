"""Pages read side by side: one process a core, one page at a time in each.

A page that crashes its process (a broken picture in a C library) costs that page, not the file:
the pool is made anew and the suspects are read one by one.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ingest.limits import Limits
from records.errors import BerkasError
from records.findings import Problem
from service.page_work import PageWork, forget_file, prepare_process, read_page

SPAWN = multiprocessing.get_context("spawn")
"""Children of this very process: a server between them would hide their CPU time from whoever
started us, and a fork would copy the locks of the worker's other threads."""
AHEAD = 2
"""Pages handed out beyond those being read, a process: enough that none waits for work."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A page that could not be read."""

    page: int
    problem: Problem


class PagePool:
    """Reads pages of files in `jobs` processes; with one job, in this one."""

    def __init__(self, jobs: int, limits: Limits, forms: Path | None = None) -> None:
        self._jobs = max(1, jobs)
        self._limits = limits
        self._forms = forms
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> PagePool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop_pool(wait=True)

    def read(self, path: Path, pages: Iterable[int]) -> Iterator[PageWork | Lost]:
        """What each page gave, in order."""
        if self._jobs == 1:
            try:
                for page in pages:
                    yield self._read_here(path, page)
            finally:
                forget_file()
        else:
            yield from self._read_side_by_side(path, pages)

    def _read_here(self, path: Path, page: int) -> PageWork | Lost:
        try:
            return read_page(path, page, self._limits, self._forms)
        except BerkasError as error:
            return Lost(page, Problem(error.code, error.message(), page))

    def _read_side_by_side(self, path: Path, pages: Iterable[int]) -> Iterator[PageWork | Lost]:
        waiting: deque[tuple[int, Future[PageWork]]] = deque()
        for page in pages:
            waiting.append((page, self._submit(path, page)))
            if len(waiting) >= self._jobs * AHEAD:
                yield self._collect(path, waiting)
        while waiting:
            yield self._collect(path, waiting)

    def _collect(self, path: Path, waiting: deque[tuple[int, Future[PageWork]]]) -> PageWork | Lost:
        page, future = waiting.popleft()
        try:
            return future.result()
        except BerkasError as error:
            return Lost(page, Problem(error.code, error.message(), page))
        except BrokenProcessPool:
            self._drop_pool()
            found = self._read_alone(path, page)
            for index, (number, _) in enumerate(waiting):
                waiting[index] = (number, self._submit(path, number))
            return found

    def _read_alone(self, path: Path, page: int) -> PageWork | Lost:
        """The page in a process of its own, so that a second crash can only be its own."""
        try:
            return self._submit(path, page).result()
        except BerkasError as error:
            return Lost(page, Problem(error.code, error.message(), page))
        except BrokenProcessPool:
            self._drop_pool()
            return Lost(page, Problem("scan.page-unreadable", CRASHED, page))

    def _submit(self, path: Path, page: int) -> Future[PageWork]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, SPAWN, initializer=prepare_process)
        return self._pool.submit(read_page, path, page, self._limits, self._forms)

    def _drop_pool(self, *, wait: bool = False) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None


CRASHED = (
    "Halaman ini tidak dapat dibaca: gambarnya rusak. Pindai ulang halaman ini, lalu unggah lagi."
)
