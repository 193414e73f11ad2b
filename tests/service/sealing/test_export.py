"""An export proves itself, tells every flipped byte, and comes back byte for byte."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from archive.bags.verify import canonical, export_damages, line_hash, merkle_root
from records.errors import ExportUnusable
from records.keeping import EntryId
from service import library
from service.filing.refiling import filing
from service.months.calendar import month_papers
from service.months.steps import history
from service.proof.archive_proof import verify_archive
from service.review import deeds
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

A, B = f"{POLRES}/anggrek", f"{POLRES}/bunga"


def damages(folder: Path) -> list[tuple[str, str]]:
    return export_damages(folder)[0]


def test_every_flipped_byte_and_every_lost_file_is_told(folder: Path) -> None:
    assert damages(folder) == []
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(files) > 60
    for path in files:
        content = path.read_bytes()
        place = len(content) // 3
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert damages(folder), f"{path.relative_to(folder)} flipped"
        path.unlink()
        assert damages(folder), f"{path.relative_to(folder)} gone"
        path.write_bytes(content)
    assert damages(folder) == []


def test_what_was_never_sealed_is_told(folder: Path) -> None:
    bag = next((folder / "berkas").iterdir())
    for place in (folder / "x", folder / "berkas" / "x", bag / "x.txt", bag / "data" / "x.pdf"):
        place.write_text("x")
        assert any(code == "file-unlisted" for code, _ in damages(folder)), place
        place.unlink()


def test_a_whole_bag_that_is_gone_is_named(folder: Path) -> None:
    shutil.rmtree(folder / "berkas" / "polda--kota--bunga-2024-07")
    assert ("bag-missing", "polda--kota--bunga-2024-07") in damages(folder)


def test_a_ledger_line_changed_with_its_hash_breaks_the_chain(folder: Path) -> None:
    ledger = folder / "buku-segel.json"
    lines = json.loads(ledger.read_text())
    lines[0]["sealed_by"] = "orang lain"
    ledger.write_text(json.dumps(lines))
    assert ("ledger-hash", "buku-segel.json:1") in damages(folder)
    lines[0]["hash"] = line_hash(lines[0])
    ledger.write_text(json.dumps(lines))
    found = damages(folder)
    assert ("ledger-order", "buku-segel.json:2") in found
    assert any(code == "seal-differs" for code, _ in found)
    ledger.write_text(json.dumps(lines[1:]))
    assert ("ledger-order", "buku-segel.json:2") in damages(folder)


def test_a_paper_exchanged_with_all_digests_made_anew_does_not_fit_the_root(folder: Path) -> None:
    """Whoever writes new manifests cannot write the root that the signed minutes bear."""
    bag = folder / "berkas" / "polda--kota--bunga-2024-07"
    paper = next((bag / "data" / "asli").iterdir())
    paper.write_bytes(b"another")
    for name in ("sha256", "sha512"):
        for kind, inside in (("manifest", "data"), ("tagmanifest", "")):
            path = bag / f"{kind}-{name}.txt"
            lines = []
            for line in path.read_text().splitlines():
                told = line.split("  ", 1)[1]
                digest = hashlib.new(name, (bag / told).read_bytes()).hexdigest()
                lines.append(f"{digest}  {told}\n")
            path.write_text("".join(lines))
            assert path.read_text().count(inside)
    codes = {code for code, _ in damages(folder)}
    assert {"seal-root", "seal-manifest"} <= codes


def test_a_bag_keeps_the_rules_of_rfc_8493(folder: Path) -> None:
    for bag in (folder / "berkas").iterdir():
        declared = (bag / "bagit.txt").read_bytes()
        assert declared == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        payload = {str(p.relative_to(bag)) for p in (bag / "data").rglob("*") if p.is_file()}
        for name, length in (("sha256", 64), ("sha512", 128)):
            lines = (bag / f"manifest-{name}.txt").read_text().splitlines()
            assert all(re.fullmatch(rf"[0-9a-f]{{{length}}}  data/\S+", line) for line in lines)
            assert {line.split("  ")[1] for line in lines} == payload
            tags = (bag / f"tagmanifest-{name}.txt").read_text().splitlines()
            listed = {line.split("  ")[1] for line in tags}
            assert {"bagit.txt", "bag-info.txt", f"manifest-{name}.txt"} <= listed
        described = (bag / "bag-info.txt").read_text()
        assert re.search(r"^Bagging-Date: \d{4}-\d\d-\d\d$", described, re.MULTILINE)
        assert re.search(rf"^Payload-Oxum: \d+\.{len(payload)}$", described, re.MULTILINE)


def test_the_root_depends_on_every_path_and_digest_and_not_on_order() -> None:
    files = [(f"data/{n}", f"{n:064x}") for n in range(5)]
    root = merkle_root(files)
    assert merkle_root(reversed(files)) == root
    for n in range(5):
        path, digest = files[n]
        others = files[:n] + files[n + 1 :]
        assert merkle_root(others) != root
        assert merkle_root([*others, (path + "x", digest)]) != root
        assert merkle_root([*others, (path, digest[1:] + "f")]) != root
    assert merkle_root([*files, ("data/berita-acara.pdf", "0" * 64)]) == root


def test_an_export_comes_back_byte_for_byte_with_its_history(
    polres: Polres, packed: Path, tmp_path: Path
) -> None:
    other = open_polres(tmp_path / "other").services
    done = restore_export(ADMIN, packed, other)
    assert (done.bags, done.papers, done.known) == (3, 4, 0)
    assert verify_archive(AUDITOR, other) == ()
    for found in month_papers(KAPOLRES, A, "2024-07", polres.services).papers:
        place = (EntryId(found.entry), found.position)
        mine, theirs = (filing(KAPOLRES, place, s) for s in (polres.services, other))
        assert mine.filed == theirs.filed
        assert mine.seal == theirs.seal
        assert [c.reason for c in mine.history] == [c.reason for c in theirs.history]
        words = [
            [(w.verdict, w.after, w.who, w.at) for w in deeds.history(KAPOLRES, place, s)]
            for s in (polres.services, other)
        ]
        assert words[0] == words[1]
        streams = [
            library.original(AUDITOR, found.entry, s).stream for s in (polres.services, other)
        ]
        assert streams[0].read() == streams[1].read()
        for stream in streams:
            stream.close()
    told = history(KAPOLRES, A, "2024-07", other)
    before = history(KAPOLRES, A, "2024-07", polres.services)
    assert [(s.step, s.who, s.at) for s in told.steps] == [
        (s.step, s.who, s.at) for s in before.steps
    ]
    plan = plan_export(AUDITOR, POLRES, "2024", other)
    assert b"".join(stream_export(AUDITOR, plan, other)) == packed.read_bytes()
    again = restore_export(ADMIN, packed, other)
    assert (again.bags, again.known) == (0, 3)
    other.close()


def test_what_is_not_whole_or_of_another_ledger_is_not_taken(
    packed: Path, folder: Path, tmp_path: Path
) -> None:
    other = open_polres(tmp_path / "other")
    broken = tmp_path / "broken.zip"
    (folder / "buku-segel.json").write_bytes(canonical([]))
    with zipfile.ZipFile(broken, "w") as made:
        for path in folder.rglob("*"):
            made.write(path, path.relative_to(folder))
    with pytest.raises(ExportUnusable):
        restore_export(ADMIN, broken, other.services)
    other.put(visit("anggrek", "2023-01", "WAYAN", 9))
    close(KAPOLRES, A, "2023-01", other.services)
    with pytest.raises(ExportUnusable):
        restore_export(ADMIN, packed, other.services)
    assert verify_archive(AUDITOR, other.services) == ()
    other.services.close()
