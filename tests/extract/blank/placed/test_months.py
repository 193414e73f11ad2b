"""Dates of a register's rows, and a report's number, held to the month the paper is filed under."""

from __future__ import annotations

import pytest

from extract.blank.decode.values import decode
from extract.blank.placed.homes import Home
from extract.blank.placed.months import hold_to_month
from extract.blank.placed.written import Asked, Written
from forms.definitions import load_forms
from forms.form import FieldKind
from forms.layout import Place, Shape
from records.geometry import Box
from tests.extract.blank.scribbles import scribble

FORMS = {form.id: form for form in load_forms()}
DOUBT = {"7": 0.55, "1": 0.4}
"""A one with a flag: rather a seven."""


def written(
    key: str, kind: FieldKind, text: str, doubts: dict[int, dict[str, float]] | None = None
) -> Written:
    words = ("LI",) if kind is FieldKind.DOCUMENT_NUMBER else ()
    line = scribble(text, doubts)
    home = Home(Place(key, kind, Shape.LINES, Box(0, 0, 10, 10)), ())
    return Written(Asked(home, kind, (), words), (line,), decode(kind, words, [line]))


def held(form: str, *found: Written) -> dict[str, tuple[str, float]]:
    return {
        one.asked.key: (one.decoded.value, one.decoded.confidence)
        for one in hold_to_month(FORMS[form], found)
    }


@pytest.mark.parametrize(
    ("month", "value"), [("Mei 2021", "2021-05-03"), ("Mei 2024", "2027-05-03")]
)
def test_a_row_s_doubtful_date_is_read_as_of_the_register_s_month(month: str, value: str) -> None:
    row = written("visits.0.visited_on", FieldKind.DATE, "03-05-2027", {9: DOUBT})
    assert row.decoded.value == "2027-05-03"
    found = held("catatan-kunjungan", written("month", FieldKind.MONTH, month), row)
    assert found["visits.0.visited_on"][0] == value


def test_a_clear_date_of_another_month_stays() -> None:
    row = written("visits.0.visited_on", FieldKind.DATE, "03-06-2021")
    found = held("catatan-kunjungan", written("month", FieldKind.MONTH, "Mei 2021"), row)
    assert found["visits.0.visited_on"][0] == "2021-06-03"


def test_rows_tell_a_month_that_is_in_doubt_and_are_surer_with_it() -> None:
    month = written("month", FieldKind.MONTH, "Mei 2027", {7: DOUBT})
    rows = [
        written(f"visits.{n}.visited_on", FieldKind.DATE, f"0{n}-05-2021", {9: {"1": 0.8}})
        for n in (3, 4, 5)
    ]
    found = held("catatan-kunjungan", month, *rows)
    assert found["month"][0] == "2021-05"
    assert all(found[row.asked.key][1] >= row.decoded.confidence for row in rows)


def test_the_number_of_a_report_is_read_as_of_its_month() -> None:
    number = written("number", FieldKind.DOCUMENT_NUMBER, "LI / 28 / V / 2027", {17: DOUBT})
    day = written("happened_on", FieldKind.DATE, "12 Mei 2021")
    assert held("laporan-informasi", number, day)["number"][0] == "LI / 28 / V / 2021"
