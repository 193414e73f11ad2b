"""A searchable copy keeps the picture untouched and lays each word on its image."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from compose.searchable.copy import compose_searchable
from records.errors import BerkasError, ScanDamaged, ScanEncrypted
from records.findings import Problem
from records.geometry import Box, Homography
from records.paper import Sheet, Source, Word
from tests.compose.conformance import violations
from tests.ingest.papers import (
    A4_PT,
    Placed,
    encoded,
    line_of_text,
    marked,
    page_of,
    saved,
    scanned_pdf,
    typed_pdf,
)

WHEN = datetime(2024, 10, 14, 8, 30, tzinfo=UTC)
WIDTH, HEIGHT = 1000.0, 1400.0
WORDS = (
    Word("Nomor", Box(100, 100, 260, 140), 0.9, line=0),
    Word("SOP", Box(280, 100, 380, 142), 0.9, line=0),
    Word("Kunjungan", Box(100, 200, 400, 250), 0.9, line=1),
    Word("“Ibu”", Box(420, 205, 560, 250), 0.9, line=1),
    Word("Diketik", Box(100, 300, 300, 340), 1.0, Source.LAYER, line=2),
)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is absent")


def sheet(number: int = 1, turn: int = 0, **changes: object) -> Sheet:
    """A sheet read without skew from a page shown `turn` degrees short of upright."""
    ways = {
        0: (1 / WIDTH, 0, 0, 0, 1 / HEIGHT, 0, 0, 0, 1),
        # A point right of the upright page's left edge stands above the bottom of the page shown.
        90: (0, 1 / HEIGHT, 0, -1 / WIDTH, 0, 1, 0, 0, 1),
        180: (-1 / WIDTH, 0, 1, 0, -1 / HEIGHT, 1, 0, 0, 1),
        270: (0, -1 / HEIGHT, 1, 1 / WIDTH, 0, 0, 0, 0, 1),
    }
    made = Sheet(number, WIDTH, HEIGHT, 120, WORDS, turn=turn, to_original=Homography(ways[turn]))
    return replace(made, **changes)  # type: ignore[arg-type]


def composed(
    original: Path, *sheets: Sheet, when: datetime = WHEN
) -> tuple[Path, tuple[Problem, ...]]:
    out = original.with_name("out.pdf")
    problems = compose_searchable(original, sheets, out, title="SOP & <uji>", created=when)
    return out, problems


def text_by_poppler(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def boxes_by_poppler(path: Path) -> dict[str, Box]:
    """Word boxes in shares of the page as shown."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    told = done.stdout.decode()
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', told)
    assert size is not None
    width, height = float(size[1]), float(size[2])
    with pikepdf.open(path) as pdf:
        # Poppler tells the size of a page before its turn, and the words' places after it.
        if int(pdf.pages[0].obj.get("/Rotate", 0)) % 180:
            width, height = height, width
    pattern = r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<'
    return {
        found[5]: Box(
            float(found[1]) / width,
            float(found[2]) / height,
            float(found[3]) / width,
            float(found[4]) / height,
        )
        for found in re.finditer(pattern, told)
    }


def text_by_pdfium(path: Path, number: int = 1) -> str:
    with pdfium.PdfDocument(path) as pdf:
        found: str = pdf[number - 1].get_textpage().get_text_range()
    return " ".join(found.split())


def image_data(page: pikepdf.Page) -> bytes:
    """The first image of the page as it is stored."""
    return page.obj.Resources.XObject.Im0.read_raw_bytes()


def assert_on_picture(path: Path) -> None:
    boxes = boxes_by_poppler(path)
    for word in WORDS[:4]:
        due, found = sheet().share(word.box), boxes[word.text]
        assert found.overlap(due) >= 0.85 * due.area
        assert found.area <= 1.4 * due.area


@needs_poppler
def test_words_are_found_in_order_on_their_image(tmp_path: Path) -> None:
    out, problems = composed(scanned_pdf(tmp_path / "a.pdf"), sheet())
    assert problems == ()
    assert text_by_poppler(out).split() == ["Nomor", "SOP", "Kunjungan", "“Ibu”"]
    assert_on_picture(out)
    assert text_by_pdfium(out) == "Nomor SOP Kunjungan “Ibu”"
    assert violations(out) == []


