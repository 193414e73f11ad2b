"""Blanks are drawn from any definition, known by their code, and say where a pen may write."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner

from cli.main import main
from compose.blank.document import Blank, compose_blank, named_form
from compose.blank.sheet import MM, SIZES, Paper
from forms.code import PageCode
from forms.definitions import load_forms, text_to_form
from forms.form import FieldKind, Form
from records.errors import FormUnknown
from tests.papers.scanning import DPI, Level, print_pages, scan

UNIT = "POLSEK KUPANG TENGAH"
LEAST_LINE = 7.0 * MM
"""What is left of a 9 mm line between its frames."""
SIXTH = """
id = "ronda-malam"
version = 3
titles = ["BUKU RONDA MALAM"]
privacy = "named"

[[section]]
key = "post"
labels = ["Pos kamling"]

[[field]]
key = "held_on"
labels = ["Hari / Tanggal"]
kind = "date"

[[field]]
key = "code"
labels = ["Kode"]
cells = 40

[[field]]
key = "weather"
labels = ["Cuaca"]
kind = "choice"
option = [{ key = "dry", labels = ["Cerah"] }, { key = "rain", labels = ["Hujan"] }]

[[field]]
key = "found"
labels = ["Ditemukan"]
kind = "checks"
section = "post"
option = [
  { key = "thieves", labels = ["Pencurian dengan pemberatan"] },
  { key = "strangers", labels = ["Orang tidak dikenal"] },
  { key = "nothing", labels = ["Nihil"] },
]

[[field]]
key = "story"
labels = ["Uraian kejadian yang panjang sekali dan harus dipenggal menjadi dua baris"]
kind = "long-text"
lines = 30
section = "post"

[[field]]
key = "guards"
labels = ["Peronda"]
kind = "table"
rows = 40
column = [{ key = "name", labels = ["Nama"], share = 3 }, { key = "age", labels = ["Umur"] }]

