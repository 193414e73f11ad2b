"""Working on one entry under a lease: claimed, kept alive, ended in one of few ways."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from archive.catalogue import leases
from archive.catalogue.leases import Claim
from records.errors import (
    BerkasError,
    CatalogueUnavailable,
    LeaseLost,
    ServiceUnavailable,
    WorkCrashed,
    WorkFailed,
)
from records.keeping import EntryId
from service.jobs.lifeline import Stopped, is_alive, kill_group, kill_own_group
from service.pipeline import process
from service.wiring import Reader, Services

HEARTBEATS = 4
"""Signs of life in the length of a lease: three may be late before somebody takes over."""
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 300.0
log = logging.getLogger(__name__)


def work_on_next(
    services: Services, read: Reader, owner: str, wanted: EntryId | None = None
) -> EntryId | None:
    """Claim one entry (or the wanted one), work on it to some end; None where none was free.

    Failures end in the entry's row, never here. Stopped passes through, the entry given back.
    """
    claim = _claim(services, owner, wanted)
    if claim is None:
        return None
    entry = claim.entry.id
    try:
        with _alive(claim, services):
            process(claim, services, read)
    except (Stopped, KeyboardInterrupt):
        _give_back(services, claim, wait_s=0)
        raise
    except LeaseLost:
        log.warning("%s was taken over", entry)
    except ServiceUnavailable as error:
        # A part of the service is away: that is nobody's attempt, however long it takes.
        log.warning("%s waits: %s", entry, error)
        _give_back(services, claim, wait_s=LONGEST_WAIT_S / 10, error=error)
    except BerkasError as error:
        _fail(services, claim, error)
    except Exception as error:
        log.exception("%s could not be read", entry)
        _count_attempt(services, claim.entry.id, owner, claim.entry.attempts, repr(error))
    return entry


def release_dead(services: Services, prefix: str) -> None:
    """Take leases from workers of this tree that are no more; each a used-up attempt.

    `prefix` is the owners' common beginning; an owner ends in `:<process number>`. What the
    dead worker had started is killed.
    """
    with services.catalogue.read() as db:
        held = leases.leased(db, prefix)
    for entry, owner in held:
        worker = int(owner.rpartition(":")[2])
        if is_alive(worker):
            continue
        kill_group(worker)
        with services.catalogue.read() as db:
            found = leases.attempts(db, entry)
        log.warning("worker %s died on %s", worker, entry)
        _count_attempt(services, entry, owner, found, None)


def _claim(services: Services, owner: str, wanted: EntryId | None) -> Claim | None:
    now = services.clock()
    until = now + timedelta(seconds=services.settings.work.lease_s)
    with services.catalogue.begin() as db:
        claim = leases.claim(db, owner, now, until, wanted)
        if claim is None or claim.interruptions < services.settings.work.interruptions:
            return claim
        crashed = WorkCrashed(times=claim.interruptions)
        leases.fail(db, claim.entry.id, owner, crashed.code, crashed.facts, now)
    return None


@contextmanager
def _alive(claim: Claim, services: Services) -> Iterator[None]:
    ended = threading.Event()
    beat = threading.Thread(target=_beat, args=(claim, services, ended), daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()


def _beat(claim: Claim, services: Services, ended: threading.Event) -> None:
    work = services.settings.work
    deadline = time.monotonic() + work.limit_s
    while not ended.wait(min(work.lease_s / HEARTBEATS, max(0.0, deadline - time.monotonic()))):
        if time.monotonic() >= deadline:
            log.error("%s took longer than %s s", claim.entry.id, work.limit_s)
            kill_own_group()
        until = services.clock() + timedelta(seconds=work.lease_s)
        try:
            with services.catalogue.begin() as db:
                if not leases.renew(db, claim.entry.id, claim.owner, until):
                    return
        except CatalogueUnavailable as error:
            log.warning("no sign of life for %s: %s", claim.entry.id, error)


def _give_back(
    services: Services, claim: Claim, *, wait_s: float, error: BerkasError | None = None
) -> None:
    now = services.clock()
    told = None if error is None else (error.code, error.facts)
    wait_until = now + timedelta(seconds=wait_s) if wait_s else None
    with services.catalogue.begin() as db:
        leases.put_back(db, claim.entry.id, claim.owner, now, wait_until=wait_until, error=told)


def _fail(services: Services, claim: Claim, error: BerkasError) -> None:
    log.info("%s failed: %s", claim.entry.id, error)
    with services.catalogue.begin() as db:
        leases.fail(db, claim.entry.id, claim.owner, error.code, error.facts, services.clock())


def _count_attempt(
    services: Services, entry: EntryId, owner: str, before: int, reason: str | None
) -> None:
    """Use up an attempt: the last one fails the entry, others wait ever longer."""
    now = services.clock()
    used = before + 1
    error = WorkCrashed(times=used) if reason is None else WorkFailed(times=used, reason=reason)
    wait = timedelta(seconds=min(LONGEST_WAIT_S, FIRST_WAIT_S * 4 ** (used - 1)))
    with services.catalogue.begin() as db:
        if used >= services.settings.work.attempts:
            leases.fail(db, entry, owner, error.code, error.facts, now)
        else:
            told = (error.code, error.facts)
            leases.put_back(db, entry, owner, now, wait_until=now + wait, counts=True, error=told)
