"""Backup and restore of an embedded installation: catalogue as of one moment, blobs, own forms.

The catalogue is copied first. Blobs are only ever added, so that whatever it names is there when
they are copied after it, though people go on working. Bytes of what is destroyed meanwhile wait for
the backup's end, so that it is whole as of its moment; what was destroyed before is not in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from archive.blobs import CHUNK_BYTES, FolderStore, chunks, is_digest
from archive.catalogue import audit
from archive.catalogue.database import Catalogue
from archive.durable import sync_folder
from records.errors import BackupNotEmbedded, BackupUnusable
from records.findings import Digest
from records.keeping import User
from service.permissions import Deed, require
from service.retention.removing import doomed, nothing_removed
from service.sealing.unpacking import ZIP_FAULTS
from service.settings import Settings
from service.wiring import Services

CATALOGUE, BLOBS, FORMS = "catalogue.sqlite", "blobs/", "forms/"
ZIP_BEGINNING = (1980, 1, 1, 0, 0, 0)


def write_backup(user: User, target: BinaryIO, services: Services) -> int:
    """Write the backup as one zip to a stream; returns the blobs in it.

    Raises BackupNotEmbedded, NotAllowed, BlobMissing.
    """
    require(user, Deed.ADMINISTER)
    settings = services.settings
    _require_embedded(settings)
    with (
        nothing_removed(services),
        tempfile.TemporaryDirectory(dir=settings.incoming_folder) as folder,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as made,
    ):
        with services.catalogue.begin() as db:
            audit.write(db, services.clock(), user.name, "backup", audit.WHOLE)
        copy = Path(folder) / CATALOGUE
        with closing(sqlite3.connect(settings.data / CATALOGUE)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        gone = _destroyed(copy)
        made.write(copy, CATALOGUE)
        for form in _own_forms(settings):
            made.write(form, FORMS + form.relative_to(settings.forms_folder).as_posix())
        wanted = [digest for digest in services.blobs.digests() if digest not in gone]
        for digest in wanted:
            _put_blob(made, digest, services)
    return len(wanted)


def _destroyed(copy: Path) -> set[Digest]:
    """Bytes that are gone by the copied catalogue, though a removal cut off may have left them."""
    catalogue = Catalogue(f"sqlite:///{copy}")
    with closing(catalogue), catalogue.read() as db:
        return doomed(db)


def _put_blob(made: zipfile.ZipFile, digest: Digest, services: Services) -> None:
    entry = zipfile.ZipInfo(BLOBS + digest, ZIP_BEGINNING)
    entry.file_size = services.blobs.size(digest)
    with services.blobs.open(digest) as source, made.open(entry, "w") as place:
        shutil.copyfileobj(source, place, CHUNK_BYTES)


def restore_backup(path: Path, settings: Settings) -> int:
    """Put a backup into the empty data folder of the settings; returns the blobs put back.

    Every blob is checked against its name on the way, the catalogue comes last, so that a
    restore cut off leaves no installation that looks whole. Raises BackupUnusable,
    BackupNotEmbedded.
    """
    _require_embedded(settings)
    if settings.data.exists() and any(settings.data.iterdir()):
        raise BackupUnusable(file=path.name, reason="folder tidak kosong / folder not empty")
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    blobs = FolderStore(settings.blobs_folder)
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            if CATALOGUE not in names:
                raise BackupUnusable(file=path.name, reason=CATALOGUE)
            wanted = [Digest(n.removeprefix(BLOBS)) for n in names if n.startswith(BLOBS)]
            for digest in wanted:
                _put_back(packed, digest, path, blobs)
            for name in names:
                if name.startswith(FORMS):
                    _put_form_back(packed, name, path, settings)
            partial = settings.data / (CATALOGUE + ".partial")
            with packed.open(CATALOGUE) as source, partial.open("wb") as kept:
                shutil.copyfileobj(source, kept)
                kept.flush()
                os.fsync(kept.fileno())
    except ZIP_FAULTS as error:
        raise BackupUnusable(file=path.name, reason=str(error)) from error
    partial.rename(settings.data / CATALOGUE)
    sync_folder(settings.data)
    return len(wanted)


def _put_back(packed: zipfile.ZipFile, digest: Digest, path: Path, blobs: FolderStore) -> None:
    found = hashlib.sha256()
    if is_digest(digest):
        with packed.open(BLOBS + digest) as source:
            for chunk in chunks(cast(BinaryIO, source)):
                found.update(chunk)
    if found.hexdigest() != digest:
        raise BackupUnusable(file=path.name, reason=digest)
    with packed.open(BLOBS + digest) as source:
        blobs.keep(cast(BinaryIO, source))


def _own_forms(settings: Settings) -> list[Path]:
    """The office's own form definitions, earlier versions among them."""
    folder = settings.forms_folder
    return sorted(one for one in folder.rglob("*") if _is_kept(one)) if folder.is_dir() else []


def _is_kept(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _put_form_back(packed: zipfile.ZipFile, name: str, path: Path, settings: Settings) -> None:
    parts = PurePosixPath(name.removeprefix(FORMS)).parts
    if not parts or any(part in ("..", "/") for part in parts):
        raise BackupUnusable(file=path.name, reason=name)
    place = settings.forms_folder.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(name) as source, place.open("wb") as kept:
        shutil.copyfileobj(source, kept)


def _require_embedded(settings: Settings) -> None:
    if settings.database_url or settings.blobs_url:
        raise BackupNotEmbedded()
