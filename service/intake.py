"""Taking a submitted file in: kept for good first, told to the catalogue second, answered last."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import PurePosixPath
from typing import BinaryIO

from archive.catalogue import audit, entries, leases
from ingest.receive import receive
from records.errors import BrokerUnavailable, NotFound, ScanRejected
from records.keeping import Entry, EntryId, State, User
from records.scan import Scan
from service.permissions import Deed, require, sight_of
from service.wiring import Services

NAMELESS = "tanpa-nama"
MOST_NAME_LETTERS = 200
REFUSED = ScanRejected
"""What `take` raises for a file that will never be taken, however often it is sent."""
log = logging.getLogger(__name__)


def take(
    stream: BinaryIO,
    name: str,
    by: str,
    services: Services,
    *,
    unit: str = "",
    key: str | None = None,
) -> Entry:
    """Keep the bytes and commit the entry as `received`; only then may the sender forget the file.

    `by` names the person or door, `unit` the unit it is submitted for (a user's own). Exact
    duplicates become entries of their own that name the earlier one in `duplicate_of`.
    `key`, made up by the sender for this upload, makes sending again give the same entry; without
    one, a sender who was cut off before the answer finds the entry by file and name.
    Raises ScanRejected (too large, not a document, …), ServiceUnavailable.
    """
    settings = services.settings
    scan = receive(stream, bare_name(name), settings.incoming_folder, settings.limits)
    try:
        with scan.path.open("rb") as whole:
            services.blobs.keep(whole)
        entry = _commit(scan, by, unit, key, services)
        if not services.blobs.has(entry.digest):
            # The same bytes of another's paper were destroyed between keeping and commit.
            with scan.path.open("rb") as whole:
                services.blobs.keep(whole)
    finally:
        # Kept and committed, or refused: either way the sender's own copy is the only other one.
        scan.path.unlink(missing_ok=True)
    wake(entry.id, services)
    with services.catalogue.begin() as db:
        entries.mark_answered(db, entry.id)
    return entry


def again(user: User, entry_id: EntryId, services: Services) -> Entry:
    """Queue a failed entry once more with its attempts forgotten; raises NotFound, NotAllowed."""
    require(user, Deed.RETRY)
    sight = sight_of(user, admin_reads=True)
    now = services.clock()
    with services.catalogue.begin() as db:
        entry = entries.get(db, entry_id)
        if entry is None or not sight.shows_entry(entry):
            raise NotFound(what=entry_id)
        if leases.reset(db, entry_id, now):
            audit.write(db, now, user.name, "retry", entry_id)
        entry = entries.get(db, entry_id) or entry
    wake(entry_id, services)
    return entry


def wake(entry: EntryId, services: Services) -> None:
    """Call a worker; where the broker is away the sweep does it later."""
    try:
        services.queue.wake(entry)
    except BrokerUnavailable as error:
        log.warning("%s waits for the sweep: %s", entry, error)
        return
    if services.settings.broker_url:
        with services.catalogue.begin() as db:
            leases.mark_woken(db, [entry], services.clock())


def _commit(scan: Scan, by: str, unit: str, key: str | None, services: Services) -> Entry:
    now = services.clock()
    kept = None if key is None else own_key(by, key)
    with services.catalogue.begin() as db:
        if kept is not None:
            earlier = entries.with_key(db, kept)
        else:
            earlier = entries.unanswered(db, scan.digest, scan.name, by)
        if earlier is not None:
            return earlier
        entry = Entry(
            id=services.new_id(),
            name=scan.name,
            digest=scan.digest,
            size=scan.size,
            media=scan.media.value,
            state=State.RECEIVED,
            received_at=now,
            received_by=by,
            changed_at=now,
            scope=unit,
            duplicate_of=entries.first_with(db, scan.digest),
        )
        entries.add(db, entry, kept)
        audit.write(db, now, by, "receive", entry.id, {"sha256": scan.digest, "name": scan.name})
    return entry


def own_key(by: str, key: str) -> str:
    """A sender's key as it is kept: two senders may make up the same."""
    return hashlib.sha256(json.dumps([by, key]).encode()).hexdigest()


def bare_name(name: str) -> str:
    """The last part of whatever path the sender's system uses, without control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    letters = "".join(letter for letter in last if letter.isprintable()).strip()
    return letters[-MOST_NAME_LETTERS:] or NAMELESS
