"""Labels through misspellings and misreadings."""

from __future__ import annotations

import pytest

from extract.header.labels import line_to_label, text_to_label
from tests.extract.drawn import TALL, set_line


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("NOMOR SOP", "number"),
        ("Nomor 50P", "number"),
        ("TGL PEMBUATAN", "created_on"),
        ("Tanggal Pengesahan", "effective_on"),
        ("Tgl Efekiir", "effective_on"),
        ("DISAHKAN OLEH", "approved_by"),
        ("KLARIFIKASI PELAKSANA:", "qualifications"),
        ("Peralatan/perlengkapan", "equipment"),
        ("Pencatatan dan Pendataan :", "records"),
        ("PENCATATAN DAN PENDAT AAN", "records"),
        ("Dasar Hukrim:", "legal_basis"),
    ],
)
def test_a_label_is_known_however_it_is_spelled(text: str, key: str) -> None:
    found = text_to_label(text)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text", ["Kegiatan", "Pelaksana", "Kelengkapan", "Buku catatan", "KAPOLRES", "2019", ""]
)
def test_other_words_are_no_label(text: str) -> None:
    assert text_to_label(text) is None


def test_a_short_label_counts_before_a_colon_only() -> None:
    with_colon = line_to_label(tuple(set_line("Nomor : SOP / 04", 0, 0)), TALL)
    assert with_colon is not None
    assert (with_colon.key, with_colon.word_count) == ("number", 1)
    without = line_to_label(tuple(set_line("Nomor 7 Tahun 2021 tentang Polmas", 0, 0)), TALL)
    assert without is None


def test_a_list_label_with_words_after_it_is_a_sentence() -> None:
    line = tuple(set_line("Peringatan diberikan kepada warga", 0, 0))
    assert line_to_label(line, TALL) is None