@needs_poppler
@pytest.mark.parametrize("own_turn", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_opens_upright_with_its_words_in_place(
    own_turn: int, turn: int, tmp_path: Path
) -> None:
    """`own_turn` is the page's /Rotate; what it then shows is still `turn` short of upright."""
    sideways = (own_turn + turn) % 180 != 0
    size = (A4_PT[1], A4_PT[0]) if sideways else A4_PT
    with Pdf.new() as pdf:
        placed = Placed(marked(), (size[0], 0, 0, size[1], 0, 0))
        page_of(pdf, [placed], size=size).Rotate = own_turn
        original = saved(pdf, tmp_path / "a.pdf")
    out, _ = composed(original, sheet(turn=turn))
    with pikepdf.open(out) as pdf:
        assert int(pdf.pages[0].obj.Rotate) % 360 == (own_turn + turn) % 360
    assert_on_picture(out)
    assert text_by_pdfium(out) == "Nomor SOP Kunjungan “Ibu”"


@needs_poppler
def test_a_slanting_line_is_followed(tmp_path: Path) -> None:
    lean = Homography((1 / WIDTH, 0, 0, 0.04 / HEIGHT, 1 / HEIGHT, 0, 0, 0, 1))
    out, _ = composed(scanned_pdf(tmp_path / "a.pdf"), sheet(to_original=lean))
    assert text_by_poppler(out).split() == ["Nomor", "SOP", "Kunjungan", "“Ibu”"]


@needs_poppler
def test_a_cut_page_keeps_its_words_in_place(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())])
        page.MediaBox = Array([-50, -20, 700, 900])
        page.CropBox = Array([100, 100, 500, 660])
        original = saved(pdf, tmp_path / "a.pdf")
    out, _ = composed(original, sheet())
    assert_on_picture_of_crop(out)


def assert_on_picture_of_crop(out: Path) -> None:
    """Poppler tells places from the media box: cut it to the crop box first."""
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.MediaBox = pdf.pages[0].obj.CropBox
        pdf.save(out)
    assert_on_picture(out)


def test_page_images_stay_byte_for_byte(tmp_path: Path) -> None:
    original = scanned_pdf(tmp_path / "a.pdf", pages=3)
    out, _ = composed(original, *(sheet(number) for number in (3, 1, 2)))
    with pikepdf.open(original) as before, pikepdf.open(out) as after:
        assert len(after.pages) == 3
        for old, new in zip(before.pages, after.pages, strict=True):
            assert image_data(new) == image_data(old)
    assert [text_by_pdfium(out, number)[:5] for number in (1, 2, 3)] == ["Nomor"] * 3


def test_pages_without_words_stay_as_they_are(tmp_path: Path) -> None:
    out, _ = composed(scanned_pdf(tmp_path / "a.pdf", pages=2), sheet(2))
    assert text_by_pdfium(out, 1) == ""
    assert violations(out) == []


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    original = scanned_pdf(tmp_path / "a.pdf", pages=2)
    first = composed(original, sheet(1), sheet(2))[0].read_bytes()
    elsewhere = WHEN.astimezone(timezone(timedelta(hours=8)))
    assert composed(original, sheet(1), sheet(2), when=elsewhere)[0].read_bytes() == first


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    naive = WHEN.replace(tzinfo=None)
    original = scanned_pdf(tmp_path / "a.pdf")
    with pytest.raises(ValueError, match="zone"):
        composed(original, sheet(), when=naive)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.pdf"]


def test_earlier_invisible_text_is_replaced(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        hidden = f"q 3 Tr {line_of_text('salah baca', 100, 700)} Q "
        seen = line_of_text("Dipindai dengan aplikasi", 100, 20, font="F2")
        page = page_of(pdf, [Placed(marked())], content=hidden + seen)
        form = Stream(pdf, f"3 Tr {line_of_text('lama', 100, 500)}".encode())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, *A4_PT])
        form.Resources = Dictionary(Font=page.Resources.Font)
        page.Resources.XObject.Fm0 = pdf.make_indirect(form)
        page.Contents = Array([page.Contents, pdf.make_stream(b" /Fm0 Do")])
        original = saved(pdf, tmp_path / "a.pdf")
    out, problems = composed(original, sheet())
    text = text_by_pdfium(out)
    assert "salah" not in text
    assert "lama" not in text
    assert "Dipindai dengan aplikasi" in text
    assert "Kunjungan" in text
    # The application's own line needs a font that is not inside; the hidden one no longer does.
    assert [problem.message.rpartition(": ")[2] for problem in problems] == [
        "huruf Helvetica-Bold tidak disertakan"
    ]


def test_a_born_digital_page_keeps_its_text_once(tmp_path: Path) -> None:
    original = typed_pdf(tmp_path / "a.pdf", line_of_text("Diketik sekali", 100, 700))
    layer = replace(sheet(), source=Source.LAYER, words=WORDS[4:])
    out, problems = composed(original, layer)
    assert text_by_pdfium(out) == "Diketik sekali"
    assert [problem.code for problem in problems] == ["compose.not-archival"]
    with pikepdf.open(out) as pdf:
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()


