"""The Celery application of a larger installation: the broker wakes, the catalogue decides."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from records.keeping import EntryId
from service.jobs import lifeline
from service.jobs.claims import work_on_next
from service.jobs.queue import PROCESS_TASK, celery_app
from service.settings import Settings
from service.wiring import Reader, Services

if TYPE_CHECKING:
    from celery import Celery

PING_S = 3.0
BACKSTOP_S = 120
"""Beyond the claim's own limit, which kills with the worker all it started."""


class Hand:
    """One pool process: its services and reader, made after the fork and kept."""

    def __init__(
        self, settings: Settings, tree: str, wiring: Callable[[Settings], Services]
    ) -> None:
        self._settings, self._tree, self._wiring = settings, tree, wiring
        self._open = ExitStack()
        self._services: Services | None = None
        self._read: Reader | None = None

    def work_on(self, entry: str) -> None:
        """Claim the entry and work on it; another's, or a finished one, is left alone."""
        if self._services is None or self._read is None:
            self._services = self._wiring(self._settings)
            self._read = self._open.enter_context(self._services.reader())
        owner = f"{self._tree}{os.getpid()}"
        try:
            work_on_next(self._services, self._read, owner, EntryId(entry))
        except lifeline.Stopped:
            lifeline.kill_own_group()


def make_app(settings: Settings, tree: str, wiring: Callable[[Settings], Services]) -> Celery:
    """The application with its one task."""
    app = celery_app(settings.broker_url)
    hand = Hand(settings, tree, wiring)
    limit_s = settings.work.limit_s + BACKSTOP_S

    def process(entry: str) -> None:
        hand.work_on(entry)

    app.task(name=PROCESS_TASK, time_limit=limit_s, ignore_result=True)(process)
    return app


def run_worker(settings: Settings, tree: str, wiring: Callable[[Settings], Services]) -> None:
    """Consume until stopped by SIGTERM, which cuts tasks short: the sweep finds them again."""
    os.environ["REMAP_SIGTERM"] = "SIGQUIT"
    from celery import signals

    signals.worker_process_init.connect(_prepare_process, weak=False)
    app = make_app(settings, tree, wiring)
    app.Worker(
        pool="prefork",
        concurrency=max(1, settings.work.workers),
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
        optimization="fair",
    ).start()


def is_answering(settings: Settings) -> bool:
    """Whether any worker answers through the broker within seconds."""
    from kombu.exceptions import KombuError
    from redis.exceptions import RedisError

    try:
        return bool(celery_app(settings.broker_url).control.ping(timeout=PING_S, limit=1))
    except (KombuError, RedisError, OSError):
        return False


def _prepare_process(**_: object) -> None:
    lifeline.lead_group()
    lifeline.stop_on_signals()
    lifeline.die_with_parent(signal.SIGTERM)
