"""Identity parts in other layouts than the regulation's form."""

from __future__ import annotations

import pytest

from extract.content import sheet_to_content
from extract.header.identity import sheet_to_identity
from extract.header.merge import parts_to_header
from records.findings import Header
from tests.extract.drawn import DrawnTable, drawn_sheet, set_lines

HEADS = ["Nomor : 12/I/2022", "Tanggal Pembuatan : 3 Januari 2022"]
LISTS = ["Dasar Hukum", "1. Undang-Undang", "Kualifikasi Pelaksana", "1. Memiliki SIM"]


def _header(lines: list[str]) -> Header:
    part = sheet_to_identity(drawn_sheet(set_lines(lines, 200, 300)), (), None)
    assert part is not None
    return parts_to_header([part])[0]


@pytest.mark.parametrize("indent", ["", "          ", "                          "])
def test_who_approves_stands_below_its_label_wherever_it_is_set(indent: str) -> None:
    block = ["KASATBINMAS POLRES DOMPU", "", "", "NARSANTA, S.H.", "AKP NRP 66050500"]
    lines = [*HEADS, "Disahkan oleh", *(indent + line if line else "" for line in block)]
    signed = _header([*lines, "Nama SOP : SAMBANG", *LISTS]).approved_by
    assert (signed.position, signed.name) == ("KASATBINMAS POLRES DOMPU", "NARSANTA, S.H.")
    assert (signed.rank, signed.nrp) == ("AKP", "66050500")


def test_lists_side_by_side_are_read_column_by_column() -> None:
    found = _header(
        [
            *HEADS,
            "Nama SOP : SAMBANG",
            "Dasar Hukum :                Kualifikasi Pelaksana :",
            "- Undang-Undang Nomor 2      - Memiliki SIM",
            "  Tahun 2002",
            "- Perkap Nomor 3             - Sehat",
            "Keterkaitan :                Peralatan :",
            "- SOP Patroli                - Kamera",
        ]
    )
    assert found.legal_basis == ("Undang-Undang Nomor 2 Tahun 2002", "Perkap Nomor 3")
    assert found.qualifications == ("Memiliki SIM", "Sehat")
    assert (found.related, found.equipment) == (("SOP Patroli",), ("Kamera",))


def test_a_label_broken_over_two_lines_is_one() -> None:
    found = _header(
        [*HEADS, "Tanggal          : 10 Januari 2022", "Pengesahan", "Nama SOP : SAMBANG", *LISTS]
    )
    assert found.effective_on == "2022-01-10"


def test_a_label_broken_in_its_cell_is_one() -> None:
    drawn = DrawnTable(100, 100, (700, 400, 800))
    drawn.row("RESOR DOMPU", "NOMOR SOP", "12/I/2022")
    drawn.row("", ["TANGGAL", "PEMBUATAN :"], "3 Januari 2022")
    drawn.row("", ["TANGGAL EFEKTIF", ":"], "10 Januari 2022")
    drawn.row("DASAR HUKUM", "KUALIFIKASI PELAKSANA")
    drawn.row("1. Perkap", "1. Memiliki SIM")
    part = sheet_to_identity(drawn_sheet(drawn.words), [drawn.table()], None)
    assert part is not None
    header, _ = parts_to_header([part])
    assert (header.created_on, header.effective_on) == ("2022-01-03", "2022-01-10")


def test_lists_go_on_over_a_page_turn_in_their_own_halves() -> None:
    one = DrawnTable(100, 100, (1100, 400, 600))
    one.row("RESOR DOMPU", "NOMOR SOP", "12/I/2022")
    one.row("", "TANGGAL PEMBUATAN", "3 Januari 2022")
    one.row(["DASAR HUKUM", "1. Satu", "2. Dua"], ["KUALIFIKASI PELAKSANA", "1. Memiliki SIM"])
    two = DrawnTable(100, 100, (1100, 1000))
    two.row(["3. Tiga", "4. Empat"], ["2. Sehat"])
    two.row(["KETERKAITAN", "1. SOP Patroli"], ["PERALATAN", "1. Kamera"])
    parts = [
        sheet_to_identity(drawn_sheet(drawn.words), [drawn.table()], None) for drawn in (one, two)
    ]
    header, _ = parts_to_header([part for part in parts if part is not None])
    assert header.legal_basis == ("Satu", "Dua", "Tiga", "Empat")
    assert header.qualifications == ("Memiliki SIM", "Sehat")
    assert (header.related, header.equipment) == (("SOP Patroli",), ("Kamera",))


@pytest.mark.parametrize(
    ("written", "revision"), [("01", "01"), ("“01", "01"), ("O1", "01"), ("-", None), ("", None)]
)
def test_a_number_of_revision_is_read_through_slips(written: str, revision: str | None) -> None:
    assert _header([*HEADS, f"Tanggal Revisi : {written}", *LISTS]).revised == revision


@pytest.mark.parametrize("marker", ["2.", ".2.", "2:", "'2."])
def test_a_speck_at_a_marker_hides_no_item(marker: str) -> None:
    found = _header([*HEADS, "Dasar Hukum", "1. Satu", f"{marker} Dua", "Kualifikasi", "1. Tiga"])
    assert found.legal_basis == ("Satu", "Dua")


def test_a_page_of_an_identity_is_known_without_rulings() -> None:
    content = sheet_to_content(drawn_sheet(set_lines([*HEADS, *LISTS], 200, 300)), None, ())
    assert content.header is not None
    assert content.header.lists["legal_basis"][0].text == "Undang-Undang"
