"""A NIK is held against date of birth and sex; only the ink can change it."""

from __future__ import annotations

import pytest

from extract.blank.decode.identity import settle_nik
from extract.blank.decode.values import Decoded, decode
from forms.definitions import load_forms
from forms.form import FieldKind, Form
from records.findings import FieldValue
from tests.extract.blank.scribbles import scribble

BORN: dict[str, FieldValue] = {"birth_date": "1992-10-14"}
MAN: dict[str, FieldValue] = {**BORN, "male": True, "female": False}
WOMAN: dict[str, FieldValue] = {**BORN, "male": False, "female": True}


def _form() -> Form:
    return next(form for form in load_forms() if form.id == "kunjungan-warga")


def _settled(
    written: str,
    values: dict[str, FieldValue],
    doubts: dict[int, dict[str, float]] | None = None,
) -> tuple[Decoded, Decoded]:
    line = scribble(written, doubts)
    read = decode(FieldKind.NIK, (), [line])
    return read, settle_nik(_form(), read, line, values)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("6171231410920008", MAN),
        ("6171235410920008", WOMAN),
        ("6171235410920008", BORN),
        ("6171231410920008", BORN),
    ],
)
def test_a_number_that_agrees_is_surer(written: str, values: dict[str, FieldValue]) -> None:
    read, settled = _settled(written, values)
    assert settled.value == written
    assert settled.confidence >= read.confidence


def test_a_digit_the_ink_leaves_open_is_told_by_the_birth() -> None:
    _, settled = _settled("6171231710920008", MAN, {7: {"7": 0.6, "4": 0.35}})
    assert settled.value == "6171231410920008"
    assert settled.confidence < 0.92


@pytest.mark.parametrize("values", [MAN, WOMAN])
def test_a_number_written_otherwise_stays_and_is_looked_at(values: dict[str, FieldValue]) -> None:
    _, settled = _settled("6171230203850008", values)
    assert settled.value == "6171230203850008"
    assert settled.confidence < 0.92


def test_without_a_birth_nothing_changes() -> None:
    read, settled = _settled("6171231410920008", {})
    assert settled == read
