"""Two units with sealed months, and the export of their year."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.filing.refiling import correct
from service.review import deeds
from service.sealing.closing import close, supplement
from service.sealing.export import plan_export, stream_export
from tests.fakes.polres import AUDITOR, KAPOLRES, POLRES, Polres, open_polres, visit

A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"


@pytest.fixture(scope="package")
def polres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Polres]:
    """Two units with a sealed month each; one has a corrected paper and a supplement."""
    found = open_polres(tmp_path_factory.mktemp("polres"))
    found.put(visit("anggrek", "2024-07", "WAYAN", 1))
    moved = found.put(visit("anggrek", "2024-06", "WAYAN", 2))
    correct(KAPOLRES, (moved.id, 0), found.services, reason="salah bulan", month="2024-07")
    found.put(visit("bunga", "2024-07", "WAYAN", 3))
    place = (moved.id, 0)
    value = "fields.subject"
    word = deeds.correct(KAPOLRES, place, value, "Perihal 2", "Perihal dua", found.services)
    deeds.undo(KAPOLRES, place, word, found.services)
    deeds.correct(KAPOLRES, place, value, "Perihal 2", "Perihal II", found.services)
    close(KAPOLRES, A, "2024-07", found.services)
    close(KAPOLRES, B, "2024-07", found.services)
    found.clock.go_on(days=1)
    found.put(visit("anggrek", "2024-07", "WAYAN", 4))
    supplement(KAPOLRES, A, "2024-07", found.services)
    yield found
    found.services.close()


@pytest.fixture(scope="package")
def packed(polres: Polres, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packed") / "export.zip"
    plan = plan_export(AUDITOR, POLRES, "2024", polres.services)
    path.write_bytes(b"".join(stream_export(AUDITOR, plan, polres.services)))
    return path


@pytest.fixture
def folder(packed: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "export")
    return tmp_path / "export"
