"""Items of lists, wrapped, bulleted, in columns."""

from __future__ import annotations

import pytest

from extract.header.lists import lines_to_entries
from extract.lines import words_to_lines
from tests.extract.drawn import LINE, TALL, set_line, set_lines


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["1. Buku catatan", "2. Materi"], ["Buku catatan", "Materi"]),
        (["1.Lembar Kerja", "2.Term of Reference"], ["Lembar Kerja", "Term of Reference"]),
        (["1 Perangkat Komputer", "2 Ruang Rapat"], ["Perangkat Komputer", "Ruang Rapat"]),
        (["a. Buku catatan", "b. Materi"], ["Buku catatan", "Materi"]),
        (["- Buku catatan", "- Materi"], ["Buku catatan", "Materi"]),
        (["l. Buku catatan", "2. Materi"], ["Buku catatan", "Materi"]),
        (
            ["1. Dilarang bersosialisasi", "tentang politik"],
            ["Dilarang bersosialisasi tentang politik"],
        ),
        (["1. Undang-undang", "Nomor 2", "2. Perkap"], ["Undang-undang Nomor 2", "Perkap"]),
        (["-"], ["-"]),
        (["SOP Surat Masuk"], ["SOP Surat Masuk"]),
        ([], []),
    ],
)
def test_items_are_told_apart(lines: list[str], items: list[str]) -> None:
    entries = lines_to_entries(words_to_lines(set_lines(lines, 100, 100)), TALL)
    assert [entry.text for entry in entries] == items


def test_two_columns_are_read_one_after_the_other() -> None:
    words = set_lines(["1. Komputer", "2. ATK", "3. Internet"], 100, 100)
    words += set_lines(["4. Printer", "5. Media Massa", "6. Media Sosial"], 900, 100)
    entries = lines_to_entries(words_to_lines(words), TALL)
    assert [e.text for e in entries] == [
        "Komputer",
        "ATK",
        "Internet",
        "Printer",
        "Media Massa",
        "Media Sosial",
    ]


def test_a_misread_marker_still_begins_an_item() -> None:
    words = set_lines(["1. Peraturan Kapolri", "2. Permenpan"], 100, 100)
    words += set_line("«", 100, 100 + 2 * LINE) + set_line("Perkap", 160, 100 + 2 * LINE)
    entries = lines_to_entries(words_to_lines(words), TALL)
    assert [entry.text for entry in entries] == ["Peraturan Kapolri", "Permenpan", "Perkap"]
