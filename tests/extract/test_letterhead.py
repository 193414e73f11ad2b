"""Units named by letterheads."""

from __future__ import annotations

import pytest

from extract.letterhead import (
    is_formal_unit,
    lines_to_unit,
    text_to_section,
    text_to_short_unit,
)
from extract.lines import words_to_lines
from tests.extract.drawn import set_lines


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (
            ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", "RESOR KOTA", "POLSEK BUKIT BESTARI"],
            "POLSEK BUKIT BESTARI",
        ),
        (["RESOR MAROS", "SATBINMAS POLRES MAROS"], "SATBINMAS POLRES MAROS"),
        (["RESOR MAROS", "SATBlNMAS P0LRES MAROS"], "SATBINMAS POLRES MAROS"),
        (
            ["PEMERINTAH PROVINSI KALIMANTAN BARAT", "SATUAN POLISI PAMONG PRAJA"],
            "SATUAN POLISI PAMONG PRAJA",
        ),
        (["PEMERINTAH KOTA MEDAN", "DINAS SOSIAL"], "DINAS SOSIAL"),
        (["PEMERINTAH PROVINSI KALIMANTAN BARAT"], None),
        (["Buku catatan"], None),
        ([], None),
    ],
)
def test_the_lowest_line_that_names_a_unit_counts(lines: list[str], unit: str | None) -> None:
    found = lines_to_unit(words_to_lines(set_lines(lines, 100, 100)))
    assert (found.text if found else None) == unit


def test_formal_names_have_short_ones() -> None:
    assert text_to_short_unit("RESOR KOTA PADANG") == "POLRESTA PADANG"
    assert text_to_short_unit("RESOR MAROS") == "POLRES MAROS"
    assert is_formal_unit("RESOR KOTA PADANG")
    assert not is_formal_unit("POLSEK WARU")


def test_sections_are_named_by_numbers_and_heads() -> None:
    assert text_to_section("BINMAS") == "SATBINMAS"
    assert text_to_section("KASATBINMAS") == "SATBINMAS"
    assert text_to_section("Sekta") is None
