"""What is dropped is taken once and whole, and put away with its reason where it is refused."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from archive.catalogue import entries
from archive.units import tree
from records.keeping import Entry, Unit
from service.drops.folder import DOOR, Drop
from service.drops.limits import DropSettings
from service.wiring import Services
from tests.fakes.desk import Desk, scan
from tests.fakes.halls import Fuse, fake_services, fused_services, in_child, small_settings

UNITS = (Unit("polres-x", "POLRES X"), Unit("polres-x/polsek-y", "POLSEK DUMBO RAYA"))


class Watched:
    """A drop folder of a desk's services, looked at once at a time."""

    def __init__(self, services: Services, folder: Path, *, unit: str = "") -> None:
        self.folder, self.services = folder, services
        folder.mkdir(exist_ok=True)
        with services.catalogue.begin() as db:
            for one in UNITS:
                tree.put(db, one)
        self.drop = Drop(DropSettings(str(folder), unit=unit, settled_polls=1))

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def look(self, times: int = 2) -> int:
        return sum(self.drop.look(self.services) for _ in range(times))

    def taken(self) -> list[Entry]:
        with self.services.catalogue.read() as db:
            return entries.page(db, "", limit=100)

    def files(self) -> set[str]:
        return {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if not path.is_dir() and path.name != ".berkas.lock"
        }


@pytest.fixture
def watched(desk: Desk, tmp_path: Path) -> Watched:
    """An empty watched folder."""
    return Watched(desk.services, tmp_path / "drop")


def test_a_settled_file_is_taken_and_put_away(watched: Watched) -> None:
    watched.put("scan0001.pdf", scan(1))
    assert watched.look(1) == 0, "one look tells nothing"
    assert watched.look(1) == 1
    [entry] = watched.taken()
    assert (entry.name, entry.received_by, entry.scope) == ("scan0001.pdf", DOOR, "")
    assert watched.files() == {"selesai/scan0001.pdf"}
    assert watched.look(3) == 0


def test_a_file_that_grows_is_left_until_it_rests(watched: Watched) -> None:
    whole = scan(1)
    path = watched.put("scan.pdf", whole[:100])
    watched.look(1)
    with path.open("ab") as file:
        file.write(whole[100:])
    assert watched.look(1) == 0
    assert watched.look(1) == 1
    assert watched.taken()[0].size == len(whole)


@pytest.mark.parametrize(
    "name", [".scan.pdf", "~$scan.pdf", "scan.pdf.part", "scan.PDF.filepart", "Thumbs.db", "a.tmp"]
)
def test_unfinished_names_are_left_alone(name: str, watched: Watched) -> None:
    watched.put(name, scan(1))
    assert (watched.look(4), watched.files()) == (0, {name})


@pytest.mark.parametrize(
    ("folder", "scope"),
    [
        ("polres-x/polsek-y", "polres-x/polsek-y"),
        ("POLRES-X", "polres-x"),
        ("Polsek Dumbo Raya", "polres-x/polsek-y"),
        ("polres-x/Polsek Dumbo Raya", "polres-x/polsek-y"),
    ],
)
def test_the_folder_tells_the_unit(folder: str, scope: str, watched: Watched) -> None:
    watched.put(f"{folder}/scan.pdf", scan(1))
    watched.look()
    assert [entry.scope for entry in watched.taken()] == [scope]
    assert watched.files() == {f"selesai/{folder}/scan.pdf"}


def test_files_outside_of_unit_folders_belong_to_the_unit_of_the_setting(
    desk: Desk, tmp_path: Path
) -> None:
    watched = Watched(desk.services, tmp_path / "drop", unit="POLSEK DUMBO RAYA")
    watched.put("scan.pdf", scan(1))
    watched.look()
    assert [entry.scope for entry in watched.taken()] == ["polres-x/polsek-y"]


def test_what_is_refused_is_put_away_with_its_reason(watched: Watched) -> None:
    watched.put("catatan.txt", b"words")
    watched.put("Satuan Asing/scan.pdf", scan(1))
    secret = watched.folder.parent / "secret.pdf"
    secret.write_bytes(scan(2))
    (watched.folder / "link.pdf").symlink_to(secret)
    os.mkfifo(watched.folder / "pipe.pdf")
    assert watched.look() == 4
    assert watched.taken() == []
    reasons = {
        name: (watched.folder / name).read_text()
        for name in watched.files()
        if name.endswith(".alasan.txt")
    }
    assert "scan.not-a-document" in reasons["gagal/catatan.txt.alasan.txt"]
    assert "drop.unit-unknown" in reasons["gagal/Satuan Asing/scan.pdf.alasan.txt"]
    for name in ("link", "pipe"):
        assert "drop.not-a-file" in reasons[f"gagal/{name}.pdf.alasan.txt"]
    assert secret.exists()


def test_the_same_name_again_is_another_file_and_overwrites_nothing(watched: Watched) -> None:
    for seed in (1, 2):
        watched.put("scan.pdf", scan(seed))
        watched.look()
    assert len(watched.taken()) == 2
    assert watched.files() == {"selesai/scan.pdf", "selesai/scan-2.pdf"}


def test_two_watchers_do_not_look_at_once(watched: Watched) -> None:
    watched.put("scan.pdf", scan(1))
    other = Drop(DropSettings(str(watched.folder), settled_polls=1))
    for _ in range(3):
        watched.look(1)
        other.look(watched.services)
    assert len(watched.taken()) == 1


def test_killed_at_any_deed_every_file_is_taken_once(tmp_path: Path) -> None:
    at, was_killed = 1, True
    while was_killed:
        folder = tmp_path / str(at)
        settings = small_settings(folder / "data")
        services = fake_services(settings)
        watched = Watched(services, folder / "drop")
        for seed in (1, 2):
            watched.put(f"scan{seed}.pdf", scan(seed))
        services.catalogue.close()

        def die(at: int = at, folder: Path = folder) -> None:
            fused = fused_services(small_settings(folder / "data"), Fuse(at))
            drop = Drop(DropSettings(str(folder / "drop"), settled_polls=1))
            for _ in range(2):
                drop.look(fused)

        was_killed = in_child(die) == -signal.SIGKILL
        again = Watched(fake_services(settings), folder / "drop")
        again.look()
        assert sorted(entry.name for entry in again.taken()) == ["scan1.pdf", "scan2.pdf"]
        assert again.files() == {"selesai/scan1.pdf", "selesai/scan2.pdf"}
        again.services.close()
        at += 1
    assert at > 6, "deeds were cut off"


def test_a_service_that_is_away_leaves_the_file(watched: Watched, desk: Desk) -> None:
    watched.put("scan.pdf", scan(1))
    missing = replace(desk.services.settings, database_url="sqlite:////nowhere/x.sqlite")
    away = replace(desk.services, catalogue=type(desk.services.catalogue)(missing.catalogue_url))
    watched.drop.look(away)
    watched.drop.look(away)
    assert watched.files() == {"scan.pdf"}
    assert watched.look() == 1
