"""Waking workers: by a broker, or not at all where they look into the catalogue themselves.

A wake-up call may be lost or come twice. The catalogue alone says what is to be done, and the
sweep calls again for what still waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from records.errors import BrokerUnavailable
from records.keeping import EntryId

if TYPE_CHECKING:
    from celery import Celery

PROCESS_TASK = "berkas.process"
CONNECT_TIMEOUT_S = 2.0
VISIBILITY_S = 4 * 3600
"""Redis hands a task out again when its worker has not acknowledged it for so long."""


class JobQueue(Protocol):
    """Calls a worker's attention to an entry."""

    def wake(self, entry: EntryId) -> None:
        """Raises BrokerUnavailable; the sweep will call again."""
        ...


class PolledQueue:
    """Needs no call: workers of the embedded installation ask the catalogue often."""

    def wake(self, entry: EntryId) -> None:
        """Nothing to do."""


class CeleryQueue:
    """Sends the entry's id to Celery workers."""

    def __init__(self, broker_url: str) -> None:
        self._url = broker_url
        self._app: Celery | None = None

    def wake(self, entry: EntryId) -> None:
        """Send the id; raises BrokerUnavailable within seconds where the broker is away."""
        from kombu.exceptions import KombuError
        from redis.exceptions import RedisError

        if self._app is None:
            self._app = celery_app(self._url)
        try:
            self._app.send_task(PROCESS_TASK, args=[entry], ignore_result=True, retry=False)
        except (KombuError, RedisError, OSError) as error:
            raise BrokerUnavailable(reason=type(error).__name__) from error


def celery_app(broker_url: str) -> Celery:
    """The Celery application both ends share: late acknowledgement, one task at a time."""
    from celery import Celery

    app = Celery("berkas", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": VISIBILITY_S,
            "unacked_restore_interval": 5,
            "socket_connect_timeout": CONNECT_TIMEOUT_S,
            "max_retries": 1,
        },
        enable_utc=True,
    )
    return app
