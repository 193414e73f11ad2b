"""Papers go by a list that two persons approve; certificates and digests prove what was there."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.bags.verify import export_damages
from records.errors import (
    BlobMissing,
    ListOutdated,
    ListStateWrong,
    ListUnknown,
    NotAllowed,
    NothingDue,
    PaperDestroyed,
    ReasonMissing,
    VotedAlready,
)
from records.keeping import Entry, EntryId, Role, User
from records.months import MonthStep
from records.periods.retention import Fate, ListState, RetentionRule
from service import library
from service.backup.whole import restore_backup, write_backup
from service.jobs.feeding import feed_all
from service.months.steps import history
from service.proof.archive_proof import verify_archive
from service.retention.destroying import destroy
from service.retention.due import due
from service.retention.holds import holds, lift_hold, place_hold
from service.retention.proposals import (
    approve,
    destruction_list,
    destruction_lists,
    propose,
    refuse,
)
from service.retention.removing import remove_bytes
from service.retention.schedule import set_schedule
from service.sealing.closing import close
from service.sealing.export import plan_export, stream_export
from service.sealing.giving import export_size
from service.sealing.restore import restore_export
from service.wiring import Services, build
from tests.fakes.halls import small_settings
from tests.fakes.polres import (
    ADMIN,
    AUDITOR,
    KAPOLRES,
    POLRES,
    Polres,
    kapolsek,
    open_polres,
    visit,
)

if TYPE_CHECKING:
    from typing_extensions import Buffer

A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"
SECOND = User(3, "wakapolres", Role.HEAD, POLRES, cleared=True)
RULES = (
    RetentionRule("BIN.1", 1, 1, Fate.DESTROY, ("kunjungan-warga",)),
    RetentionRule("BIN.2", 1, 0, Fate.ASK, ("kunjungan-usaha",)),
    RetentionRule("BIN.3", 1, 0, Fate.KEEP, ("problem-solving",)),
)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sealed months of long ago with papers of four sorts, and a schedule for three of them."""
    folder = tmp_path_factory.mktemp("sealed")
    found = open_polres(folder)
    for number, form in enumerate(
        ("kunjungan-warga", "kunjungan-warga", "kunjungan-usaha", "problem-solving", "unbekannt")
    ):
        found.put(visit("anggrek", "2020-07", "WAYAN", number, form))
    found.put(visit("bunga", "2020-08", "WAYAN", 7))
    close(KAPOLRES, A, "2020-07", found.services)
    close(KAPOLRES, B, "2020-08", found.services)
    set_schedule(ADMIN, RULES, found.services)
    feed_all(found.services)
    found.services.close()
    return folder


@pytest.fixture
def polres(sealed: Path, tmp_path: Path) -> Iterator[Polres]:
    found = open_polres(Path(shutil.copytree(sealed, tmp_path / "polres")), first=100)
    yield found
    found.services.close()


def approved(polres: Polres, unit: str = A) -> int:
    number = propose(KAPOLRES, unit, polres.services, reason="masa simpan habis").number
    approve(SECOND, number, polres.services)
    assert approve(KAPOLRES, number, polres.services).state is ListState.APPROVED
    return number


def exported(polres: Polres, folder: Path) -> Path:
    plan = plan_export(AUDITOR, POLRES, "2020", polres.services)
    content = b"".join(stream_export(AUDITOR, plan, polres.services))
    assert len(content) == export_size(plan, polres.services)
    (folder / "export.zip").write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder / "export")
    return folder / "export"


