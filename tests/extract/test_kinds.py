"""Kinds of pages."""

from __future__ import annotations

import pytest

from extract.kinds import PageKind, sheet_to_kind
from records.paper import Sheet, Table
from tests.extract.drawn import DrawnTable, drawn_sheet, set_line, set_lines


def _matrix() -> DrawnTable:
    drawn = DrawnTable(100, 300, (100, 600, 300, 300, 300, 200, 300))
    drawn.row("No", "Kegiatan", "Kasat", "Banit", "Kelengkapan", "Waktu", "Output")
    drawn.row("1", "Membuat rencana", "", "", "Alat tulis", "1 Jam", "Rencana")
    return drawn


def _recap() -> DrawnTable:
    drawn = DrawnTable(100, 500, (100, 600, 400, 200, 200, 200))
    drawn.row("No", "Nama Bhabinkamtibmas", "Desa", "DDS", "PS", "LI")
    drawn.row("1", "Aipda Ratna Saputra", "Bugis", "12", "4", "30")
    drawn.row("2", "Bripka Agus Ibrahim", "Siendeng", "2", "-", "3")
    drawn.row("", "JUMLAH", "", "14", "4", "33")
    return drawn


def _kind(words: list[str], *drawn: DrawnTable) -> PageKind:
    placed = set_lines(words, 300, 60)
    tables: list[Table] = []
    for table in drawn:
        placed += table.words
        tables.append(table.table())
    sheet: Sheet = drawn_sheet(placed)
    return sheet_to_kind(sheet, tables)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([], PageKind.EMPTY),
        (["."], PageKind.EMPTY),
        (["STANDAR OPERASIONAL PROSEDUR", "UNIT BINPOLMAS", "2019"], PageKind.COVER),
        (["BLANGKO KUNJUNGAN WARGA PENDUDUK", "Nama : Rahmat"], PageKind.FORM),
        (["LAPORAN INFORMASI", "Bidang : Politik"], PageKind.FORM),
        (["SURAT PERINTAH", "Nomor : Sprin/12/X/2024"], PageKind.LETTER),
        (["I. PENDAHULUAN", "Umum dan dasar", "II. MAKSUD DAN TUJUAN"], PageKind.SOP_TEXT),
        (["Pada hari ini telah datang seorang warga"], PageKind.OTHER),
        (["REKAPITULASI KEGIATAN BHABINKAMTIBMAS", "BULAN MEI 2022"], PageKind.REPORT),
    ],
)
def test_a_page_without_table_is_told_by_its_words(lines: list[str], kind: PageKind) -> None:
    assert _kind(lines) is kind


def test_a_table_of_steps_is_a_matrix_under_any_title() -> None:
    assert _kind(["SOP Standar Pelayanan Narasumber"], _matrix()) is PageKind.MATRIX


def test_a_table_of_counts_is_a_report() -> None:
    assert _kind(["REKAPITULASI KEGIATAN", "BULAN MEI 2022"], _recap()) is PageKind.REPORT
    assert _kind([], _recap()) is PageKind.REPORT


def test_labels_of_an_identity_outweigh_its_list_of_forms() -> None:
    words = set_line("Nomor SOP : SOP / 04", 100, 100) + set_line("Tgl Efektif :", 100, 160)
    words += set_line("Disahkan oleh : KAPOLRES", 100, 220) + set_line("Dasar Hukum", 100, 300)
    assert sheet_to_kind(drawn_sheet(words), ()) is PageKind.IDENTITY
