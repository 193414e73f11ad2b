"""Of a stack each bag holds its own pages, and evidence of the whole; nothing of the others."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from archive.bags.verify import export_damages
from records.errors import PaperInParts
from records.keeping import Entry
from service import library
from service.jobs.feeding import feed_all
from service.proof.archive_proof import verify_archive
from service.sealing.closing import close
from service.sealing.export import plan_export, stream_export
from service.sealing.restore import restore_export
from tests.fakes.polres import (
    ADMIN,
    AUDITOR,
    KAPOLRES,
    POLRES,
    Polres,
    open_polres,
    visit,
)
from tests.fakes.stacks import Sheaf, put_stack

A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"
PAPERS = (
    Sheaf("anggrek", "2024-07", (1, 2)),
    Sheaf("bunga", "2024-07", (3,)),
    Sheaf("anggrek", "2024-08", (4,), "laporan-informasi"),
    Sheaf("anggrek", "2024-07", (5,)),
)
PAGES = 6


@pytest.fixture(scope="module")
def stacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Polres, Entry]]:
    """A stack of four papers of three months, all sealed; page 6 is empty."""
    found = open_polres(tmp_path_factory.mktemp("stacked"))
    entry = put_stack(found, PAPERS, PAGES)
    found.put(visit("anggrek", "2024-07", "WAYAN", 1))
    for unit, month in ((A, "2024-07"), (B, "2024-07"), (A, "2024-08")):
        close(KAPOLRES, unit, month, found.services)
    feed_all(found.services)
    yield found, entry
    found.services.close()


def exported(polres: Polres, folder: Path) -> Path:
    plan = plan_export(AUDITOR, POLRES, "2024", polres.services)
    content = b"".join(stream_export(AUDITOR, plan, polres.services))
    (folder / "export.zip").write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder / "export")
    return folder / "export" / "berkas"


def said(path: Path) -> bytes:
    """All that any object of the PDF says, unpacked."""
    with pikepdf.open(path) as pdf:
        found = [
            one.read_bytes() if isinstance(one, pikepdf.Stream) else str(one).encode()
            for one in pdf.objects
        ]
    return b"\n".join(found)


def test_a_bag_holds_its_own_pages_and_nothing_of_the_others(
    stacked: tuple[Polres, Entry], tmp_path: Path
) -> None:
    polres, entry = stacked
    bags = exported(polres, tmp_path)
    own = {
        "polda--kota--anggrek-2024-07": {1, 2, 5},
        "polda--kota--bunga-2024-07": {3},
        "polda--kota--anggrek-2024-08-tambahan-1": {4},
    }
    for name, pages in own.items():
        data = bags / name / "data"
        for place in ("asli", "salinan"):
            text = said(data / place / f"{entry.id}.bagian.pdf")
            for number in range(1, PAGES + 1):
                is_there = number in pages
                assert (f"HALAMAN {number})".encode() in text) is is_there
                assert (f"GAMBAR-{number:03}".encode() in text) is is_there
        results = data / "hasil" / entry.id
        sheets = {path.name for path in results.glob("sheet-*")}
        assert sheets == {f"sheet-{number}.json.gz" for number in pages}
        findings = json.loads((results / "bagian-findings.json").read_text())
        assert {page for one in findings["documents"] for page in one["pages"]} == pages
        evidence = json.loads((results / "bagian.json").read_text())
        assert evidence["pages"] == sorted(pages)
        assert evidence["original_sha256"] == entry.digest
        assert not (data / "asli" / f"{entry.id}.pdf").exists()
    open_one = bags / "polda--kota--anggrek-2024-08"
    assert not list(open_one.glob("data/asli/*"))


def test_the_archive_of_stacks_is_proven_and_its_export_whole(
    stacked: tuple[Polres, Entry], tmp_path: Path
) -> None:
    polres, _ = stacked
    assert verify_archive(AUDITOR, polres.services) == ()
    exported(polres, tmp_path)
    assert export_damages(tmp_path / "export")[0] == []


def test_stacks_come_back_in_parts_and_their_pages_are_seen(
    stacked: tuple[Polres, Entry], tmp_path: Path
) -> None:
    polres, entry = stacked
    exported(polres, tmp_path)
    other = open_polres(tmp_path / "other").services
    assert restore_export(ADMIN, tmp_path / "export.zip", other).bags == 4
    assert verify_archive(AUDITOR, other) == ()
    assert not other.blobs.has(entry.digest)
    for page in (2, 3, 5):
        words = library.page_words(AUDITOR, entry.id, page, other)
        assert [word.text for word in words.words] == [f"halaman{page}"]
        mine = library.page_image(AUDITOR, entry.id, page, polres.services).stream
        theirs = library.page_image(AUDITOR, entry.id, page, other).stream
        assert mine.read() == theirs.read()
        mine.close()
        theirs.close()
    plan = plan_export(AUDITOR, POLRES, "2024", other)
    again = b"".join(stream_export(AUDITOR, plan, other))
    assert again == (tmp_path / "export.zip").read_bytes()
    other.close()


def test_bags_of_units_come_back_one_after_the_other_and_tell_what_they_lack(
    stacked: tuple[Polres, Entry], tmp_path: Path
) -> None:
    polres, entry = stacked
    whole = b"".join(
        stream_export(
            AUDITOR, plan_export(AUDITOR, POLRES, "2024", polres.services), polres.services
        )
    )
    other = open_polres(tmp_path / "other").services
    for unit, pages in ((A, (1, 2, 4, 5)), (B, (1, 2, 3, 4, 5))):
        path = tmp_path / f"{unit.rpartition('/')[2]}.zip"
        plan = plan_export(AUDITOR, unit, "2024", polres.services)
        path.write_bytes(b"".join(stream_export(AUDITOR, plan, polres.services)))
        done = restore_export(ADMIN, path, other)
        assert [(one.entry, one.pages, one.whole) for one in done.partial] == [
            (entry.id, pages, entry.digest)
        ]
        again = restore_export(ADMIN, path, other)
        assert (again.bags, again.papers) == (0, 0), "once is enough"
    for take in (library.original, library.searchable, library.findings):
        with pytest.raises(PaperInParts, match="1, 2, 3, 4, 5"):
            take(AUDITOR, entry.id, other)
    assert verify_archive(AUDITOR, other) == ()
    plan = plan_export(AUDITOR, POLRES, "2024", other)
    assert b"".join(stream_export(AUDITOR, plan, other)) == whole, "byte for byte"
    other.close()