def test_what_is_due_follows_the_schedule_and_unruled_papers_are_kept(polres: Polres) -> None:
    found = {one.code: one for one in due(KAPOLRES, polres.services, unit=A, everything=True)}
    assert {code: (one.fate, one.until, one.papers) for code, one in found.items()} == {
        "BIN.1": (Fate.DESTROY, 2022, 2),
        "BIN.2": (Fate.ASK, 2021, 1),
        "BIN.3": (Fate.KEEP, 2021, 1),
        "": (Fate.ASK, None, 1),
    }
    assert {one.code for one in due(KAPOLRES, polres.services, unit=A)} == {
        "BIN.1",
        "BIN.2",
        "BIN.3",
    }
    without = propose(KAPOLRES, A, polres.services, reason="habis")
    assert without.papers == 2
    assert propose(KAPOLRES, A, polres.services, reason="dinilai", asked=True).papers == 3
    with pytest.raises(NothingDue):
        propose(KAPOLRES, A, polres.services, reason="habis", year=2021)


def test_a_period_that_still_runs_keeps_everything(polres: Polres) -> None:
    rule = replace(RULES[0], inactive_years=9)
    set_schedule(ADMIN, [rule], polres.services)
    assert due(KAPOLRES, polres.services) == ()
    with pytest.raises(NothingDue):
        propose(KAPOLRES, POLRES, polres.services, reason="habis")
    polres.clock.go_on(days=366 * 7)
    assert propose(KAPOLRES, POLRES, polres.services, reason="habis").papers == 3


def test_two_different_persons_approve(polres: Polres) -> None:
    number = propose(KAPOLRES, A, polres.services, reason="habis").number
    approve(SECOND, number, polres.services)
    with pytest.raises(VotedAlready):
        approve(SECOND, number, polres.services)
    with pytest.raises(ListStateWrong):
        destroy(KAPOLRES, number, polres.services)
    with pytest.raises(NotAllowed):
        approve(AUDITOR, number, polres.services)
    assert approve(KAPOLRES, number, polres.services).state is ListState.APPROVED
    with pytest.raises(NotAllowed):
        destroy(User(5, "petugas", Role.CLERK, POLRES), number, polres.services)
    with pytest.raises(ListUnknown):
        destroy(kapolsek("bunga"), number, polres.services)


def test_one_refusal_ends_a_list(polres: Polres) -> None:
    number = propose(KAPOLRES, A, polres.services, reason="habis").number
    with pytest.raises(ReasonMissing):
        refuse(SECOND, number, polres.services, reason=" ")
    refused = refuse(SECOND, number, polres.services, reason="masih dipakai")
    assert refused.state is ListState.REFUSED
    with pytest.raises(ListStateWrong):
        approve(KAPOLRES, number, polres.services)


def test_what_is_held_stays_even_when_the_list_is_approved(polres: Polres) -> None:
    number = approved(polres)
    with pytest.raises(NotAllowed):
        place_hold(AUDITOR, POLRES, polres.services, reason="perkara 12")
    hold = place_hold(KAPOLRES, POLRES, polres.services, reason="perkara 12", first="2020-07")
    with pytest.raises(ListOutdated):
        destroy(KAPOLRES, number, polres.services)
    with pytest.raises(NothingDue):
        propose(KAPOLRES, B, polres.services, reason="habis")
    assert [one.held_by for one in due(KAPOLRES, polres.services, unit=B)] == [(hold.number,)]
    assert [one.number for one in holds(kapolsek("anggrek"), polres.services)] == [hold.number]
    lift_hold(KAPOLRES, hold.number, polres.services, reason="perkara selesai")
    assert destroy(KAPOLRES, number, polres.services).state is ListState.DONE


