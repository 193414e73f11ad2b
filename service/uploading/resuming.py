"""Files that arrive in pieces: begun, gone on with, handed in once whole, forgotten when left.

An upload belongs to the person who began it; for everybody else it does not exist.
"""

from __future__ import annotations

import logging
import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.catalogue import audit, entries
from records.errors import (
    BerkasError,
    DiskNearlyFull,
    NotFound,
    ScanEmpty,
    ScanTooLarge,
    UploadQuotaSpent,
)
from records.keeping import Entry, User
from service import intake
from service.permissions import Deed, require
from service.uploading.spool import Arriving, Spool, Upload
from service.wiring import Services

LEFT_ALONE = timedelta(minutes=2)
"""After this long without a word from its sender a whole upload is handed in by the sweep."""
LONGEST_GROUP = 64
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a sender says of a file before sending it."""

    name: str
    size: int
    group: str = ""
    modified: str = ""


def begin(user: User, told: Announced, services: Services) -> Upload:
    """Make room for a file.

    Raises NotAllowed, ScanEmpty, ScanTooLarge, UploadQuotaSpent, DiskNearlyFull.
    """
    require(user, Deed.UPLOAD)
    settings, spool = services.settings, spool_of(services)
    name = intake.bare_name(told.name)
    if told.size < 1:
        raise ScanEmpty(name=name)
    if told.size > settings.limits.max_bytes:
        raise ScanTooLarge(name=name, limit=settings.limits.max_bytes)
    _require_room(spool.of(user.id), told.size, services)
    upload = Upload(
        id=secrets.token_hex(16),
        owner=user.id,
        by=user.name,
        name=name,
        size=told.size,
        unit=user.unit,
        group=told.group[:LONGEST_GROUP],
        modified=told.modified[:LONGEST_GROUP],
    )
    spool.create(upload)
    return upload


def find(user: User, upload_id: str, services: Services) -> Upload:
    """The person's own upload; raises NotFound."""
    require(user, Deed.UPLOAD)
    return spool_of(services).get(user.id, upload_id)


def mine(user: User, services: Services) -> tuple[Upload, ...]:
    """The person's unfinished uploads, the last touched first."""
    require(user, Deed.UPLOAD)
    return spool_of(services).of(user.id)


def until(upload: Upload, services: Services) -> datetime:
    """When the upload is forgotten if nobody goes on with it."""
    return upload.touched_at + timedelta(hours=services.settings.uploads.keep_hours)


def going_on(upload: Upload, offset: int, services: Services) -> AbstractContextManager[Arriving]:
    """The next piece of an upload; raises UploadBusy, UploadOutOfStep, NotFound."""
    return spool_of(services).going_on(upload, offset)


def hand_in(user: User, upload_id: str, services: Services) -> Entry | None:
    """Make an entry of an upload that is whole; None where bytes are missing or a group waits.

    Doing it twice gives the same entry. A file that is refused is forgotten, and the reason raised.
    """
    upload = find(user, upload_id, services)
    if not upload.is_whole or upload.group:
        return None
    try:
        return _hand_in(upload, services)
    except NotFound:  # another request has just done it
        entry = handed_in(user, upload_id, services)
        if entry is None:
            raise
        return entry


def handed_in(user: User, upload_id: str, services: Services) -> Entry | None:
    """The entry an upload has become, for a sender who missed the answer; None for none."""
    return taken_under(user, f"upload:{upload_id}", services)


def taken_under(user: User, key: str, services: Services) -> Entry | None:
    """The person's own entry of that key."""
    with services.catalogue.read() as db:
        return entries.with_key(db, intake.own_key(user.name, key))


def discard(user: User, upload_id: str, services: Services) -> None:
    """Forget an upload; raises NotFound."""
    upload = find(user, upload_id, services)
    spool_of(services).remove(upload)
    with services.catalogue.begin() as db:
        facts = {"name": upload.name, "offset": upload.offset, "size": upload.size}
        audit.write(db, services.clock(), user.name, "discard-upload", upload.id, facts)


def tidy(services: Services) -> int:
    """Hand in what was cut off between its last byte and its entry; forget what was left.

    Returns how many uploads it ended.
    """
    spool, ended, now = spool_of(services), 0, services.clock()
    for owner in spool.owners():
        spool.sweep_ruins(owner)
        for upload in spool.of(owner):
            if now >= until(upload, services):
                spool.remove(upload)
                ended += 1
            elif upload.is_whole and not upload.group and now >= upload.touched_at + LEFT_ALONE:
                ended += _handed_in(upload, services)
    return ended


def spool_of(services: Services) -> Spool:
    """Where this installation keeps unfinished uploads."""
    return Spool(services.settings.incoming_folder / "uploads")


def _handed_in(upload: Upload, services: Services) -> bool:
    try:
        _hand_in(upload, services)
    except BerkasError as error:
        log.warning("%s was not taken: %s", upload.id, error)
        return False
    return True


def _hand_in(upload: Upload, services: Services) -> Entry:
    spool, key = spool_of(services), f"upload:{upload.id}"
    with spool.held(upload) as whole:
        try:
            entry = intake.take(whole, upload.name, upload.by, services, unit=upload.unit, key=key)
        except intake.REFUSED:
            spool.remove(upload)
            raise
        spool.remove(upload)
    return entry


def _require_room(present: tuple[Upload, ...], size: int, services: Services) -> None:
    settings = services.settings.uploads
    taken = sum(upload.size for upload in present)
    if len(present) >= settings.most or taken + size > settings.quota_bytes:
        raise UploadQuotaSpent()
    free = shutil.disk_usage(services.settings.incoming_folder).free
    # the file is copied once more when it is kept, and what was announced is on its way as well
    coming = sum(upload.size - upload.offset for upload in present)
    if free - coming - 2 * size < settings.spare_bytes:
        raise DiskNearlyFull()
