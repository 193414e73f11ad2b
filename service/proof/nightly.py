"""The proof that is made piece by piece: throttled, told as it goes, gone on with after a stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from archive.catalogue import audit
from archive.catalogue.audit import Anchor
from archive.ledger import proofs
from archive.ledger.proofs import ProofState
from records.errors import BerkasError
from records.findings import Digest
from records.keeping import User
from records.months import Damage
from service.permissions import Deed, is_allowed, require
from service.proof.archive_proof import BlobProof, Progress, cheap_proof
from service.proof.trails.anchors import anchored, trail_head
from service.retention.removing import remove_bytes
from service.wiring import Services

TOLD_EVERY = 200
"""Blobs between two words on how far it came: what is read twice after a stop."""
LOOK_S = 60.0
"""How often it is asked whether the night has come."""
NOBODY = "berkas"
log = logging.getLogger(__name__)

Pause = Callable[[int], bool]
"""Called with the bytes just read; waits as long as the throttle wants. False: stop here."""


@dataclass(frozen=True, slots=True)
class _Course:
    """Where a proof stands, with what it found among the blobs so far."""

    state: ProofState
    cheap: tuple[Damage, ...]
    wanted: dict[Digest, str]
    anchor: Anchor


def prove_on(
    who: str,
    services: Services,
    *,
    pause: Pause = lambda _size: True,
    progress: Progress = lambda _done, _all: None,
) -> ProofState:
    """Go on with the proof that was cut off, or begin one; its state when it ended or stopped.

    Cheap checks are made anew each time; the reading of blobs goes on behind the last one told.
    """
    course = _begun(services)
    found = [one for one in course.state.damages if one.code in BlobProof.CODES]
    reading = BlobProof(services, course.wanted, after=course.state.at_digest)
    done, at = reading.passed, course.state.at_digest
    is_stopped = False
    for digest, size, damage in reading:
        found += [damage] if damage else []
        done, at = done + 1, digest
        progress(done, reading.count)
        if (done - reading.passed) % TOLD_EVERY == 0:
            _tell(course, (at, done, reading.count), found, services)
        if not pause(size):
            is_stopped = True
            break
    ended = not is_stopped
    _tell(course, (at, done, reading.count), found, services, who if ended else "")
    with services.catalogue.read() as db:
        state = proofs.last(db)
    return state or course.state


def last_proof(user: User, services: Services) -> ProofState | None:
    """The latest proof of the whole archive, ended or under way; raises NotAllowed."""
    if not is_allowed(user, Deed.ADMINISTER):
        require(user, Deed.AUDIT)
    with services.catalogue.read() as db:
        return proofs.last(db)


def watch_nights(services: Services, stopped: threading.Event) -> None:
    """Prove the archive night by night until stopped; what goes wrong is logged, not raised."""
    proven: date | None = None
    while not stopped.is_set():
        night = tonight(services)
        if night is not None and night != proven:
            try:
                if prove_tonight(services, stopped):
                    proven = night
            except BerkasError as error:
                log.warning("the nightly proof waits: %s", error)
        stopped.wait(LOOK_S)


def prove_tonight(services: Services, stopped: threading.Event) -> bool:
    """Read on, throttled, until the proof or the night ends; whether the proof did.

    A proof that began and ended this very night is not made again.
    """
    night = tonight(services)
    if night is None or _is_proven(services, night):
        return True
    remove_bytes(services)
    rate = services.settings.night.mb_per_s * 1_000_000

    def pause(size: int) -> bool:
        return not stopped.wait(size / rate) and tonight(services) is not None

    state = prove_on(NOBODY, services, pause=pause)
    for damage in state.damages:
        log.error("damage: %s %s", damage.code, damage.what)
    return state.ended_at is not None


def tonight(services: Services) -> date | None:
    """The day the present night began on, None by day."""
    settings = services.settings
    return settings.night.night_of(services.clock().astimezone(settings.serve.time_zone))


def _is_proven(services: Services, night: date) -> bool:
    with services.catalogue.read() as db:
        state = proofs.last(db, ended=True)
    if state is None or state.ended_at is None:
        return False
    local = state.ended_at.astimezone(services.settings.serve.time_zone)
    return services.settings.night.night_of(local) == night


def _begun(services: Services) -> _Course:
    wanted: dict[Digest, str] = {}
    anchor = trail_head(services)
    cheap = cheap_proof(services, wanted)
    now = services.clock()
    with services.catalogue.begin() as db:
        state = proofs.last(db, ended=False) or proofs.begin(db, now)
    return _Course(state, cheap, wanted, anchor)


def _tell(
    course: _Course,
    place: tuple[str, int, int],
    found: list[Damage],
    services: Services,
    ended_by: str = "",
) -> None:
    """How far it came; with a name the proof has ended, which is a line of the trail."""
    now = services.clock()
    damages = [*course.cheap, *found]
    with services.catalogue.begin() as db:
        number = course.state.number
        proofs.tell(db, number, now, place, damages, is_ended=bool(ended_by))
        if ended_by:
            facts: dict[str, object] = {"damages": len(damages), "blobs": place[2]}
            facts |= {"proof": number, **anchored(course.anchor, damages)}
            audit.write(db, now, ended_by, "verify", audit.WHOLE, facts)
