"""What worker processes do until they are stopped: the next entry, and the next."""

from __future__ import annotations

import logging
import os
import socket
import threading
from datetime import timedelta

from archive.catalogue import entries, leases
from records.errors import BrokerUnavailable, ServiceUnavailable
from records.keeping import State
from service.jobs.claims import release_dead, work_on_next
from service.wiring import Services

MOST_CALLS = 500
"""Wake-up calls in one sweep: a long queue is told in portions."""
MOST_HOST_LETTERS = 40
log = logging.getLogger(__name__)


def tree_name(run: str) -> str:
    """The common beginning of the names all workers of one process tree sign leases with."""
    host = socket.gethostname().replace(":", "_")[:MOST_HOST_LETTERS]
    return f"{host}:{run}:"


def work(services: Services, tree: str, stopped: threading.Event) -> None:
    """Work on one entry after another until stopped; asks the catalogue for them."""
    owner = f"{tree}{os.getpid()}"
    with services.reader() as read:
        while not stopped.is_set():
            try:
                if work_on_next(services, read, owner) is None:
                    stopped.wait(services.settings.work.poll_s)
            except ServiceUnavailable as error:
                log.warning("work waits: %s", error)
                stopped.wait(services.settings.work.sweep_s)


def sweep(services: Services, tree: str) -> int:
    """Find what is unfinished: free the dead workers' leases, call again for what waits uncalled.

    Returns the calls made.
    """
    release_dead(services, tree)
    now = services.clock()
    # Calls in a broker wait their turn: only those older than a lease may have been lost.
    before = now - timedelta(seconds=services.settings.work.lease_s)
    with services.catalogue.read() as db:
        waiting = leases.unwoken(db, now, before, MOST_CALLS)
    called = []
    for entry in waiting:
        try:
            services.queue.wake(entry)
        except BrokerUnavailable as error:
            log.warning("nobody was called: %s", error)
            break
        called.append(entry)
    if called:
        with services.catalogue.begin() as db:
            leases.mark_woken(db, called, now)
    return len(called)


def is_waiting(services: Services) -> bool:
    """Whether any entry is neither archived nor failed."""
    with services.catalogue.read() as db:
        return entries.count_by_state(db, "")[State.RECEIVED] > 0


def expire_leases(services: Services) -> None:
    """Free everything at a start with the data folder to oneself: whoever held it is gone."""
    with services.catalogue.begin() as db:
        leases.expire_all(db, services.clock())
