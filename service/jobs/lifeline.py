"""Processes that end with the one that started them, and take along all they started."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from types import FrameType

PR_SET_PDEATHSIG = 1
STOPPED_AFTER_S = 8
"""A process asked to stop that has not by then is ended by the kernel."""


class Stopped(BaseException):
    """Somebody asked this process to stop; not an error, so no `except Exception` sees it."""


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send `how` when the parent is gone; other systems than Linux do without."""
    before = os.getppid()
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
    parent = multiprocessing.parent_process()
    is_gone = os.getppid() != before if parent is None else not parent.is_alive()
    if is_gone:
        # It died while this process was still starting: the kernel tells nobody twice.
        os.kill(os.getpid(), how)


def lead_group() -> None:
    """Make this process the head of a group of its own, so that all it starts ends with it."""
    with suppress(PermissionError):
        # Refused where it leads one already.
        os.setsid()


def kill_group(leader: int) -> None:
    """Kill what is left of the group that process led; nothing happens where none is."""
    if leader != os.getpgrp():
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)


def kill_own_group() -> None:
    """End this process at once with all it started; without a group of its own, alone."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def is_alive(process: int) -> bool:
    """Whether a process of that number runs here."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop_on_signals() -> None:
    """Turn SIGTERM into Stopped in the main thread, and leave Ctrl-C to the head of the tree."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # Raised inside a destructor or a library's callback the exception is lost; the alarm is not.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(STOPPED_AFTER_S)
    raise Stopped
