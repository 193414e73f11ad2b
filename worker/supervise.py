"""A tree of processes kept running: started, watched, restarted, stopped together.

Children are told to stop by SIGTERM and are killed with all they started when they do not; when
this process is killed itself, the kernel tells them.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from types import FrameType
from typing import Any

from service.jobs.lifeline import Stopped, kill_group

GRACE_S = 5.0
"""What a child may take to stop before it is killed."""
EARLY_S = 5.0
"""A child that ends sooner failed to start; it is restarted ever more slowly."""
FIRST_START_S = 600.0
"""A vital child that gives up sooner on its first start (an address in use, a broken setting) would
do so again; long, since a busy machine may take minutes to load it."""
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep running; without it, where `is_vital`, nothing else need run either."""

    name: str
    target: Callable[..., None]
    arguments: tuple[Any, ...] = ()
    is_vital: bool = False
    """Its first start decides: where that fails, the tree ends with its exit code."""


@dataclass(slots=True)
class _Running:
    child: Child
    process: SpawnProcess | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0
    starts: int = field(default=0)


def supervise(children: Iterable[Child], *, on_round: Callable[[], None], round_s: float) -> int:
    """Run the children until SIGTERM or SIGINT; returns the exit code, 0 where asked to stop.

    `on_round` is called every `round_s` seconds, and at once when a child has died.
    """
    tree = [_Running(child) for child in children]
    previous = {number: signal.signal(number, _stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        return _watch(tree, on_round, round_s)
    except Stopped:
        return 0
    finally:
        for number in previous:
            signal.signal(number, signal.SIG_IGN)
        _stop_all(tree)
        for number, handler in previous.items():
            signal.signal(number, handler)


def _watch(tree: list[_Running], on_round: Callable[[], None], round_s: float) -> int:
    next_round = time.monotonic()
    while True:
        for running in tree:
            if running.process is None and time.monotonic() >= running.start_at:
                _start(running)
        if time.monotonic() >= next_round:
            on_round()
            next_round = time.monotonic() + round_s
        alive = {r.process.sentinel: r for r in tree if r.process is not None}
        pauses = [r.start_at for r in tree if r.process is None]
        timeout = max(0.0, min([next_round, *pauses]) - time.monotonic())
        for sentinel in connection.wait(list(alive), timeout):
            running = alive[sentinel]  # type: ignore[index]
            code = _bury(running)
            if code > 0 and _never_served(running):
                log.error("%s could not start", running.child.name)
                return code
            next_round = time.monotonic()


def _never_served(running: _Running) -> bool:
    was_short = time.monotonic() - running.started_at < FIRST_START_S
    return running.child.is_vital and running.starts == 1 and was_short


def _start(running: _Running) -> None:
    child = running.child
    process = multiprocessing.get_context("spawn").Process(
        target=child.target, args=child.arguments, name=f"berkas-{child.name}"
    )
    process.start()
    running.process = process
    running.started_at = time.monotonic()
    running.starts += 1


def _bury(running: _Running) -> int:
    process = running.process
    running.process = None
    if process is None:
        return 0
    process.join()
    code = process.exitcode or 0
    kill_group(process.pid or 0)
    was_early = time.monotonic() - running.started_at < EARLY_S
    running.failures = running.failures + 1 if was_early else 0
    pause = FIRST_PAUSE_S * 2 ** max(0, running.failures - 1) if running.failures else 0.0
    running.start_at = time.monotonic() + min(LONGEST_PAUSE_S, pause)
    log.warning("%s ended with %s; it is started again", running.child.name, code)
    process.close()
    return code


def _stop_all(tree: list[_Running]) -> None:
    living = {r.process for r in tree if r.process is not None}
    # A child whose start was cut short by the signal stands in no row yet.
    for process in {*living, *multiprocessing.active_children()}:
        process.terminate()
    deadline = time.monotonic() + GRACE_S
    for process in living:
        process.join(max(0.0, deadline - time.monotonic()))
        kill_group(process.pid or 0)
        if process.is_alive():
            process.kill()
            process.join()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped
