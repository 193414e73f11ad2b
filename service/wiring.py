"""The one place that chooses parts: settings in, services out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from archive.blobs import BlobStore, FolderStore
from archive.catalogue.database import Catalogue
from records.findings import Digest, Findings
from records.keeping import EntryId
from records.paper import Sheet
from service.access.glances import Glances
from service.jobs.queue import CeleryQueue, JobQueue, PolledQueue
from service.settings import Settings

if TYPE_CHECKING:
    from index.store import PageIndex

Progress = Callable[[int, int], None]
"""Called with pages done and pages in all; what it raises ends the reading."""


class Reading(Protocol):
    """All a file gave."""

    @property
    def findings(self) -> Findings: ...

    @property
    def sheets(self) -> tuple[Sheet, ...]: ...


class Reader(Protocol):
    """Reads a whole file and writes its searchable copy; slow, and pure but for the copy."""

    def __call__(
        self, path: Path, name: str, digest: Digest, copy: Path, progress: Progress
    ) -> Reading:
        """Raises ScanRejected where the file as a whole cannot be read."""
        ...


ReaderSource = Callable[[], AbstractContextManager[Reader]]
"""Opens a reader with its processes, which end with the context."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts in use. Doors pass it on and touch only `settings`."""

    settings: Settings
    blobs: BlobStore
    catalogue: Catalogue
    queue: JobQueue
    reader: ReaderSource
    pages: Callable[[], PageIndex]
    """The one index all searches of this process share, opened by the first."""
    clock: Callable[[], datetime]
    new_id: Callable[[], EntryId]
    glances: Glances = field(default_factory=Glances)
    """Small reads of this process that wait to be told in the trail."""

    def close(self) -> None:
        """Tell what is still to be told, and let go of connections."""
        self.glances.flush(self.catalogue, self.clock())
        self.catalogue.close()


def build(settings: Settings) -> Services:
    """Open blob store and catalogue (migrated to the newest shape) and choose the queue.

    Makes the data folder where it is missing. Raises SettingInvalid, ServiceUnavailable.
    """
    for folder in (settings.data, settings.incoming_folder, settings.index_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    catalogue = Catalogue(settings.catalogue_url)
    catalogue.migrate()
    return Services(
        settings=settings,
        blobs=_blob_store(settings),
        catalogue=catalogue,
        queue=CeleryQueue(settings.broker_url) if settings.broker_url else PolledQueue(),
        reader=lambda: _reader(settings),
        pages=lru_cache(maxsize=1)(lambda: _page_index(settings)),
        clock=utc_now,
        new_id=lambda: entry_id_at(utc_now(), os.urandom(CHANCE_BYTES)),
    )


def utc_now() -> datetime:
    """The clock of a running service."""
    return datetime.now(UTC)


CHANCE_BYTES = 7


def entry_id_at(moment: datetime, chance: bytes) -> EntryId:
    """An id that sorts by its moment: milliseconds, then chance, in hex."""
    return EntryId(f"{round(moment.timestamp() * 1000):012x}{chance.hex()}")


def _blob_store(settings: Settings) -> BlobStore:
    if not settings.blobs_url:
        return FolderStore(settings.blobs_folder)
    from archive.s3 import connect

    s3 = settings.s3
    return connect(settings.blobs_url, s3.access_key, s3.secret_key, s3.region)


def _page_index(settings: Settings) -> PageIndex:
    # Only searches need the engine, and not every process searches.
    from index.store import PageIndex

    return PageIndex(settings.index_folder)


@contextmanager
def _reader(settings: Settings) -> Iterator[Reader]:
    # Only workers read: pages and search are served without the weight of the reading rooms.
    from service.reading import PagePool
    from service.study import Original, study

    with PagePool(settings.work.jobs, settings.limits, settings.forms_folder) as pool:

        def read(path: Path, name: str, digest: Digest, copy: Path, progress: Progress) -> Reading:
            return study(Original(path, name, digest), copy, pool, settings.limits, progress)

        yield read