def test_what_acts_or_hides_is_taken_away(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())])
        script = Dictionary(Type=Name.Action, S=Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.Root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array(["a", script])),
            EmbeddedFiles=Dictionary(Names=Array([])),
        )
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), NeedAppearances=True)
        page.AA = Dictionary(O=script)
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
        page.Annots = Array([link, Dictionary(Type=Name.Annot, Subtype=Name.Sound)])
        image = page.Resources.XObject.Im0
        image.Interpolate = True
        page.Resources.ExtGState = Dictionary(G0=Dictionary(Type=Name.ExtGState, TR=Name.Identity))
        original = saved(pdf, tmp_path / "a.pdf")
    out, problems = composed(original, sheet())
    assert problems == ()
    assert violations(out) == []
    assert b"app.alert" not in out.read_bytes()


def test_lzw_data_is_packed_anew(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())])
        # Clear, one blank, end: nine bits each.
        page.Contents = Array(
            [
                page.Contents,
                pdf.make_indirect(Stream(pdf, b"\x80\x08\x20\x20", Filter=Name.LZWDecode)),
            ]
        )
        original = saved(pdf, tmp_path / "a.pdf")
    out, _ = composed(original, sheet())
    assert violations(out) == []


def test_colours_for_a_press_are_told(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, [Placed(marked())])
        page.Resources.XObject.Im0.ColorSpace = Name.DeviceCMYK
        original = saved(pdf, tmp_path / "a.pdf")
    _, problems = composed(original, sheet())
    assert "CMYK" in problems[0].message


@needs_poppler
@pytest.mark.parametrize(
    ("mode", "form"),
    [
        *(("L", "JPEG"), ("RGB", "JPEG"), ("CMYK", "JPEG"), ("1", "TIFF"), ("L", "PNG")),
        *(("RGB", "TIFF"), ("RGBA", "PNG"), ("P", "PNG"), ("RGB", "WEBP"), ("1", "PNG")),
    ],
)
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_becomes_a_page(mode: str, form: str, orientation: int, tmp_path: Path) -> None:
    image = marked(1000, 1400, "RGB")
    if orientation == 6:
        image = image.rotate(90, expand=True)
    image = image.quantize(16) if mode == "P" else image.convert(mode)
    exif = Image.Exif()
    exif[0x0112] = orientation
    original = tmp_path / "foto"
    original.write_bytes(encoded(image, form, exif=exif))
    out, problems = composed(original, sheet())
    assert problems == ()
    assert violations(out) == []
    assert_on_picture(out)
    with pdfium.PdfDocument(out) as pdf:
        shown = pdf[0].render(scale=0.5).to_pil().convert("L")
    assert shown.width < shown.height
    assert shown.getpixel((10, 10)) < 60
    assert shown.getpixel((shown.width - 10, 10)) > 200
    if form == "JPEG" and mode != "CMYK":
        with pikepdf.open(out) as pdf:
            assert image_data(pdf.pages[0]) == original.read_bytes()


def test_a_tiff_of_several_pages_becomes_as_many(tmp_path: Path) -> None:
    original = tmp_path / "a.tif"
    more = [marked(1000, 1400, "1")] * 2
    original.write_bytes(
        encoded(marked(1000, 1400, "1"), "TIFF", save_all=True, append_images=more)
    )
    out, _ = composed(original, sheet(3))
    assert text_by_pdfium(out, 3) == "Nomor SOP Kunjungan “Ibu”"
    assert violations(out) == []


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"%PDF-1.4 nothing", ScanDamaged), (b"\xff\xd8\xff nothing", ScanDamaged)],
)
def test_a_broken_original_leaves_no_copy(
    content: bytes, error: type[BerkasError], tmp_path: Path
) -> None:
    original = tmp_path / "a"
    original.write_bytes(content)
    with pytest.raises(error):
        composed(original, sheet())
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_file_with_changed_bytes_gives_a_copy_or_our_failure(tmp_path: Path) -> None:
    whole = typed_pdf(tmp_path / "a.pdf", line_of_text("Diketik", 100, 700)).read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        original = tmp_path / "b.pdf"
        original.write_bytes(bytes(changed))
        with suppress(ScanDamaged, ScanEncrypted):
            out, _ = composed(original, sheet())
            assert out.stat().st_size > 0


def test_a_locked_original_is_told(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked())])
        lock = pikepdf.Encryption(user="rahasia", owner="rahasia")
        original = saved(pdf, tmp_path / "a.pdf", locked=lock)
    with pytest.raises(ScanEncrypted):
        composed(original, sheet())


def test_a_file_that_forbids_changes_becomes_open(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page_of(pdf, [Placed(marked())])
        lock = pikepdf.Encryption(user="", owner="rahasia")
        original = saved(pdf, tmp_path / "a.pdf", locked=lock)
    out, _ = composed(original, sheet())
    assert violations(out) == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is absent")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    out, _ = composed(scanned_pdf(tmp_path / "a.pdf", pages=2), sheet(1), sheet(2, turn=180))
    done = subprocess.run(["qpdf", "--check", out], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
