"""Boxes of one character become values by the kind of their field."""

from __future__ import annotations

import pytest

from extract.foreign.cells import rows_to_value
from forms.form import FieldKind
from tests.extract.foreign.rows import seen

VALUES = [
    (FieldKind.NUMBER, "123", "123", "123"),
    (FieldKind.NUMBER, "##4", "4", "XX4"),
    (FieldKind.NUMBER, " 10", "10", " 10"),
    (FieldKind.NUMBER, "007", "7", "007"),
    (FieldKind.NUMBER, "000", "0", "000"),
    (FieldKind.NUMBER, "###", "", "XXX"),
    (FieldKind.NUMBER, "   ", "", "   "),
    (FieldKind.NUMBER, "1 3", "", "1 3"),
    (FieldKind.NUMBER, "l2O", "120", "120"),
    (FieldKind.NUMBER, "x12", "12", "X12"),
    (FieldKind.DATE, "05032024", "2024-03-05", "05032024"),
    (FieldKind.NRP, "85010203", "85010203", "85010203"),
    (FieldKind.NAME, "MARIA TALLO  ", "MARIA TALLO", "MARIA TALLO"),
    (FieldKind.NAME, "maria", "MARIA", "MARIA"),
    (FieldKind.NUMBER_WORDS, "DUA PULUH   ", "DUA PULUH", "DUA PULUH"),
]


@pytest.mark.parametrize(("kind", "written", "value", "text"), VALUES)
def test_boxes_hold_a_value(kind: FieldKind, written: str, value: str, text: str) -> None:
    told = rows_to_value(kind, [seen(written)])
    assert (told.value, told.text) == (value, text)


def test_a_gap_between_digits_is_never_guessed_over() -> None:
    assert rows_to_value(FieldKind.NUMBER, [seen("1 3")]).confidence <= 0.5


def test_rows_that_are_full_run_on() -> None:
    told = rows_to_value(FieldKind.NUMBER_WORDS, [seen("DUA RAT"), seen("US LIMA")])
    assert told.value == "DUA RATUS LIMA"


def test_a_letter_is_mended_only_where_its_ink_may_be_it() -> None:
    doubtful = rows_to_value(FieldKind.NUMBER_WORDS, [seen("DVA PULUH", {1: "U"})])
    clear = rows_to_value(FieldKind.NUMBER_WORDS, [seen("DVA PULUH")])
    assert (doubtful.value, clear.value) == ("DUA PULUH", "DVA PULUH")


def test_doubtful_digits_keep_their_other_readings() -> None:
    told = rows_to_value(FieldKind.NUMBER, [seen("251", {2: "3"})])
    assert {value for value, _ in told.others} == {"251", "253"}
    assert told.confidence < 0.9
