"""Words become lines, text and list items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lines import join_items, join_lines, lines_to_text, words_to_lines
from records.geometry import Box
from records.paper import Word


def word(text: str, x: float, y: float, height: float = 30) -> Word:
    return Word(text, Box(x, y, x + 20 * len(text), y + height), 0.9)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], ""),
        (["Surat", "keputusan"], "Surat keputusan"),
        (["kese-", "pakatan bersama"], "kesepakatan bersama"),
        (["latihan-", "latihan dalam"], "latihan-latihan dalam"),
        (["perundang-", "undangan"], "perundangundangan"),
        (["Undang-", "Undang Nomor 2"], "Undang-Undang Nomor 2"),
        (["UNDANG-", "UNDANG NOMOR 2"], "UNDANG-UNDANG NOMOR 2"),
        (["BHABINKAMTIB-", "MAS POLSEK"], "BHABINKAMTIBMAS POLSEK"),
        (["Polsek-", "Koramil"], "Polsek- Koramil"),
        (["kegiatan -", "mengurangi"], "kegiatan - mengurangi"),
        (["BHABINKA", "MTIBMAS"], "BHABINKA MTIBMAS"),
        (["tahun 2010-", "2012"], "tahun 2010- 2012"),
    ],
)
def test_lines_are_joined_at_hyphens(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ([], ()),
        (["Konsep Sprin"], ("Konsep Sprin",)),
        (["Surat", "keputusan"], ("Surat keputusan",)),
        (["1. Surat", "pengantar", "2. Rekap"], ("Surat pengantar", "Rekap")),
        (["1.Surat", "2.Rekap"], ("Surat", "Rekap")),
        (["l. Surat", "2. Rekap"], ("Surat", "Rekap")),
        (["1) Surat", "2) Rekap"], ("Surat", "Rekap")),
        (["(1) Surat", "(2) Rekap"], ("Surat", "Rekap")),
        (["1 Peraturan", "Daerah", "2 Dokumen"], ("Peraturan Daerah", "Dokumen")),
        (["a. Surat", "b. Rekap"], ("Surat", "Rekap")),
        (["- Nota Dinas", "- ATK dan", "Komputer"], ("Nota Dinas", "ATK dan Komputer")),
        (["• Nota", "• ATK"], ("Nota", "ATK")),
        (["Konsep Laporan", "- Kegiatan"], ("Konsep Laporan", "Kegiatan")),
        (["Formulir;", "Fotocopy identitas"], ("Formulir;", "Fotocopy identitas")),
        (["2 jam"], ("2 jam",)),
        ([". Surat", "2. Rekap"], ("Surat", "Rekap")),
        (["1 . Surat", "2. Rekap"], ("Surat", "Rekap")),
        (["1 Surat", "tugas", "2. Rekap"], ("Surat tugas", "Rekap")),
        (["1 Surat", "tugas"], ("1 Surat tugas",)),
        (["a Surat", "b Rekap", "C Daftar"], ("Surat", "Rekap", "Daftar")),
        (["a Surat", "tugas"], ("a Surat tugas",)),
        (["a. Surat", "b Rekap", "c Daftar"], ("Surat", "Rekap", "Daftar")),
        (["L Surat", "2. Rekap"], ("Surat", "Rekap")),
        (["Surat", "2 Rekap", "3) Daftar"], ("Surat", "Rekap", "Daftar")),
        (["Dokumen:", "1. a", "2. b", "3. c"], ("Dokumen:", "a", "b", "c")),
        (["Perkap nomor", "3 tahun 2015"], ("Perkap nomor 3 tahun 2015",)),
        (["Peraturan nomor", "23. tahun"], ("Peraturan nomor 23. tahun",)),
    ],
)
def test_lists_become_items(lines: list[str], items: tuple[str, ...]) -> None:
    assert join_items([line.split() for line in lines]) == items


def test_words_of_a_slanted_line_stay_together() -> None:
    words = [word("satu", 100 * i, 100 + 4 * i) for i in range(12)]
    words += [word("dua", 100 * i, 145 + 4 * i) for i in range(12)]
    assert [len(line) for line in words_to_lines(words)] == [12, 12]


def test_small_signs_stay_in_their_line() -> None:
    words = [word("-", 0, 112, 4), word("Alat", 40, 100), word(".", 130, 126, 5)]
    assert lines_to_text(words_to_lines(words)) == "- Alat ."


@given(
    st.lists(
        st.builds(
            word,
            st.sampled_from(["a", "kegiatan", "-", "1."]),
            st.floats(0, 2000),
            st.floats(0, 2000),
            st.floats(1, 60),
        )
    )
)
def test_no_word_is_lost_or_doubled(words: list[Word]) -> None:
    found = [id(w) for line in words_to_lines(words) for w in line]
    assert sorted(found) == sorted(id(w) for w in words)
