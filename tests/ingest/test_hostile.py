"""Whatever bytes come in, only our own failures come out."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from pikepdf import Pdf

from ingest.limits import Limits
from ingest.pages import open_scan
from ingest.preview import render_thumbnail
from records.errors import (
    BerkasError,
    NotADocument,
    PageRejected,
    ScanDamaged,
    ScanEmpty,
    ScanMissing,
)
from tests.ingest.papers import Placed, encoded, line_of_text, marked, page_of, saved

SMALL = Limits(max_pixels=4_000_000, max_pages=50, max_layer_s=0.5)


def _pdf(path: Path) -> bytes:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked(200, 283))])
        rules = " ".join(f"{50 + 30 * at} 400 30 0.7 re f" for at in range(9))
        page_of(pdf, content=line_of_text("Nomor SOP / 04", 72, 700) + rules)
        return saved(pdf, path / "whole.pdf").read_bytes()


def _whole(form: str, path: Path) -> bytes:
    if form == "PDF":
        return _pdf(path)
    if form == "HEIC":
        return (Path(__file__).parent / "marked.heic").read_bytes()
    if form == "TIFF":
        more = [marked(100, 140, "1")] * 2
        return encoded(marked(100, 140, "1"), "TIFF", save_all=True, append_images=more)
    return encoded(marked(200, 283, "RGB"), form)


def read_all(path: Path) -> None:
    """Reads every page; page failures do not stop it, file failures do."""
    with open_scan(path, SMALL) as scan:
        for number in range(1, scan.page_count + 1):
            with suppress(PageRejected):
                page = scan.page(number)
                assert page.raster is not None or page.layer is not None


def expect_only_our_failures(path: Path) -> None:
    for deed in (read_all, lambda file: render_thumbnail(file, 1)):
        failure: BerkasError | None = None
        try:
            deed(path)
        except BerkasError as error:
            failure = error
        if failure is not None:
            assert failure.code.startswith("scan.")
            assert failure.message("id") != failure.message("en")


FORMS = ["PDF", "JPEG", "PNG", "TIFF", "WEBP", "HEIC"]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_anywhere_gives_our_failures_only(form: str, tmp_path: Path) -> None:
    whole = _whole(form, tmp_path)
    path = tmp_path / "cut"
    for at in sorted({len(whole) * share // 24 for share in range(24)} | {1, 5, len(whole) - 1}):
        path.write_bytes(whole[:at])
        expect_only_our_failures(path)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_changed_bytes_gives_our_failures_only(form: str, tmp_path: Path) -> None:
    whole = _whole(form, tmp_path)
    chance = random.Random(form)
    path = tmp_path / "changed"
    for _ in range(40):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(bytes(changed))
        expect_only_our_failures(path)


def test_a_pdf_whose_table_is_lost_is_mended(tmp_path: Path) -> None:
    whole = _pdf(tmp_path)
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: whole.rindex(b"xref")])
    with open_scan(path, SMALL) as scan:
        assert scan.page_count == 2
        assert scan.page(1).raster is not None


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ScanEmpty),
        (b"bukan dokumen", NotADocument),
        (b"%PDF-1.4\nnothing follows", ScanDamaged),
        (b"\xff\xd8\xff\xe0 nothing follows", ScanDamaged),
        (b"II*\x00\x08\x00\x00\x00", ScanDamaged),
    ],
)
def test_each_fault_has_its_own_failure(
    content: bytes, error: type[BerkasError], tmp_path: Path
) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(error):
        open_scan(path, SMALL)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScanMissing):
        open_scan(tmp_path / "none.pdf", SMALL)
    with pytest.raises(ScanMissing):
        open_scan(tmp_path, SMALL)


def test_a_tiff_whose_pages_go_in_a_circle_ends(tmp_path: Path) -> None:
    more = [marked(100, 140, "1")] * 2
    content = bytearray(encoded(marked(100, 140, "1"), "TIFF", save_all=True, append_images=more))
    # The last directory's link to the next one is made to point at the first.
    first = content[4:8]
    at = int.from_bytes(first, "little")
    while True:
        end = at + 2 + 12 * int.from_bytes(content[at : at + 2], "little")
        following = int.from_bytes(content[end : end + 4], "little")
        if not following:
            content[end : end + 4] = first
            break
        at = following
    path = tmp_path / "circle.tif"
    path.write_bytes(bytes(content))
    with open_scan(path, SMALL) as scan:
        assert scan.page_count == 3


def test_a_character_map_without_end_is_given_up(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, content=line_of_text("x", 60, 700))
        endless = b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n"
        endless += b"1 beginbfrange <00000000> <00ffffff> <00000020> endbfrange"
        page.Resources.Font.F1.ToUnicode = pdf.make_stream(endless)
        path = saved(pdf, tmp_path / "a.pdf")
    read_all(path)
