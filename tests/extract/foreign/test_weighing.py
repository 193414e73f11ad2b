"""Words and sums choose between readings of unclear ink, and overrule none that is clear."""

from __future__ import annotations

import pytest

from extract.foreign.cells import CellValue, rows_to_value
from extract.foreign.weighing import claim_holds, weigh
from forms.form import FieldKind
from forms.relations import Claim
from tests.extract.foreign.rows import seen

SAID = Claim("total", words="said")
ADDED = Claim("total", ("a", "b"))


def _number(text: str, doubts: dict[int, str] | None = None) -> CellValue:
    return rows_to_value(FieldKind.NUMBER, [seen(text, doubts)])


def _words(text: str) -> CellValue:
    return rows_to_value(FieldKind.NUMBER_WORDS, [seen(text)])


def test_words_settle_an_unclear_digit() -> None:
    values = {"total": _number("251", {2: "3"}), "said": _words("DUA RATUS LIMA PULUH TIGA")}
    assert weigh(values, [SAID])["total"].value == "253"


def test_a_clear_digit_stands_against_its_words() -> None:
    values = {"total": _number("251"), "said": _words("DUA RATUS LIMA PULUH TIGA")}
    assert weigh(values, [SAID])["total"].value == "251"


def test_a_sum_settles_one_unclear_part() -> None:
    values = {"total": _number("12"), "a": _number("5"), "b": _number("1", {0: "7"})}
    assert weigh(values, [ADDED])["b"].value == "7"


def test_a_wrong_sum_of_clear_digits_stays() -> None:
    values = {"total": _number("12"), "a": _number("5"), "b": _number("1")}
    assert {k: v.value for k, v in weigh(values, [ADDED]).items()} == {
        "total": "12",
        "a": "5",
        "b": "1",
    }


def test_agreement_makes_surer() -> None:
    values = {"total": _number("253", {1: "6"}), "said": _words("DUA RATUS LIMA PULUH TIGA")}
    assert weigh(values, [SAID])["total"].confidence > values["total"].confidence


HELD = [
    ({"total": "12", "a": "5", "b": "7"}, ADDED, True),
    ({"total": "12", "a": "5", "b": "8"}, ADDED, False),
    ({"total": "5", "a": "5", "b": ""}, ADDED, True),
    ({"total": "", "a": "5", "b": "7"}, ADDED, None),
    ({"total": "12", "a": "", "b": ""}, ADDED, None),
    ({"total": "12", "a": "5"}, ADDED, None),
    ({"total": "18", "said": "DELAPANBELAS"}, SAID, True),
    ({"total": "19", "said": "DELAPANBELAS"}, SAID, False),
    ({"total": "19", "said": ""}, SAID, None),
    ({"total": "287", "said": "DUA RATUS DELAPAN PULUH TU"}, SAID, True),
    ({"total": "19", "said": "BUKAN ANGKA"}, SAID, False),
]


@pytest.mark.parametrize(("values", "claim", "holds"), HELD)
def test_a_claim_holds_or_not_or_cannot_be_told(
    values: dict[str, str], claim: Claim, holds: bool | None
) -> None:
    assert claim_holds(values, claim) is holds
