"""Specks of a copier among words."""

from __future__ import annotations

import pytest

from extract.lines import lines_to_text
from extract.specks import has_odd_signs, lines_without_signs, without_specks, words_without_specks
from records.geometry import Box
from records.paper import Source, Word
from tests.extract.drawn import drawn_sheet, set_line

HEIGHT = 30.0


def _word(text: str, size: tuple[float, float], confidence: float, left: float = 900.0) -> Word:
    wide, tall = size
    return Word(text, Box(left, 300, left + wide, 300 + tall), confidence)


@pytest.mark.parametrize(
    ("word", "stays"),
    [
        (_word(":", (6, 6), 0.9), False),
        (_word("5", (6, 6), 0.5), False),
        (_word("3", (14, 16), 0.4), False),
        (_word("3", (14, 28), 0.4), True),
        (_word(":", (6, 20), 0.9), True),
        (_word("-", (12, 4), 0.9), True),
        (_word("•", (8, 8), 0.5, left=340.0), True),
        (_word("an", (30, 20), 0.9), True),
        (_word("3", (14, 16), 0.4, left=320.0), True),
    ],
)
def test_what_is_too_small_or_unsure_and_alone_is_a_speck(word: Word, stays: bool) -> None:
    line = set_line("Blanko kunjungan", 0, 300)
    kept = words_without_specks([*line, word], HEIGHT)
    assert (word in kept) is stays
    assert set(line) <= set(kept)


def test_a_text_layer_has_no_specks() -> None:
    sheet = drawn_sheet([_word(":", (3, 3), 0.1)], source=Source.LAYER)
    assert without_specks(sheet) == sheet


def _line(text: str, source: Source = Source.PRINT) -> tuple[Word, ...]:
    return tuple(
        Word(part, Box(40 * i, 0, 40 * i + 30, 20), 0.9, source=source)
        for i, part in enumerate(text.split())
    )


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("Laporan kegiatan ,", "Laporan kegiatan"),
        ("6 .", "6"),
        (": Daftar hadir", "Daftar hadir"),
        ("» Surat permohonan", "• Surat permohonan"),
        ("“tamu pada buku", "tamu pada buku"),
        ("roda dua”", "roda dua"),
        ("Buku “Tamu” kantor", "Buku “Tamu” kantor"),
        ("Jum'at dan Sabtu", "Jum'at dan Sabtu"),
        ("Meliputi :", "Meliputi :"),
        ("- Alat tulis", "- Alat tulis"),
        ("Selesai.", "Selesai."),
    ],
)
def test_signs_at_the_ends_of_a_line_are_specks(read: str, kept: str) -> None:
    assert lines_to_text(lines_without_signs([_line(read)])) == kept


def test_a_small_round_letter_is_a_bullet_among_bullets() -> None:
    lines = lines_without_signs([_line("e Daftar hadir"), _line("@ Alat tulis")])
    assert [lines_to_text([line]) for line in lines] == ["• Daftar hadir", "• Alat tulis"]
    assert lines_to_text(lines_without_signs([_line("e Daftar")])) == "e Daftar"
    several = lines_without_signs([_line("Daftar hadir"), _line("e Alat"), _line("o Peta")])
    assert lines_to_text(several) == "Daftar hadir • Alat • Peta"


def test_signs_of_a_text_layer_stand() -> None:
    line = _line("“ Buku ,", Source.LAYER)
    assert lines_without_signs([line]) == (line,)


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        ("mencatat nama. alamat, dan", True),
        ("Bila.perlu", True),
        ("kepala,dusun", True),
        ("Selesai. Arsip disimpan", False),
        ("a.n. kapolres", False),
        ("alat tulis, kertas dll. dan map", False),
        ("Jum'at", False),
        ("Bila perlu.", False),
    ],
)
def test_signs_where_none_is_written_are_odd(text: str, is_odd: bool) -> None:
    assert has_odd_signs(text) is is_odd
