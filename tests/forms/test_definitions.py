"""Forms are data: good definitions load, bad ones are refused with line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions import load_forms, text_to_form
from forms.form import FieldKind, Privacy
from records.errors import FormInvalid

SMALL = """\
id = "absen-ronda"
version = 1
titles = ["DAFTAR HADIR RONDA"]
month_field = "held_on"

[[field]]
key = "held_on"
labels = ["Tanggal"]
kind = "date"
"""


def test_the_built_in_forms_are_those_offices_use() -> None:
    forms = {form.id: form for form in load_forms()}
    assert set(forms) >= {
        "kunjungan-warga",
        "kunjungan-usaha",
        "laporan-informasi",
        "problem-solving",
        "catatan-kunjungan",
        "surat-perintah-tugas",
        "lembar-foto",
    }
    assert forms["laporan-informasi"].privacy is Privacy.NAMED
    assert forms["surat-perintah-tugas"].kind == "letter"
    assert forms["catatan-kunjungan"].field("visits").kind is FieldKind.TABLE


def test_check_boxes_are_values_of_their_own() -> None:
    warga = next(form for form in load_forms() if form.id == "kunjungan-warga")
    assert {"male", "female"} <= set(warga.value_keys)
    assert "sex" not in warga.value_keys
    assert "signature" not in warga.value_keys


def test_a_sixth_form_is_a_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "absen-ronda.toml").write_text(SMALL)
    assert "absen-ronda" in {form.id for form in load_forms(tmp_path)}


def test_an_own_file_replaces_the_built_in_form_of_its_id(tmp_path: Path) -> None:
    text = SMALL.replace("absen-ronda", "kunjungan-warga")
    (tmp_path / "own.toml").write_text(text)
    forms = [form for form in load_forms(tmp_path) if form.id == "kunjungan-warga"]
    assert [form.titles for form in forms] == [("DAFTAR HADIR RONDA",)]


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("version = 1", 'version = "satu"'), 2, "version"),
        (('titles = ["DAFTAR HADIR RONDA"]', "titles = []"), 3, "titles"),
        (('"held_on"\n\n', '"held_at"\n\n'), 4, "held_at"),
        (('key = "held_on"', 'key = "Held On"'), 7, "key"),
        (('kind = "date"', 'kind = "datum"'), 9, "datum"),
        (('kind = "date"', 'kind = "table"'), 7, "columns"),
        (('kind = "date"', 'kind = "checks"'), 7, "options"),
        (('kind = "date"', "size = 3"), 9, "size"),
        (('kind = "date"', 'kind = "date'), 9, "line 9"),
        (('kind = "date"', 'section = "above"'), 9, "above"),
        (("[[field]]", '[[field]]\nkey = "held_on"\nlabels = ["x"]\n[[field]]'), 7, "twice"),
    ],
)
def test_a_bad_definition_is_refused_with_its_line(
    change: tuple[str, str], line: int, word: str
) -> None:
    with pytest.raises(FormInvalid) as caught:
        text_to_form(SMALL.replace(*change, 1))
    assert caught.value.facts["line"] == line
    assert word in str(caught.value)
