"""A typed recapitulation is held against the papers, cell by cell."""

from __future__ import annotations

import pytest

from records.findings import CountTable
from service.months.comparison import CellDifference, compare_tables
from service.months.recap import Counted

COUNTED = Counted(
    CountTable(
        ("No", "Nama Petugas", "Desa / Kelurahan", "Kunjungan Warga", "Problem Solving"),
        (("1", "SUTRISNO", "MOODU", "2", "0"), ("2", "WAYAN", "", "1", "1")),
        ("3", "1"),
    ),
    ((("a-0", "b-0"), ()), (("c-0",), ("d-0",))),
)


def typed(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> CountTable:
    columns = head or ("NO", "NAMA", "KUNJUNGAN WARGA", "PROBLEM SOLVING")
    return CountTable(columns, rows, ("0", "0"))


@pytest.mark.parametrize(
    ("table", "differences"),
    [
        (typed(("1", "SUTRISNO", "2", "-"), ("2", "WAYAN", "1", "1")), ()),
        (
            typed(("1", "Sutrisno.", "5", "-"), ("2", "WAYAN", "1", "1")),
            (CellDifference("SUTRISNO", "Kunjungan Warga", 2, 5, ("a-0", "b-0")),),
        ),
        (
            typed(("1", "SUTRISN0", "2", "-"), ("2", "WAYAN", "1", "x")),
            (CellDifference("WAYAN", "Problem Solving", 1, None, ("d-0",)),),
        ),
    ],
)
def test_counts_that_differ_are_told_with_their_papers(
    table: CountTable, differences: tuple[CellDifference, ...]
) -> None:
    found = compare_tables("x-0", COUNTED, table)
    assert found.differences == differences
    assert (found.only_counted, found.only_typed) == ((), ())


def test_what_only_one_side_has_is_told() -> None:
    head = ("No", "Nama", "Kunjungan Warga", "Siskamling")
    table = typed(("1", "SUTRISNO", "2", "4"), ("2", "KETUT", "1", "1"), head=head)
    found = compare_tables("x-0", COUNTED, table)
    assert found.only_counted == ("WAYAN", "Problem Solving")
    assert found.only_typed == ("KETUT", "Siskamling")


def test_two_officers_of_nearly_one_name_are_not_guessed() -> None:
    table = typed(("1", "WAYAN A", "1", "1"), ("2", "WAYAN B", "1", "1"))
    found = compare_tables("x-0", COUNTED, table)
    assert found.differences == ()
    assert "WAYAN" in found.only_counted
