"""Differences between blobs, catalogue and index: mended where safe, told where not."""

from __future__ import annotations

import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.catalogue import derived
from records.errors import NotAllowed
from records.findings import Digest
from records.keeping import EntryId, Part, State
from service import library
from service.filing.refiling import correct
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.pipeline import VERSION
from service.proof.archive_proof import verify_archive
from service.proof.reconcile import reconcile
from service.review import deeds
from service.sealing.closing import close
from service.wiring import Services
from tests.fakes.polres import (
    ADMIN,
    AUDITOR,
    KAPOLRES,
    POLRES,
    Polres,
    open_polres,
    read,
    visit,
)

A = f"{POLRES}/anggrek"
OPEN, SEALED = EntryId(f"{1:026x}"), EntryId(f"{2:026x}")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corrected paper of an open month, a sealed one, both indexed; guards dropped."""
    folder = tmp_path_factory.mktemp("whole")
    found = open_polres(folder)
    opened = found.put(visit("anggrek", "2024-08", "WAYAN", 1))
    found.put(visit("anggrek", "2024-07", "WAYAN", 2))
    word = ("fields.subject", "Perihal 1", "Perihal satu")
    deeds.correct(KAPOLRES, (opened.id, 0), *word, found.services)
    correct(KAPOLRES, (opened.id, 0), found.services, reason="salah", month="2024-09")
    close(KAPOLRES, A, "2024-07", found.services)
    feed_all(found.services)
    found.services.close()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {name}")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def polres(whole: Path, tmp_path: Path) -> Polres:
    return open_polres(Path(shutil.copytree(whole, tmp_path / "data")), first=100)


def alter(services: Services, statement: str) -> None:
    with closing(sqlite3.connect(services.settings.data / "catalogue.sqlite")) as db:
        db.execute(statement)
        db.commit()


def found(services: Services, *, mend: bool = False) -> dict[str, bool]:
    return {one.damage.code: one.is_mended for one in reconcile(ADMIN, services, mend=mend)}


def test_a_whole_archive_has_no_differences(polres: Polres) -> None:
    assert reconcile(ADMIN, polres.services) == ()
    with pytest.raises(NotAllowed):
        reconcile(AUDITOR, polres.services)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE tallies SET documents = documents + 1", "tally-differs"),
        ("UPDATE sealed_tallies SET papers = papers + 1", "tally-differs"),
        ("INSERT INTO mixed_stacks VALUES ('nobody')", "tally-differs"),
        ("UPDATE documents SET title = 'x' WHERE rowid = 1", "filing-differs"),
        ("UPDATE documents SET record = '{}' WHERE rowid = 1", "filing-differs"),
        ("DELETE FROM documents WHERE rowid = 1", "filing-differs"),
    ],
)
def test_what_can_be_made_again_is_mended(polres: Polres, statement: str, code: str) -> None:
    alter(polres.services, statement)
    assert found(polres.services)[code] is False
    assert found(polres.services, mend=True)[code] is True
    found(polres.services, mend=True)
    feed_all(polres.services)
    assert verify_archive(AUDITOR, polres.services) == ()


def test_an_index_that_differs_is_fed_again(polres: Polres) -> None:
    services = polres.services
    shutil.rmtree(services.settings.index_folder)
    feed_all(services)
    alter(services, "UPDATE documents SET position = 7 WHERE rowid = 2")
    codes = found(services, mend=True)
    assert codes["index-lacks"] is True
    assert codes["index-has-more"] is True
    assert codes["filing-differs"] is False


def test_a_lost_reading_is_made_again_but_not_of_a_sealed_paper(polres: Polres) -> None:
    services = polres.services
    copies = {entry: copy_of(services, entry) for entry in (OPEN, SEALED)}
    for digest in copies.values():
        services.blobs.remove(digest)
    mended = {one.damage.what: one.is_mended for one in reconcile(ADMIN, services, mend=True)}
    assert mended[copies[OPEN]] is True
    assert mended[copies[SEALED]] is False
    assert work_on_next(services, read, "test:1") == OPEN
    assert services.blobs.has(copies[OPEN])
    assert library.entry(AUDITOR, OPEN, services).entry.state is State.ARCHIVED
    feed_all(services)
    assert {one.code for one in verify_archive(AUDITOR, services)} == {"blob-missing"}


def test_what_no_row_names_is_told_and_left(polres: Polres) -> None:
    stray = polres.services.blobs.keep(io.BytesIO(b"left behind")).digest
    assert found(polres.services, mend=True) == {"blob-unknown": False}
    assert polres.services.blobs.has(stray)


def test_a_lost_original_is_told(polres: Polres) -> None:
    services = polres.services
    services.blobs.remove(library.entry(AUDITOR, OPEN, services).entry.digest)
    assert found(services, mend=True) == {"blob-missing": False}


def copy_of(services: Services, entry: EntryId) -> Digest:
    with services.catalogue.read() as db:
        digest = library.entry(AUDITOR, entry, services).entry.digest
        blob = derived.one(db, digest, VERSION, Part.SEARCHABLE)
    assert blob is not None
    return blob.digest
