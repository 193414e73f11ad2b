"""Several photos become one document: each is a page, in the order their sender gave."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from records.errors import NotFound, ScanTooLarge
from records.keeping import Entry, User
from service import intake
from service.permissions import Deed, require
from service.uploading import resuming
from service.wiring import Services

MOST_PHOTOS = 60
"""Of one document: the copy is put together in memory."""


def join(user: User, name: str, uploads: Sequence[str], services: Services) -> Entry:
    """Make one entry of whole uploads, pages in their order; the same again gives the same entry.

    Raises NotFound where one is missing or not whole, NotPhotos, ScanRejected.
    """
    key = _key(user, uploads)
    earlier = resuming.taken_under(user, key, services)
    if earlier is not None:
        return earlier
    found = [resuming.find(user, one, services) for one in uploads[:MOST_PHOTOS]]
    if not found or not all(upload.is_whole for upload in found):
        raise NotFound(what="photo")
    spool = resuming.spool_of(services)
    paths = [(spool.path(upload), upload.name) for upload in found]
    entry = _take(user, name, paths, key, services)
    for upload in found:
        spool.remove(upload)
    return entry


def join_files(
    user: User, name: str, files: Sequence[tuple[BinaryIO, str]], services: Services
) -> Entry:
    """The same for files of a plain form: (content, name) each."""
    require(user, Deed.UPLOAD)
    with tempfile.TemporaryDirectory(dir=services.settings.incoming_folder) as folder:
        paths = []
        for number, (stream, called) in enumerate(files[:MOST_PHOTOS]):
            path = Path(folder) / f"{number:04d}"
            with path.open("wb") as file:
                shutil.copyfileobj(stream, file)
            paths.append((path, called))
        return _take(user, name, paths, None, services)


def _take(
    user: User,
    name: str,
    photos: Sequence[tuple[Path, str]],
    key: str | None,
    services: Services,
) -> Entry:
    from ingest.photos import photos_to_pdf

    limit = services.settings.limits.max_bytes
    if sum(path.stat().st_size for path, _ in photos) > limit:
        raise ScanTooLarge(name=name, limit=limit)
    called = intake.bare_name(name)
    called = called if called.lower().endswith(".pdf") else f"{called}.pdf"
    with tempfile.TemporaryFile(dir=services.settings.incoming_folder) as whole:
        photos_to_pdf(photos, whole, services.settings.limits)
        whole.seek(0)
        return intake.take(whole, called, user.name, services, unit=user.unit, key=key)


def _key(user: User, uploads: Sequence[str]) -> str:
    told = " ".join([str(user.id), *uploads])
    return f"join:{hashlib.sha256(told.encode()).hexdigest()[:32]}"
