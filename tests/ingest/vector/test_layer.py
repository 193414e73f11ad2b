"""Born-digital pages give their words, rules and drawings without a pixel."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from ingest.limits import Limits
from ingest.pages import open_scan
from records.paper import LAYER_DPI, Layer, Page, Source
from tests.ingest.papers import line_of_text, page_of, saved, typed_pdf

PX = LAYER_DPI / 72
TOP = 842


def page_from(path: Path, limits: Limits | None = None) -> Page:
    with open_scan(path, limits or Limits()) as scan:
        return scan.page(1)


def layer_of(path: Path) -> Layer:
    page = page_from(path)
    assert page.raster is None
    assert page.layer is not None
    return page.layer


def test_words_stand_where_they_are_printed(tmp_path: Path) -> None:
    content = line_of_text("Nomor SOP", 72, 742) + line_of_text("TEBAL", 72, 700, font="F2")
    first, second, bold = layer_of(typed_pdf(tmp_path / "a.pdf", content)).words
    assert (first.text, second.text, bold.text) == ("Nomor", "SOP", "TEBAL")
    assert first.box.left == pytest.approx(72 * PX, abs=2)
    assert first.box.top < (TOP - 742 - 4) * PX < first.box.bottom
    assert (first.source, first.confidence) == (Source.LAYER, 1.0)
    assert (first.bold, bold.bold) == (False, True)
    assert first.line == second.line != bold.line


def test_a_ruling_parts_lines(tmp_path: Path) -> None:
    content = line_of_text("kiri", 72, 742) + line_of_text("kanan", 100, 742)
    joined = layer_of(typed_pdf(tmp_path / "a.pdf", content)).words
    assert len({word.line for word in joined}) == 1
    parted = layer_of(typed_pdf(tmp_path / "b.pdf", content + " 96 700 m 96 800 l S")).words
    assert len({word.line for word in parted}) == 2


def test_rules_drawn_in_pieces_are_one(tmp_path: Path) -> None:
    pieces = " ".join(f"{50 + 20 * at} 500 20.3 0.75 re f" for at in range(10))
    layer = layer_of(typed_pdf(tmp_path / "a.pdf", pieces + "\n" + line_of_text("x", 60, 600)))
    (ruling,) = layer.rulings
    assert ruling.is_horizontal
    assert ruling.start[0] == pytest.approx(50 * PX, abs=1)
    assert ruling.end[0] == pytest.approx(250.3 * PX, abs=1)
    assert ruling.start[1] == pytest.approx((TOP - 500.375) * PX, abs=1)
    assert ruling.thickness == pytest.approx(0.75 * PX, abs=0.5)
    assert not layer.outlines


def test_cells_are_rules_and_a_lone_box_is_a_drawing(tmp_path: Path) -> None:
    cells = " ".join(f"{50 + 100 * x} {400 + 50 * y} 100 50 re S" for x in (0, 1) for y in (0, 1))
    box = "80 410 40 20 re S"
    layer = layer_of(
        typed_pdf(tmp_path / "a.pdf", cells + " " + box + "\n" + line_of_text("x", 60, 700))
    )
    assert len([ruling for ruling in layer.rulings if ruling.is_horizontal]) == 3
    assert len([ruling for ruling in layer.rulings if not ruling.is_horizontal]) == 3
    lefts = {round(min(x for x, _ in outline.points) / PX) for outline in layer.outlines}
    assert lefts == {80}


def test_curves_are_flattened_and_heads_are_filled(tmp_path: Path) -> None:
    capsule = (
        "100 300 m 150 300 l 161 300 170 309 170 320 c 170 331 161 340 150 340 c 100 340 l h S"
    )
    head = "200 200 m 205 210 l 195 210 l h f"
    arrow = "300 300 m 300 250 l 350 250 l S"
    layer = layer_of(
        typed_pdf(tmp_path / "a.pdf", f"{capsule} {head} {arrow}\n" + line_of_text("x", 60, 700))
    )
    round_, filled, open_ = layer.outlines
    assert round_.is_closed
    assert len(round_.points) > 12
    assert max(x for x, _ in round_.points) == pytest.approx(170 * PX, abs=1)
    assert (filled.is_filled, filled.is_stroked, filled.is_closed) == (True, False, True)
    assert (open_.is_closed, open_.is_stroked) == (False, True)
    assert open_.points[0] == pytest.approx((300 * PX, (TOP - 300) * PX), abs=1)
    assert open_.points[-1] == pytest.approx((350 * PX, (TOP - 250) * PX), abs=1)


def test_white_shapes_and_backgrounds_leave_no_ink(tmp_path: Path) -> None:
    content = "1 1 1 rg 0 0 595 842 re f 100 100 50 50 re f 0 0 0 rg\n" + line_of_text("x", 60, 700)
    layer = layer_of(typed_pdf(tmp_path / "a.pdf", content))
    assert not layer.outlines
    assert not layer.rulings


def test_line_widths_of_graphics_states_count(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, content="/G1 gs 100 100 m 100 300 l S\n" + line_of_text("x", 60, 700))
        page.Resources.ExtGState = Dictionary(G1=Dictionary(LW=2))
        path = saved(pdf, tmp_path / "a.pdf")
    (ruling,) = layer_of(path).rulings
    assert ruling.thickness == pytest.approx(2 * PX, abs=0.1)


def test_text_around_a_stamp_does_not_break_the_words_below(tmp_path: Path) -> None:
    stamp = "BT /F1 12 Tf 0.8 0.6 -0.6 0.8 90 740 Tm (POLRES) Tj ET"
    layer = layer_of(typed_pdf(tmp_path / "a.pdf", line_of_text("KAPOLRES KOTA", 72, 742) + stamp))
    assert [word.text for word in layer.words] == ["KAPOLRES", "KOTA"]


def test_a_table_head_set_upwards_is_read_upwards(tmp_path: Path) -> None:
    upwards = "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (KANIT) Tj ET"
    content = line_of_text("Kegiatan pelaksana mutu baku", 72, 742) + upwards
    words = layer_of(typed_pdf(tmp_path / "a.pdf", content)).words
    assert words[-1].text == "KANIT"
    assert words[-1].box.height > words[-1].box.width


def test_a_page_set_sideways_is_read_as_a_picture(tmp_path: Path) -> None:
    page = page_from(
        typed_pdf(tmp_path / "a.pdf", "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (SEMUA TEGAK) Tj ET")
    )
    assert page.layer is None
    assert page.raster is not None


def test_the_pages_turn_and_cut_are_applied(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, content="BT /F1 12 Tf 0 1 -1 0 300 300 Tm (TEGAK) Tj ET")
        page.Rotate = 90
        page.CropBox = Array([100, 200, 500, 800])
        path = saved(pdf, tmp_path / "a.pdf")
    page_read = page_from(path)
    assert page_read.layer is not None
    (word,) = page_read.layer.words
    # Turned clockwise, what lies 100 above the cut's lower edge lies 100 from its left.
    assert word.box.left == pytest.approx((300 - 200) * PX, abs=3)
    assert word.box.bottom == pytest.approx((300 - 100) * PX, abs=0.3 * 12 * PX)
    assert word.box.width > word.box.height


def test_a_layer_without_meaning_is_not_believed(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, content="BT /F3 12 Tf 72 700 Td <00010002000300040005> Tj ET")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/Unknown"),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=Dictionary(
                Type=Name.FontDescriptor, FontName=Name("/Unknown"), Flags=4, ItalicAngle=0
            ),
        )
        page.Resources.Font.F3 = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/Unknown"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
        )
        path = saved(pdf, tmp_path / "a.pdf")
    page_read = page_from(path)
    assert page_read.layer is None
    assert page_read.raster is not None


def test_a_page_with_too_much_on_it_is_read_as_a_picture(tmp_path: Path) -> None:
    many = " ".join(f"{at % 500} {at % 800} 3 3 re f" for at in range(400))
    path = typed_pdf(tmp_path / "a.pdf", many + "\n" + line_of_text("x", 60, 700))
    assert page_from(path).layer is not None
    assert page_from(path, Limits(max_objects=300)).layer is None
    assert page_from(path, Limits(max_layer_bytes=500)).layer is None


def test_drawing_commands_that_unpack_without_end_are_not_unpacked(tmp_path: Path) -> None:
    with Pdf.new() as pdf:
        page = page_of(pdf, content=line_of_text("x", 60, 700))
        packed = zlib.compress(line_of_text("x", 60, 700).encode() + b" " * 30_000_000)
        page.Contents = pdf.make_indirect(pikepdf.Stream(pdf, packed, Filter=Name.FlateDecode))
        path = saved(pdf, tmp_path / "a.pdf")
    assert page_from(path).layer is None


def test_an_empty_page_is_an_empty_layer(tmp_path: Path) -> None:
    layer = layer_of(typed_pdf(tmp_path / "a.pdf", ""))
    assert layer == Layer(())
