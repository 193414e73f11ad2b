"""The two process trees: everything in one (`berkas serve`), and Celery workers (`berkas work`)."""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from records.errors import FolderInUse, IndexerBusy, ServiceUnavailable
from service.jobs import lifeline
from service.jobs.claims import work_on_next
from service.jobs.lifeline import Stopped
from service.jobs.loop import expire_leases, is_waiting, sweep, tree_name, work
from service.settings import Settings
from service.uploading.resuming import tidy
from service.wiring import Services, build
from worker.supervise import Child, supervise

LOCK = "serve.lock"
INDEXER_RETRY_S = 5.0
log = logging.getLogger(__name__)

Wiring = Callable[[Settings], Services]
"""How a child makes its services: `build`, or a test's own."""


def serve_tree(
    settings: Settings, web: Callable[[Settings], None], *, wiring: Wiring = build
) -> int:
    """Run pages, workers and the indexer until asked to stop; returns the exit code.

    `web` serves pages in a process of its own until SIGTERM; importable by name, as `wiring` is.
    With a broker, workers run elsewhere. Raises FolderInUse, and what `wiring` raises.
    """
    with _alone(settings.data):
        services = wiring(settings)
        tree = tree_name(secrets.token_hex(4))
        workers = 0 if settings.broker_url else settings.work.workers
        if workers:
            expire_leases(services)
        children = [
            Child("web", _run_web, (web, settings), is_vital=True),
            Child("indexer", _run_indexer, (settings, wiring)),
            *([Child("drop", _run_drop, (settings, wiring))] if settings.drop.folder else []),
            *(Child(f"worker-{n}", _run_worker, (settings, tree, wiring)) for n in range(workers)),
        ]
        return _supervise(children, services, tree)


def work_tree(settings: Settings, *, wiring: Wiring = build) -> int:
    """Run Celery workers under a watch that restarts them; returns the exit code."""
    services = wiring(settings)
    tree = tree_name(secrets.token_hex(4))
    children = [Child("celery", _run_celery, (settings, tree, wiring))]
    return _supervise(children, services, tree)


def work_here(services: Services) -> None:
    """Read and index all that waits, in this process, until nothing does.

    Returns at once where workers are called by a broker. Raises FolderInUse where a service runs.
    """
    settings = services.settings
    if settings.broker_url:
        return
    from service.jobs.feeding import feed_all

    with _alone(settings.data), services.reader() as read:
        expire_leases(services)
        owner = f"{tree_name(secrets.token_hex(4))}{os.getpid()}"
        while is_waiting(services):
            if work_on_next(services, read, owner) is None:
                # What failed unforeseen waits a while before its next attempt.
                time.sleep(settings.work.poll_s)
        feed_all(services)


def _supervise(children: list[Child], services: Services, tree: str) -> int:
    def on_round() -> None:
        try:
            sweep(services, tree)
            tidy(services)
        except (ServiceUnavailable, OSError) as error:
            log.warning("the sweep waits: %s", error)

    try:
        return supervise(children, on_round=on_round, round_s=services.settings.work.sweep_s)
    finally:
        services.close()


def _run_web(web: Callable[[Settings], None], settings: Settings) -> None:
    # Nobody would wait for open streams to end once the head of the tree is gone.
    lifeline.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    web(settings)


def _run_worker(settings: Settings, tree: str, wiring: Wiring) -> None:
    try:
        _prepare_child()
        work(wiring(settings), tree, threading.Event())
    except Stopped:
        lifeline.kill_own_group()


def _run_indexer(settings: Settings, wiring: Wiring) -> None:
    with suppress(Stopped):
        _prepare_child()
        from service.jobs.feeding import feed
        from service.proof.nightly import watch_nights

        services = wiring(settings)
        never = threading.Event()
        # The proof reads slowly beside the indexer: a process of its own would idle all day.
        nights = threading.Thread(target=watch_nights, args=(services, never), daemon=True)
        nights.start()
        while True:
            try:
                feed(services, never)
            except IndexerBusy as error:
                log.warning("%s", error)
                never.wait(INDEXER_RETRY_S)


def _run_drop(settings: Settings, wiring: Wiring) -> None:
    with suppress(Stopped):
        _prepare_child()
        from service.drops.folder import watch

        watch(wiring(settings), threading.Event())


def _run_celery(settings: Settings, tree: str, wiring: Wiring) -> None:
    lifeline.lead_group()
    lifeline.die_with_parent(signal.SIGTERM)
    from worker.tasks import run_worker

    run_worker(settings, tree, wiring)


def _prepare_child() -> None:
    # One process a core reads pages; a library that starts threads besides only slows it.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    lifeline.lead_group()
    lifeline.stop_on_signals()
    lifeline.die_with_parent(signal.SIGTERM)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the data folder: two trees on one would take each other's work for abandoned."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderInUse(folder=folder) from error
        yield
    finally:
        os.close(handle)