def test_destroyed_papers_are_gone_and_the_archive_is_still_proven(
    polres: Polres, tmp_path: Path
) -> None:
    services = polres.services
    before = dict.fromkeys(services.blobs.digests())
    number = approved(polres)
    items = destruction_list(KAPOLRES, number, services).items
    done = destroy(KAPOLRES, number, services)
    assert done.state is ListState.DONE
    assert len(done.seals) == 1
    feed_all(services)
    assert verify_archive(AUDITOR, services) == ()
    # The bytes are gone, and so is every word of them in catalogue and index.
    with closing(sqlite3.connect(services.settings.data / "catalogue.sqlite")) as db:
        for item in items:
            here = (item.entry, item.position)
            row = db.execute(
                "SELECT title, record FROM documents WHERE entry = ? AND position = ?", here
            ).fetchone()
            assert row[0] == "(dimusnahkan)"
            assert "Warga" not in row[1]
            digest = db.execute(
                "SELECT digest FROM entries WHERE id = ?", (item.entry,)
            ).fetchone()[0]
            assert not services.blobs.has(digest)
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("DELETE FROM destroyed_papers")
    assert not {f"{i.entry}-{i.position}" for i in items} & set(services.pages().documents())
    gone = [digest for digest in before if not services.blobs.has(digest)]
    # The fifth, what was read of the page, is the same bytes for papers that stay.
    assert len(gone) == 2 * 4
    steps = [one.step for one in history(KAPOLRES, A, "2020-07", services).steps]
    assert steps[-1] is MonthStep.DESTROY
    # An auditor with nothing but the export finds it whole, too.
    folder = exported(polres, tmp_path)
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    told = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    names = sorted(path.name for path in (folder / "berkas").iterdir())
    certificate = folder / "berkas" / names[1]
    assert (certificate / "data" / "berita-acara.pdf").read_bytes().startswith(b"%PDF")
    assert len(json.loads((certificate / "data" / "pemusnahan.json").read_text())["files"]) == 10


def test_an_export_without_its_certificate_is_not_whole(polres: Polres, tmp_path: Path) -> None:
    destroy(KAPOLRES, approved(polres), polres.services)
    folder = exported(polres, tmp_path)
    assert export_damages(folder)[0] == []
    told = folder / "berkas" / f"{A.replace('/', '--')}-2020-07-tambahan-1" / "data"
    certificate = told / "pemusnahan.json"
    changed = json.loads(certificate.read_text())
    left = next((folder / "berkas").glob("*2020-08/data/asli/*"))
    for victim in (left, next((folder / "berkas").glob("*2020-07/data/asli/*"))):
        kept = victim.read_bytes()
        victim.unlink()
        assert {code for code, _ in export_damages(folder)[0]} >= {"file-missing"}
        victim.write_bytes(kept)
    changed["files"].pop()
    certificate.write_text(json.dumps(changed))
    assert {code for code, _ in export_damages(folder)[0]} >= {"file-changed", "file-missing"}


def test_an_export_with_destroyed_papers_comes_back(polres: Polres, tmp_path: Path) -> None:
    destroy(KAPOLRES, approved(polres), polres.services)
    exported(polres, tmp_path)
    other = open_polres(tmp_path / "other").services
    for seal in plan_export(AUDITOR, POLRES, "2020", polres.services).every:
        with polres.services.blobs.open(seal.listing) as stream:
            other.blobs.keep(stream)  # as a return that was cut off before its rows leaves it
    done = restore_export(ADMIN, tmp_path / "export.zip", other)
    assert done.bags == 3
    assert verify_archive(AUDITOR, other) == ()
    plan = plan_export(AUDITOR, POLRES, "2020", other)
    again = b"".join(stream_export(AUDITOR, plan, other))
    assert again == (tmp_path / "export.zip").read_bytes()
    other.close()


class Interrupted(io.BytesIO):
    """A backup's target: something happens after its first bytes."""

    def __init__(self, deed: Callable[[], object]) -> None:
        super().__init__()
        self._deeds = [deed]

    def write(self, content: Buffer, /) -> int:
        while self._deeds:
            self._deeds.pop()()
        return super().write(content)


