"""Whatever is flipped is found: any blob, any row, any line of trail or ledger, the index."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.indexer import Indexer
from records.errors import NotAllowed
from records.months import Damage
from service.filing.refiling import correct
from service.jobs.feeding import feed_all
from service.months.steps import submit
from service.proof.archive_proof import verify_archive
from service.proof.wording import damage_in_words
from service.review import deeds
from service.sealing.closing import close
from service.settings import Settings
from service.wiring import Services, build
from tests.fakes.halls import small_settings
from tests.fakes.polres import AUDITOR, KAPOLRES, POLRES, kapolsek, open_polres, visit

A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"


def prove(services: Services) -> tuple[Damage, ...]:
    return verify_archive(AUDITOR, services)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sealed month, a submitted one, and a corrected paper; all indexed."""
    folder = tmp_path_factory.mktemp("whole")
    polres = open_polres(folder)
    for number in range(2):
        polres.put(visit("anggrek", "2024-07", "WAYAN", number))
    moved = polres.put(visit("bunga", "2024-07", "WAYAN", 7))
    close(KAPOLRES, A, "2024-07", polres.services)
    correct(KAPOLRES, (moved.id, 0), polres.services, reason="salah bulan", month="2024-08")
    said = ("fields.subject", "Perihal 7", "Perihal tujuh")
    deeds.correct(KAPOLRES, (moved.id, 0), *said, polres.services)
    submit(kapolsek("bunga"), B, "2024-08", polres.services)
    feed_all(polres.services)
    assert prove(polres.services) == ()
    polres.services.close()
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        # Whoever changes rows behind our back drops the guards first.
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {name}")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def settings(whole: Path, tmp_path: Path) -> Settings:
    return small_settings(Path(shutil.copytree(whole, tmp_path / "data")))


def damages_after(settings: Settings, deed: Callable[[sqlite3.Connection], object]) -> set[str]:
    with closing(sqlite3.connect(settings.data / "catalogue.sqlite")) as db:
        deed(db)
        db.commit()
    services = build(settings)
    try:
        return {damage.code for damage in prove(services)}
    finally:
        services.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE entries SET name = 'x' WHERE rowid = 1", "entry-differs"),
        ("UPDATE entries SET received_by = 'x' WHERE rowid = 1", "entry-differs"),
        ("UPDATE entries SET digest = substr(digest, 2) || 'x' WHERE rowid = 1", "entry-differs"),
        ("UPDATE entries SET state = 'failed' WHERE rowid = 1", "entry-differs"),
        ("DELETE FROM entries WHERE rowid = 1", "entry-missing"),
        ("DELETE FROM manifests", "manifest-missing"),
        ("UPDATE manifests SET digest = substr(digest, 2) || 'x'", "blob-missing"),
        ("UPDATE derived SET size = size + 1 WHERE rowid = 1", "entry-differs"),
        ("DELETE FROM derived WHERE rowid = 1", "entry-differs"),
        ("UPDATE documents SET title = 'x' WHERE rowid = 1", "filing-differs"),
        ("UPDATE documents SET month = '2023-01' WHERE rowid = 3", "filing-differs"),
        ("UPDATE documents SET record = replace(record, 'WAYAN', 'X')", "filing-differs"),
        ("DELETE FROM documents WHERE rowid = 3", "filing-differs"),
        ("UPDATE tallies SET documents = documents + 1", "tally-differs"),
        ("UPDATE sealed_tallies SET papers = papers + 1", "tally-differs"),
        ("INSERT INTO mixed_stacks VALUES ('nobody')", "tally-differs"),
        ("UPDATE months SET state = 'accepted' WHERE state = 'submitted'", "month-state-differs"),
        ("UPDATE months SET state = 'open' WHERE state = 'sealed'", "seal-state-differs"),
        ("UPDATE transitions SET who = 'x' WHERE id = 1", "step-differs"),
        ("DELETE FROM transitions WHERE id = 1", "step-differs"),
        ("UPDATE corrections SET reason = 'x'", "correction-differs"),
        ("DELETE FROM corrections", "correction-differs"),
        ("UPDATE reviews SET who = 'x'", "review-differs"),
        ("DELETE FROM reviews", "review-differs"),
        ("UPDATE audit SET who = 'x' WHERE id = 2", "trail-broken"),
        ("DELETE FROM audit WHERE id = 2", "trail-broken"),
        ("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)", "trail-broken"),
        ("UPDATE seals SET papers = 9", "ledger-hash"),
        ("UPDATE seals SET sealed_by = 'x'", "ledger-hash"),
        ("UPDATE seals SET root = substr(root, 2) || 'x'", "seal-root"),
        ("UPDATE seals SET manifest = 'x'", "seal-manifest"),
        ("UPDATE seals SET listing = substr(listing, 2) || 'x'", "listing-unreadable"),
        ("DELETE FROM seals", "seal-state-differs"),
        ("DELETE FROM sealed_papers WHERE position = 0", "sealed-paper-differs"),
    ],
)
def test_a_changed_row_is_found(settings: Settings, statement: str, code: str) -> None:
    assert code in damages_after(settings, lambda db: db.execute(statement))


def test_every_blob_that_changes_or_goes_is_found(settings: Settings) -> None:
    blobs = sorted(settings.blobs_folder.glob("*/*/*"))
    assert len(blobs) > 15
    services = build(settings)
    for number, blob in enumerate(blobs):
        content = blob.read_bytes()
        blob.unlink()
        if number % 2:
            place = len(content) // 2
            blob.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        code = "blob-changed" if number % 2 else "blob-missing"
        assert (code, blob.name) in {(d.code, d.what) for d in prove(services)}
        blob.unlink(missing_ok=True)
        blob.write_bytes(content)
    services.close()


def test_an_index_that_lacks_a_paper_is_found(settings: Settings) -> None:
    with Indexer(settings.index_folder) as indexer:
        indexer.index_batch([], [f"{1:026x}-0"])
    services = build(settings)
    assert [(d.code, d.what) for d in prove(services)] == [("index-lacks", f"{1:026x}-0")]
    services.close()


def test_only_auditors_ask_for_the_proof(settings: Settings) -> None:
    services = build(settings)
    with pytest.raises(NotAllowed):
        verify_archive(KAPOLRES, services)
    services.close()


def test_damage_is_told_in_both_languages() -> None:
    damage = Damage("blob-missing", "abc", {"of": "x"})
    assert damage_in_words(damage) == "abc: berkas hilang; pulihkan dari cadangan (of x)"
    assert "restore a backup" in damage_in_words(damage, "en")


def test_the_catalogue_refuses_to_change_what_is_sealed(tmp_path: Path) -> None:
    polres = open_polres(tmp_path)
    polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    close(KAPOLRES, A, "2024-07", polres.services)
    polres.services.close()
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        for statement in (
            "UPDATE documents SET month = '2024-08'",
            "DELETE FROM documents",
            "UPDATE seals SET papers = 2",
            "DELETE FROM seals",
            "DELETE FROM sealed_papers",
            "UPDATE months SET state = 'open'",
            "DELETE FROM transitions",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="sealed"):
                db.execute(statement)
