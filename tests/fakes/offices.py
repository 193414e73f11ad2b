"""An office with a few papers, made once for all tests that only look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from records.keeping import Entry
from tests.fakes.desk import (
    ADMIN,
    AUDITOR,
    CLERK,
    HEAD,
    REVIEWER,
    STRANGER,
    Desk,
    open_desk,
    reopen_desk,
)
from tests.fakes.visits import TestClient, visit, visitor


@dataclass(frozen=True, slots=True)
class Office:
    """The desk, its papers by name, and a visitor for each person."""

    desk: Desk
    papers: dict[str, Entry]
    visits: dict[str, TestClient]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose papers nobody changes."""
    desk = open_desk(tmp_path_factory.mktemp("office"))
    names = (
        "sop pelaporan masalah.pdf",
        "rekap desember.pdf",
        "kunjungan warga.pdf",
        "rahasia laporan.pdf",
    )
    papers = {
        name.partition(".")[0].split(" ")[0]: desk.take(name, HEAD, seed)
        for seed, name in enumerate(names)
    }
    papers["rusak"] = desk.take("rusak.pdf", HEAD, 10)
    papers["kosong"] = desk.take("kosong.pdf", HEAD, 11)
    papers["elsewhere"] = desk.take("sop tetangga.pdf", STRANGER, 12)
    papers["double"] = desk.take("sop salinan.pdf", HEAD, 0)
    desk.work()
    papers["waiting"] = desk.take("sop menunggu.pdf", HEAD, 13)
    people = (CLERK, REVIEWER, HEAD, AUDITOR, ADMIN, STRANGER)
    visits = {person.name: visit(desk, person) for person in people}
    yield Office(desk, papers, {**visits, "": visitor(desk)})
    desk.services.close()


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with people and no papers; hashing their passwords takes a while."""
    folder = tmp_path_factory.mktemp("staffed")
    open_desk(folder).services.close()
    return folder


@pytest.fixture
def desk(staffed: Path, tmp_path: Path) -> Iterator[Desk]:
    """An office of one's own, to be changed."""
    opened = reopen_desk(Path(shutil.copytree(staffed, tmp_path / "office")))
    yield opened
    opened.services.close()
