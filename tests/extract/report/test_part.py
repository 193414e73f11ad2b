"""Recapitulations from drawn pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.report.part import parts_to_report, sheet_to_report_part
from extract.report.sums import check_sums
from records.findings import CountTable
from records.paper import Sheet, Table, Word
from tests.extract.drawn import Answering, DrawnTable, drawn_sheet, set_line, set_lines

ROWS = (
    ("1", "Aipda Ratna Saputra", "Sei Jang", "12", "4", "30"),
    ("2", "Bripka Agus Ibrahim", "Bugis", "2", "-", "3"),
    ("3", "Briptu Hasan Gunawan", "Siendeng", "5", "15", "1"),
)
HEAD = ("No", "Nama Bhabinkamtibmas", "Desa / Kelurahan", "DDS", "Problem Solving", "LI")
TOTAL = ("", "JUMLAH", "", "19", "19", "34")


def _page(
    rows: Sequence[Sequence[str]] = ROWS, total: Sequence[str] = TOTAL
) -> tuple[Sheet, Table]:
    words = set_lines(
        ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", "RESOR KOTA", "POLSEK BUKIT BESTARI"], 100, 60
    )
    words += set_lines(
        ["REKAPITULASI KEGIATAN", "BULAN MEI 2022", "Nomor : R / 63 / VI / 2022 / Sekta"], 900, 250
    )
    drawn = DrawnTable(100, 500, (100, 700, 500, 250, 400, 250))
    for row in (HEAD, *rows, *([total] if total else [])):
        drawn.row(*row)
    words += drawn.words
    words += set_line("Bukit Bestari, 4 Juni 2022", 1500, drawn.bottom + 100)
    words += set_lines(
        ["KAPOLSEK", "", "HASAN MOKODOMPIT", "AKP NRP 73119739"], 1550, drawn.bottom + 160
    )
    return drawn_sheet(words), drawn.table()


def test_a_recapitulation_is_read_whole() -> None:
    sheet, table = _page()
    part = sheet_to_report_part(sheet, (table,), None)
    assert part is not None
    report = parts_to_report([part])
    assert (report.unit, report.month) == ("POLSEK BUKIT BESTARI", "2022-05")
    assert report.number == "R / 63 / VI / 2022 / Sekta"
    assert report.signed_by.position == "KAPOLSEK"
    assert report.signed_by.name == "HASAN MOKODOMPIT"
    assert (report.signed_by.rank, report.signed_by.nrp) == ("AKP", "73119739")
    assert report.table.columns == HEAD
    assert report.table.rows[1] == ("2", "Bripka Agus Ibrahim", "Bugis", "2", "0", "3")
    assert report.table.total == ("19", "19", "34")
    assert report.problems == ()
    assert report.evidence["table.rows.0.3"].text == "12"
    assert report.evidence["number"].page == 1


def test_a_wrong_sum_is_a_problem_and_no_correction() -> None:
    sheet, table = _page(total=("", "JUMLAH", "", "20", "19", "34"))
    part = sheet_to_report_part(sheet, (table,), None)
    assert part is not None
    assert part.table.total == ("20", "19", "34")
    assert [problem.code for problem in parts_to_report([part]).problems] == ["report.sum-differs"]


def test_unread_counts_are_read_again_in_their_cells() -> None:
    right, table = _page()
    kept: list[Word] = [word for word in right.words if word.text not in ("12", "15", "-")]
    reader = Answering(right.words)
    part = sheet_to_report_part(drawn_sheet(kept), (table,), reader)
    assert part is not None
    assert part.table.rows[0][3] == "12"
    assert part.table.rows[2][4] == "15"
    assert part.table.rows[1][4] == "0"
    assert parts_to_report([part]).problems == ()


def test_a_sum_decides_between_two_readings_of_one_cell() -> None:
    right, table = _page()
    misread = [Word("3", w.box, 0.8) if w.text == "5" else w for w in right.words]
    part = sheet_to_report_part(drawn_sheet(misread), (table,), Answering(right.words))
    assert part is not None
    assert part.table.rows[2][3] == "5"


def test_a_dash_that_was_not_read_is_none_where_the_sum_comes_out() -> None:
    right, table = _page()
    kept = [word for word in right.words if word.text != "-"]
    part = sheet_to_report_part(drawn_sheet(kept), (table,), None)
    assert part is not None
    assert part.table.rows[1][4] == "0"


def test_pages_of_one_recapitulation_make_one_table() -> None:
    sheet, table = _page()
    part = sheet_to_report_part(sheet, (table,), None)
    assert part is not None
    report = parts_to_report([part, part])
    assert len(report.table.rows) == 6
    assert "table.rows.5.3" in report.evidence


@pytest.mark.parametrize(("written", "codes"), [("31", []), ("30", ["report.sum-differs"])])
def test_the_sums_of_two_pages_are_those_of_all_rows(written: str, codes: list[str]) -> None:
    later = [(str(k), f"Briptu Anton {k}", "Bugis", "4", "0", "1") for k in (4, 5, 6)]
    first, top = _page(total=())
    second, bottom = _page(rows=later, total=("", "JUMLAH", "", written, "19", "37"))
    parts = [
        part
        for sheet, table in ((first, top), (second, bottom))
        if (part := sheet_to_report_part(sheet, (table,), None))
    ]
    report = parts_to_report(parts)
    assert [row[0] for row in report.table.rows] == ["1", "2", "3", "4", "5", "6"]
    assert [problem.code for problem in report.problems] == codes


HEADS = ("No", "Desa", "DDS", "LI", "Jumlah")
RIGHT = (
    ("1", "Bugis", "4", "3", "7"),
    ("2", "Donggala", "1", "", "1"),
    ("3", "Tenda", "2", "2", "4"),
)
WRONG = (RIGHT[0], RIGHT[1], ("3", "Tenda", "2", "2", "5"))
UNLIKE = tuple((*row[:-1], "9") for row in RIGHT)


@pytest.mark.parametrize(
    ("rows", "total", "told"),
    [
        (RIGHT, ("7", "5", "12"), 0),
        (WRONG, ("7", "5", "13"), 2),
        (RIGHT, ("7", "6", "12"), 2),
        (RIGHT, ("7", "5", "13"), 2),
        (UNLIKE, ("7", "5", "27"), 0),
    ],
    ids=["right", "a row", "a column", "the corner", "no column of sums"],
)
def test_rows_and_columns_are_summed(
    rows: tuple[tuple[str, ...], ...], total: tuple[str, ...], told: int
) -> None:
    problems = check_sums(CountTable(HEADS, rows, total), (2, 3, 4), (2, 3, 4), 1)
    assert [problem.code for problem in problems] == ["report.sum-differs"] * told


def test_a_page_without_counts_is_no_recapitulation() -> None:
    sheet = drawn_sheet(set_lines(["REKAPITULASI"], 100, 100))
    assert sheet_to_report_part(sheet, (), None) is None
