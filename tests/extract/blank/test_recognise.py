"""A form is recognised by its title, or by its labels where the title is damaged."""

from __future__ import annotations

import pytest

from extract.blank.recognise import texts_to_form
from forms.definitions import load_forms, text_to_form

FORMS = load_forms()
SIXTH = """
id = "patroli-malam"
version = 1
titles = ["BUKU PATROLI MALAM"]
[[field]]
key = "route"
labels = ["Rute patroli"]
[[field]]
key = "findings"
labels = ["Temuan"]
"""


@pytest.mark.parametrize(
    ("upper", "texts", "form"),
    [
        (["BLANGKO KUNJUNGAN WARGA PENDUDUK"], ["Nama", "NIK"], "kunjungan-warga"),
        (["BLANGK0 KUNJUNGAN WARGA PENDUOUK"], ["Nama", "NIK"], "kunjungan-warga"),
        (["LAPORAN INFORMASI"], ["Nomor", "Perihal"], "laporan-informasi"),
        (["PEMEC HAN MAS LAH"], ["Permasalahan", "Hasil Penyelesaian", "Saksi", "Tempat"],
         "problem-solving"),
        ([], ["Hari / Tanggal", "Nama Tempat Usaha / Kantor", "Jenis Usaha", "Alamat", "CCTV",
              "Jumlah Karyawan", "Jumlah Satpam", "No. Telepon"], "kunjungan-usaha"),
    ],
)  # fmt: skip
def test_forms_are_recognised(upper: list[str], texts: list[str], form: str) -> None:
    found = texts_to_form(upper, texts, FORMS)
    assert found is not None
    assert found.form.id == form


@pytest.mark.parametrize(
    ("upper", "texts"),
    [
        ([], []),
        (["NOTULEN RAPAT"], ["Nama", "Alamat"]),
        (["UNDANGAN"], ["Nomor", "Perihal", "Tempat", "Waktu"]),
        (["STANDAR OPERASIONAL PROSEDUR"], ["Nomor", "Tanggal", "Disahkan oleh"]),
    ],
)
def test_unknown_papers_stay_unknown(upper: list[str], texts: list[str]) -> None:
    assert texts_to_form(upper, texts, FORMS) is None


def test_an_offices_own_form_is_recognised_by_its_definition_alone() -> None:
    own = text_to_form(SIXTH)
    found = texts_to_form(["BUKU PATROLI MALAM"], ["Rute patroli"], [*FORMS, own])
    assert found is not None
    assert found.form is own
