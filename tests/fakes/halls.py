"""Services with the fake reader, on a folder, and with deeds that can end the process."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from archive.blobs import BlobStore, FolderStore
from archive.catalogue.database import Catalogue
from records.keeping import Blob
from service.settings import AccessSettings, Settings, WorkSettings
from service.wiring import Services, build
from tests.fakes.reading import fake_reader

BEGINNING = datetime(2024, 10, 1, 8, 0, tzinfo=UTC)


class FakeClock:
    """A clock that stands still until told to go on."""

    def __init__(self) -> None:
        self.now = BEGINNING

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **span: float) -> None:
        """Move by a `timedelta`'s span."""
        self.now += timedelta(**span)


def small_settings(folder: Path) -> Settings:
    """Settings for a test: nothing waits long."""
    return Settings(
        data=folder,
        work=WorkSettings(workers=1, jobs=1, lease_s=20, poll_s=0.05, sweep_s=0.5),
        # cheap passwords: most tests log somebody in, none tries to break in
        access=AccessSettings(password_rounds=1, password_memory_kib=64),
    )


@lru_cache(maxsize=1)
def _empty_catalogue() -> bytes:
    """A migrated catalogue without rows: making one takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        catalogue = Catalogue(f"sqlite:///{path}")
        catalogue.migrate()
        catalogue.close()
        return path.read_bytes()


def with_catalogue(settings: Settings) -> Settings:
    """The settings, with an empty catalogue in their folder where there is none yet."""
    path = settings.data / "catalogue.sqlite"
    if not settings.database_url and not path.exists():
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(_empty_catalogue())
    return settings


def fake_services(settings: Settings) -> Services:
    """The services as built, but with the fake reader; importable by spawned processes."""
    with_catalogue(settings)
    return replace(build(settings), reader=fake_reader)


def clocked_services(settings: Settings) -> tuple[Services, FakeClock]:
    """The same on a clock the test moves."""
    clock = FakeClock()
    return replace(fake_services(settings), clock=clock), clock


@dataclass(slots=True)
class Fuse:
    """Counts deeds and ends the process, as a power cut would, at the one it is set to."""

    at: int
    seen: int = 0

    def deed(self) -> None:
        """One deed more; a deed can be cut off before it and after it."""
        self.seen += 1
        if self.seen == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedStore(FolderStore):
    """A blob store whose every keeping is two deeds: before and after."""

    def __init__(self, folder: Path, fuse: Fuse) -> None:
        super().__init__(folder)
        self._fuse = fuse

    def keep(self, stream: BinaryIO) -> Blob:
        self._fuse.deed()
        blob = super().keep(stream)
        self._fuse.deed()
        return blob


class FusedCatalogue(Catalogue):
    """A catalogue whose every writing transaction is two deeds: before its commit and after."""

    def __init__(self, url: str, fuse: Fuse) -> None:
        super().__init__(url)
        self._fuse = fuse

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with super().begin() as db:
            yield db
            self._fuse.deed()
        self._fuse.deed()


def fused_services(settings: Settings, fuse: Fuse) -> Services:
    """Services that end the process at the fuse's deed."""
    services = fake_services(settings)
    services.catalogue.close()
    store: BlobStore = FusedStore(settings.blobs_folder, fuse)
    catalogue = FusedCatalogue(settings.catalogue_url, fuse)
    return replace(services, blobs=store, catalogue=catalogue)


def in_child(work: Callable[[], None]) -> int:
    """Run in a forked child and tell how it ended: 0, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