[[field]]
key = "signature"
labels = ["Tanda tangan"]
kind = "signature"
"""
FORMS = (*load_forms(), text_to_form(SIXTH))
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def expected_keys(form: Form) -> set[str]:
    keys: set[str] = set()
    for one in form.fields:
        if one.kind is FieldKind.CHECKS:
            keys |= {option.key for option in one.options}
        elif one.kind is FieldKind.TABLE:
            keys |= {f"{one.key}.{n}.{c.key}" for n in range(one.rows) for c in one.columns}
        else:
            keys.add(one.key)
    return keys


@lru_cache(maxsize=32)
def printed(form: Form) -> Blank:
    return compose_blank(form, UNIT, letterhead=("RESOR KUPANG",))


def page_texts(blank: Blank) -> list[str]:
    document = pypdfium2.PdfDocument(blank.pdf)
    try:
        return [str(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def codes(blank: Blank, level: Level, seed: int) -> list[list[str]]:
    random = np.random.default_rng(seed)
    pages = print_pages(blank.pdf, DPI[level])
    return [[c.text for c in zxingcpp.read_barcodes(scan(p, level, random))] for p in pages]


@every_form
@pytest.mark.parametrize("paper", Paper)
def test_every_field_has_its_box_on_the_page_and_none_touches_another(
    form: Form, paper: Paper
) -> None:
    blank = compose_blank(form, UNIT, paper=paper)
    assert {pen.key for pen in blank.pens} == expected_keys(form)
    width, height = SIZES[paper]
    for pen in blank.pens:
        left, top, right, bottom = pen.box
        assert 14 * MM < left * width < right * width < width - 14 * MM, pen
        assert 30 * MM < top * height < bottom * height < height - 18 * MM, pen
        tall = (bottom - top) * height
        # What is long in a table's cell is written in two lines of its height.
        lines = 1 if "." in pen.key else pen.lines
        assert tall >= (3 * MM if pen.kind == "checks" else LEAST_LINE * lines), pen
    for one, other in combinations(blank.pens, 2):
        apart = one.page != other.page or (
            one.box[2] <= other.box[0]
            or other.box[2] <= one.box[0]
            or one.box[3] <= other.box[1]
            or other.box[3] <= one.box[1]
        )
        assert apart, (one, other)


@every_form
def test_the_inside_of_a_box_is_white_but_for_teeth_and_guides(form: Form) -> None:
    blank = printed(form)
    pages = print_pages(blank.pdf, 100)
    for pen in blank.pens:
        page = pages[pen.page - 1]
        height, width = page.shape[:2]
        left, top, right, bottom = pen.box
        inside = page[
            int(top * height) + 1 : int(bottom * height), int(left * width) + 1 : int(right * width)
        ]
        if pen.lines == 1 or "." in pen.key:
            teeth = len(inside) // 5 if pen.cells else 0
            assert inside[teeth : len(inside) - teeth].min() > 200, pen


@every_form
def test_the_paper_says_what_the_definition_says(form: Form) -> None:
    texts = page_texts(printed(form))
    whole = " ".join(" ".join(texts).split())
    wanted = [form.titles[0], UNIT, "RESOR KUPANG", "KEPOLISIAN NEGARA REPUBLIK INDONESIA"]
    wanted += [one.labels[0] for one in form.fields if one.kind is not FieldKind.TABLE]
    wanted += [option.labels[0] for one in form.fields for option in one.options]
    wanted += [column.labels[0] for one in form.fields for column in one.columns]
    assert [text for text in wanted if text not in whole] == []
    for number, text in enumerate(texts, start=1):
        assert "Seri 000001" in text
        assert f"halaman {number}/{len(texts)}" in text
        assert ("RAHASIA" in text) == (form.privacy == "named")


@pytest.mark.parametrize("level", ["copier", "phone"])
@every_form
def test_the_code_is_read_from_a_damaged_copy(form: Form, level: Level) -> None:
    blank = printed(form)
    wanted = [
        [PageCode(form.id, form.version, UNIT, "000001", n, blank.pages).text]
        for n in range(1, blank.pages + 1)
    ]
    assert codes(blank, level, 1) == wanted


def test_copies_bear_running_numbers_and_the_same_boxes() -> None:
    form = named_form("catatan-kunjungan", FORMS)
    blank = compose_blank(form, UNIT, copies=3, serial_start=99)
    assert [c[0].split(":")[5] for c in codes(blank, "clean", 0)] == ["000099", "000100", "000101"]
    assert blank.pens == compose_blank(form, UNIT).pens


@pytest.mark.parametrize("unit", ["POLSEK: SATU:1/2", "POLSEK «Ñandú» 100 %", "P" * 100])
def test_any_unit_stands_in_the_code_without_breaking_it(unit: str) -> None:
    text = PageCode("kunjungan-warga", 1, unit, "000001", 1, 1).text
    assert len(text.split(":")) == 7
    assert text.isascii()
    assert codes(compose_blank(FORMS[0], unit), "clean", 1)[0][0].count(":") == 6


def test_the_corner_marks_tell_the_upright() -> None:
    page = print_pages(printed(FORMS[0]).pdf, 100)[0]
    millimetre = 100 / 25.4

    def dark(x: float, y: float) -> bool:
        return bool(page[int(y * millimetre), int(x * millimetre)].max() < 60)

    assert [dark(11, 11), dark(199, 11), dark(11, 286), dark(199, 286)] == [True] * 4
    beside = [(18.5, 9.5), (191.5, 9.5), (18.5, 287.5), (191.5, 287.5)]
    assert [dark(x, y) for x, y in beside] == [True, False, False, False]


def test_a_long_form_goes_on_and_repeats_its_table_s_head() -> None:
    blank = printed(FORMS[-1])
    assert blank.pages > 1
    pages = {pen.page for pen in blank.pens if pen.key.startswith("guards.")}
    texts = page_texts(blank)
    assert len(pages) > 1
    assert all("Umur" in texts[page - 1] for page in pages)
    assert all("BUKU RONDA MALAM" in text for text in texts)


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (compose_blank(FORMS[0], UNIT, copies=2) for _ in range(2))
    assert first == second


def test_an_unknown_form_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(FormUnknown) as caught:
        named_form("kunjungan", FORMS)
    assert "kunjungan-warga" in caught.value.message("id")


def test_the_command_writes_paper_and_layout(tmp_path: Path) -> None:
    sixth = tmp_path / "ronda.toml"
    sixth.write_text(SIXTH, encoding="utf-8")
    for form in ("kunjungan-warga", str(sixth)):
        out, layout = tmp_path / "blank.pdf", tmp_path / "layout.json"
        words = ["blank", form, "--unit", UNIT, "--out", str(out), "--layout", str(layout)]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        assert out.read_bytes().startswith(b"%PDF")
        entries = json.loads(layout.read_text())
        assert {"key", "page", "box", "kind"} <= set(entries[0])
    refused = CliRunner().invoke(main, ["blank", "nope", "--unit", UNIT, "--out", str(out)])
    assert refused.exit_code == 2
    assert "form.unknown" in refused.output