def test_a_backup_survives_a_destruction_and_holds_nothing_destroyed_before(
    polres: Polres, tmp_path: Path
) -> None:
    services = polres.services
    number = approved(polres)
    originals = set(services.blobs.digests())
    during = Interrupted(lambda: destroy(KAPOLRES, number, services))
    write_backup(ADMIN, during, services)
    gone = originals - set(services.blobs.digests())
    assert len(gone) == 8, "what was destroyed goes at the backup's end"
    for digest in gone:
        # As a removal that was cut off would have left it.
        services.blobs.keep(io.BytesIO(zipfile.ZipFile(during).read(f"blobs/{digest}")))
    after = io.BytesIO()
    write_backup(ADMIN, after, services)
    assert not gone & {Path(name).name for name in zipfile.ZipFile(after).namelist()}
    for name, kept in (("during", during), ("after", after)):
        (tmp_path / name).write_bytes(kept.getvalue())
        settings = small_settings(tmp_path / f"{name}-data")
        restore_backup(tmp_path / name, settings)
        again = build(settings)
        feed_all(again)
        assert verify_archive(AUDITOR, again) == ()
        assert len(lists_done(again)) == (name == "after")
        again.close()


def lists_done(services: Services) -> list[int]:
    every = destruction_lists(KAPOLRES, services)
    return [one.number for one in every if one.state is ListState.DONE]


def test_bytes_a_living_paper_has_as_well_stay(polres: Polres) -> None:
    services = polres.services
    twin = polres.put(visit("anggrek", "2020-07", "WAYAN", 0))
    assert twin.duplicate_of is not None
    number = approved(polres)
    destroy(KAPOLRES, number, services)
    services.blobs.open(twin.digest).close()
    gone = destruction_list(KAPOLRES, number, services).items[0]
    assert library.entry(AUDITOR, EntryId(gone.entry), services).pages == ()
    with pytest.raises(PaperDestroyed):
        library.original(AUDITOR, EntryId(gone.entry), services)
    feed_all(services)
    assert verify_archive(AUDITOR, services) == ()


def test_a_removal_cut_off_is_found_and_brought_to_its_end(polres: Polres) -> None:
    services = polres.services
    kept: dict[str, bytes] = {}
    for digest in services.blobs.digests():
        with services.blobs.open(digest) as stream:
            kept[digest] = stream.read()
    destroy(KAPOLRES, approved(polres), services)
    feed_all(services)
    for content in kept.values():
        services.blobs.keep(io.BytesIO(content))
    assert {one.code for one in verify_archive(AUDITOR, services)} == {"destroyed-still-here"}
    assert remove_bytes(services) == 8
    assert verify_archive(AUDITOR, services) == ()
    # The same file handed in again is a paper of its own, and stays.
    entry = polres.put(visit("anggrek", "2020-07", "WAYAN", 0))
    assert remove_bytes(services) == 0
    assert taken(services, entry) == kept[entry.digest]


def taken(services: Services, entry: Entry) -> bytes:
    with services.blobs.open(entry.digest) as stream:
        return stream.read()


def test_a_forged_certificate_row_is_found(polres: Polres) -> None:
    services = polres.services
    destroy(KAPOLRES, approved(polres), services)
    feed_all(services)
    with closing(sqlite3.connect(services.settings.data / "catalogue.sqlite")) as db:
        entry, position, seal = db.execute(
            "SELECT entry, position, seal FROM sealed_papers WHERE entry NOT IN"
            " (SELECT entry FROM destroyed_papers) LIMIT 1"
        ).fetchone()
        db.execute("INSERT INTO destroyed_papers VALUES (?, ?, 1, ?)", (entry, position, seal))
        db.commit()
    assert "destruction-differs" in {one.code for one in verify_archive(AUDITOR, services)}


def test_lists_are_told_newest_first(polres: Polres) -> None:
    first = propose(KAPOLRES, A, polres.services, reason="satu").number
    second = propose(KAPOLRES, B, polres.services, reason="dua").number
    assert [one.number for one in destruction_lists(KAPOLRES, polres.services)] == [second, first]
    assert [one.number for one in destruction_lists(kapolsek("bunga"), polres.services)] == [second]
    with pytest.raises(BlobMissing):
        polres.services.blobs.open("0" * 64)  # type: ignore[arg-type]
