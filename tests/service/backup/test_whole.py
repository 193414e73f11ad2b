"""A backup brings the whole installation back, or nothing."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from records.errors import BackupNotEmbedded, BackupUnusable
from service.backup.whole import restore_backup, write_backup
from service.jobs.feeding import rebuild
from service.months.steps import history
from service.proof.archive_proof import verify_archive
from service.sealing.closing import close
from service.wiring import build
from tests.fakes.halls import small_settings
from tests.fakes.polres import ADMIN, AUDITOR, KAPOLRES, POLRES, open_polres, visit

A = f"{POLRES}/anggrek"


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
