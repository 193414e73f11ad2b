"""An end to Python code that would run for ever on a hostile file.

Parsers in pure Python can be sent into loops of billions of turns by a few bytes (a character
map from 0 to 4 billion). A watcher thread raises `Overspent` inside the code once it has used
its CPU time; waiting for a busy machine costs nothing.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WATCH_EVERY_S = 0.2


class Overspent(BaseException):
    """The code used up its CPU time; no Exception, so that no parser swallows it."""


@contextmanager
def cpu_budget(seconds: float) -> Iterator[None]:
    """Raises `Overspent` in the block once this thread spent `seconds` of CPU time in it."""
    done = threading.Event()
    guard = threading.Lock()
    watcher = threading.Thread(
        target=_watch, args=(threading.get_ident(), seconds, done, guard), daemon=True
    )
    watcher.start()
    try:
        yield
    finally:
        with guard:
            done.set()
        watcher.join()


def _watch(thread: int, seconds: float, done: threading.Event, guard: threading.Lock) -> None:
    spent = _clock_of(thread)
    end = spent() + seconds
    while not done.wait(WATCH_EVERY_S):
        if spent() < end:
            continue
        with guard:
            if not done.is_set():
                _raise_in(thread)
        return


def _raise_in(thread: int) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Overspent))


def _clock_of(thread: int) -> Callable[[], float]:
    """The CPU clock of a thread; wall time where the system has no such clock."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)
