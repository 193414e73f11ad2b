"""What a forger may try with an export: bags exchanged, links, books of any shape, odd zips."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from archive.bags.layout import manifest, tag_files
from archive.bags.verify import canonical, digests, export_damages, line_hash, merkle_root
from archive.ledger import lines
from records.errors import ExportUnusable
from records.findings import Digest
from records.months import BagFile
from service.sealing.restore import restore_export
from tests.fakes.polres import ADMIN, open_polres


def damages(folder: Path) -> list[tuple[str, str]]:
    return export_damages(folder)[0]


def test_a_bag_in_the_place_of_another_is_told(folder: Path) -> None:
    """Each of the two is whole, and sealed: only their places are wrong."""
    first, second = (
        folder / "berkas" / f"polda--kota--{one}-2024-07" for one in ("anggrek", "bunga")
    )
    aside = folder.parent / "aside"
    first.rename(aside)
    shutil.copytree(second, first)
    assert damages(folder) == [("bag-exchanged", first.name)]
    shutil.rmtree(second)
    aside.rename(second)
    assert {code for code, _ in damages(folder)} == {"bag-exchanged"}


def test_links_and_pipes_are_no_files_of_a_bag(folder: Path) -> None:
    bag = next((folder / "berkas").iterdir())
    paper = next((bag / "data" / "asli").iterdir())
    kept = paper.rename(folder.parent / "kept")
    paper.symlink_to(kept)
    assert ("file-irregular", f"{bag.name}/data/asli/{paper.name}") in damages(folder)
    paper.unlink()
    kept.rename(paper)
    (bag / "data" / "more").symlink_to(folder.parent)
    os.mkfifo(bag / "pipe")
    assert [code for code, _ in damages(folder)] == ["file-irregular"] * 2


@pytest.mark.parametrize("name", ["buku-segel.json", "ekspor.json", "berkas/{bag}/segel.json"])
@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "[]",
        "{}",
        "null",
        "[1]",
        '[{"number": "1"}, {"number": []}]',
        '{"number": [1]}',
        '{"bags": [], "files": 7}',
        '{"bags": {"x": {}}, "files": {"/": 1}}',
    ],
)
def test_books_of_any_shape_are_told_and_never_break_the_checker(
    folder: Path, name: str, content: str
) -> None:
    bag = next((folder / "berkas").iterdir()).name
    (folder / name.format(bag=bag)).write_text(content)
    assert damages(folder)


def packed_again(folder: Path, place: Path) -> Path:
    with zipfile.ZipFile(place, "w") as made:
        for path in folder.rglob("*"):
            made.write(path, path.relative_to(folder))
    return place


def bag_file(bag: Path, path: Path) -> BagFile:
    found = digests(path)
    name, size = path.relative_to(bag).as_posix(), path.stat().st_size
    return BagFile(name, size, Digest(found["sha256"]), found["sha512"])


def sealed_again(folder: Path) -> None:
    """Every bag and the ledger made to fit what the files say now, as a forger would."""
    previous, told = "0" * 64, json.loads((folder / "ekspor.json").read_text())
    ledger = json.loads((folder / "buku-segel.json").read_text())
    places = {number: name for name, number in told["bags"].items()}
    for line in ledger:
        bag = folder / "berkas" / places[line["number"]]
        files = [bag_file(bag, one) for one in (bag / "data").rglob("*") if one.is_file()]
        line |= {"previous": previous, "root": merkle_root((f.path, f.sha256) for f in files)}
        line["manifest"] = hashlib.sha256(manifest(files, "sha256")).hexdigest()
        previous = line["hash"] = line_hash(line)
        for name, content in tag_files(files, {"Bagging-Date": "2024-08-01"}, line).items():
            (bag / name).write_bytes(content)
    (folder / "buku-segel.json").write_text(json.dumps(ledger))
    told = {key: value for key, value in told.items() if key != "sha256"} | {"head": previous}
    told["sha256"] = hashlib.sha256(canonical(told)).hexdigest()
    (folder / "ekspor.json").write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("file", "words", "forged"),
    [
        ("data/catatan/*.json", '"month":"2024-07"', '"month":"2024-06"'),
        ("data/catatan/*.json", '"unit_code":"polda', '"unit_code":"polde'),
        ("data/catatan/*.json", '"entry":"', '"entry":"../../'),
        ("data/catatan/*.json", '"filed":{', '"filed":{"more":1,'),
        ("data/catatan/*.json", '"record":{', '"record":[],"x":{'),
        ("data/riwayat.json", '"step":"seal"', '"step":"fly"'),
        ("data/riwayat.json", '"month":"2024-07"', '"month":"2024-08"'),
        ("data/hasil/*/manifest.json", '"original"', '"copy"'),
    ],
)
def test_a_forged_export_that_fits_itself_leaves_nothing_behind(
    folder: Path, tmp_path: Path, file: str, words: str, forged: str
) -> None:
    place = next((folder / "berkas" / "polda--kota--bunga-2024-07").glob(file))
    text = place.read_text()
    assert words in text
    place.write_text(text.replace(words, forged))
    sealed_again(folder)
    assert damages(folder) == []
    other = open_polres(tmp_path / "other").services
    with pytest.raises(ExportUnusable):
        restore_export(ADMIN, packed_again(folder, tmp_path / "forged.zip"), other)
    with other.catalogue.read() as db:
        assert lines.within(db, "") == ()
    other.close()


def as_bomb(content: bytes) -> bytes:
    """Every file of the zip said to be four thousand million bytes long."""
    made, at = bytearray(content), content.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 24 : at + 28] = b"\xf0\xff\xff\xff"
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def test_a_zip_that_is_none_of_ours_is_refused_before_it_fills_the_disk(
    packed: Path, tmp_path: Path
) -> None:
    whole, other = packed.read_bytes(), open_polres(tmp_path / "other").services
    many, twice = io.BytesIO(), io.BytesIO(whole)
    with zipfile.ZipFile(many, "w") as made:
        for number in range(20_000):
            made.writestr(f"{number}", b"")
    with zipfile.ZipFile(twice, "a") as made:
        made.writestr("VERIFY.PY", "print('Utuh')")
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.find(b"PK\x01\x02") + 8] |= 1
    packed_oddly = bytearray(whole)
    packed_oddly[whole.find(b"PK\x01\x02") + 10] = 99
    outside = io.BytesIO(whole)
    with zipfile.ZipFile(outside, "a") as made:
        made.writestr("../outside.txt", "x")
        made.writestr("/outside.txt", "x")
    contents: tuple[bytes | bytearray, ...] = (
        whole[: len(whole) // 2],
        whole[:-10],
        b"",
        as_bomb(many.getvalue()),
        twice.getvalue(),
        locked,
        packed_oddly,
        outside.getvalue(),
    )
    for number, content in enumerate(contents):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(bytes(content))
        with pytest.raises(ExportUnusable):
            restore_export(ADMIN, path, other)
    assert not list(tmp_path.rglob("outside.txt"))
    assert list(other.settings.incoming_folder.iterdir()) == []
    other.close()
