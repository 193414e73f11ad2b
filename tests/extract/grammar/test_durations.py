"""Durations through slips of reading."""

from __future__ import annotations

import pytest

from extract.grammar.durations import lines_to_duration, mend_duration
from records.geometry import Box
from records.paper import Word


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["ljam"], ["1", "jam"]),
        (["1ljam"], ["1", "jam"]),
        (["2", "Han"], ["2", "Hari"]),
        (["10", "mena"], ["10", "menit"]),
        (["5", "ment"], ["5", "menit"]),
        (["I", "hari", "kerja"], ["1", "hari", "kerja"]),
        (["30", "MENLT"], ["30", "MENIT"]),
        (["Setiap", "Han"], ["Setiap", "Han"]),
        (["2", "orang"], ["2", "orang"]),
        (["jam", "kerja"], ["jam", "kerja"]),
        (["30ment"], ["30", "menit"]),
        (["5", "ment."], ["5", "menit"]),
        (["5", "menit."], ["5", "menit."]),
        (["30menit"], ["30menit"]),
        (["Ihan"], ["1", "hari"]),
        (["Insidentil"], ["Insidentil"]),
        (["15", "min"], ["15", "min"]),
    ],
)
def test_unsure_units_behind_numbers_are_put_right(read: list[str], meant: list[str]) -> None:
    assert mend_duration(read, [False] * len(read)) == meant


def test_what_is_read_surely_stays() -> None:
    assert mend_duration(["2", "orang"], [True, True]) == ["2", "orang"]
    assert mend_duration(["2", "mlnq"], [True, True]) == ["2", "mlnq"]
    assert mend_duration(["2", "bulanan"], [True, True]) == ["2", "bulanan"]
    assert mend_duration(["15", "mnt"], [True, True]) == ["15", "mnt"]


def test_a_word_begun_as_a_unit_and_as_long_is_one_however_surely_read() -> None:
    assert mend_duration(["10", "mena"], [True, True]) == ["10", "menit"]


def test_a_unit_whose_letters_a_copy_melted_is_put_right_however_surely_read() -> None:
    for read, meant in (("Han", "Hari"), ("han", "hari"), ("ment", "menit"), ("jarn", "jam")):
        assert mend_duration(["2", read], [True, True]) == ["2", meant]


def test_lines_are_joined() -> None:
    lines = [
        (Word("l", Box(0, 0, 5, 20), 0.5), Word("hari", Box(10, 0, 40, 20), 0.9)),
        (Word("kerja", Box(0, 30, 40, 50), 0.9),),
    ]
    assert lines_to_duration(lines) == "1 hari kerja"
