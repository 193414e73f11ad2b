"""A backup brings the whole installation back, or nothing."""

from __future__ import annotations

import io
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from records.errors import BackupNotEmbedded, BackupUnusable
from service.backup.whole import restore_backup, write_backup
from service.definitions.own import definitions, save, text_of
from service.jobs.feeding import rebuild
from service.months.steps import history
from service.proof.archive_proof import verify_archive
from service.sealing.closing import close
from service.wiring import build
from tests.fakes.halls import small_settings
from tests.fakes.polres import ADMIN, AUDITOR, KAPOLRES, POLRES, open_polres, visit

A = f"{POLRES}/anggrek"
TITLES = re.compile(r"^titles = .*$", re.MULTILINE)


def backed_up(folder: Path) -> bytes:
    polres = open_polres(folder)
    polres.put(visit("anggrek", "2024-07", "WAYAN", 1))
    close(KAPOLRES, A, "2024-07", polres.services)
    kept = io.BytesIO()
    assert write_backup(ADMIN, kept, polres.services) > 5
    polres.services.close()
    return kept.getvalue()


def test_a_backup_comes_back_whole_with_its_months(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(backed_up(tmp_path / "data"))
    settings = small_settings(tmp_path / "other")
    restore_backup(path, settings)
    services = build(settings)
    rebuild(services)
    assert verify_archive(AUDITOR, services) == ()
    assert [str(s.step) for s in history(KAPOLRES, A, "2024-07", services).steps] == [
        "submit",
        "accept",
        "seal",
    ]
    services.close()


def test_forms_of_the_office_come_back_with_their_versions(tmp_path: Path) -> None:
    polres = open_polres(tmp_path / "data")
    text = text_of(ADMIN, "kunjungan-warga", polres.services)
    for title in ("Sambang pertama", "Sambang kedua"):
        own = text.replace('id = "kunjungan-warga"', 'id = "sambang"', 1)
        save(ADMIN, TITLES.sub(f'titles = ["{title}"]', own, count=1), polres.services)
    before = [
        (one.id, one.title, one.version, one.kept) for one in definitions(ADMIN, polres.services)
    ]
    path = tmp_path / "backup.zip"
    with path.open("wb") as kept:
        write_backup(ADMIN, kept, polres.services)
    polres.services.close()
    settings = small_settings(tmp_path / "other")
    restore_backup(path, settings)
    services = build(settings)
    assert [
        (one.id, one.title, one.version, one.kept) for one in definitions(ADMIN, services)
    ] == before
    assert before[0][0] == "sambang"
    services.close()


def test_a_backup_may_be_taken_while_papers_come_in(tmp_path: Path) -> None:
    polres = open_polres(tmp_path / "data")
    services = polres.services
    stopped = threading.Event()

    def work() -> None:
        number = 0
        while not stopped.is_set() and number < 200:
            number += 1
            polres.put(visit("anggrek", "2024-07", "WAYAN", number))

    polres.put(visit("anggrek", "2024-06", "WAYAN", 1))
    worker = threading.Thread(target=work)
    worker.start()
    path = tmp_path / "backup.zip"
    with path.open("wb") as kept:
        write_backup(ADMIN, kept, services)
    stopped.set()
    worker.join()
    services.close()
    settings = small_settings(tmp_path / "other")
    restore_backup(path, settings)
    again = build(settings)
    rebuild(again)
    assert {one.code for one in verify_archive(AUDITOR, again)} == set()
    again.close()


def test_a_backup_is_put_only_into_an_empty_folder(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(backed_up(tmp_path / "data"))
    with pytest.raises(BackupUnusable):
        restore_backup(path, small_settings(tmp_path / "data"))


def test_a_changed_backup_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    content = bytearray(backed_up(tmp_path / "data"))
    content[len(content) * 3 // 4] ^= 1
    path = tmp_path / "backup.zip"
    path.write_bytes(bytes(content))
    settings = small_settings(tmp_path / "other")
    with pytest.raises(BackupUnusable):
        restore_backup(path, settings)
    assert not (settings.data / "catalogue.sqlite").exists()


def test_databases_elsewhere_are_left_to_their_own_tools(tmp_path: Path) -> None:
    settings = replace(small_settings(tmp_path), blobs_url="s3+http://x/y")
    with pytest.raises(BackupNotEmbedded):
        restore_backup(tmp_path / "x", settings)
