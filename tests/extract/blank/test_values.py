"""The kind of a field decides between readings, and puts nothing in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.blank.decode.values import decode
from forms.form import FieldKind
from records.pen import Heard
from tests.extract.blank.scribbles import scribble


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (FieldKind.DATE, "Sabtu / 4-01-2025", "2025-01-04"),
        (FieldKind.DATE, "12 Oktober 2023", "2023-10-12"),
        (FieldKind.MONTH, "September 2025", "2025-09"),
        (FieldKind.TIME, "08.45 WIB", "08.45 WIB"),
        (FieldKind.NIK, "6171843101740005", "6171843101740005"),
        (FieldKind.NRP, "87091OO3", "87091003"),
        (FieldKind.PHONE, "08121234l567", "081212341567"),
        (FieldKind.NEIGHBOURHOOD, "003 / 004", "003/004"),
        (FieldKind.DOCUMENT_NUMBER, "LI / 10 / II / 2024", "LI / 10 / II / 2024"),
        (FieldKind.DOCUMENT_NUMBER, "LI/4/VII/2023", "LI / 4 / VII / 2023"),
        (FieldKind.RANK, "Brigadir", "Brigadir"),
        (FieldKind.NUMBER, "36", "36"),
        (FieldKind.NAME, "Maria Tallo", "Maria Tallo"),
        (FieldKind.LONG_TEXT, "Warga minta ronda malam", "Warga minta ronda malam"),
    ],
)
def test_what_is_written_clearly_is_given(kind: FieldKind, written: str, value: str) -> None:
    assert decode(kind, (), [scribble(written)]).value == value


def test_what_is_none_of_its_kind_is_looked_at_however_clear() -> None:
    assert decode(FieldKind.TIME, (), [scribble("22CC WIB")]).confidence <= 0.5
    assert decode(FieldKind.TIME, (), [scribble("22.00 WIB")]).confidence > 0.9


def test_nothing_written_is_nothing() -> None:
    assert decode(FieldKind.NAME, (), []).value == ""
    assert decode(FieldKind.DATE, (), [scribble("")]).value == ""


def test_what_is_no_date_stays_out_and_its_text_is_kept() -> None:
    decoded = decode(FieldKind.DATE, (), [scribble("besok")])
    assert (decoded.value, decoded.text) == ("", "besok")


def test_the_weekday_decides_between_two_days() -> None:
    line = scribble("Senin, 14-10-2024", {8: {"4": 0.45, "1": 0.5}})
    assert decode(FieldKind.DATE, (), [line]).value == "2024-10-14"


def test_a_short_form_is_set_right_where_the_ink_allows() -> None:
    line = scribble("JI. Kenanga", {1: {"I": 0.6, "l": 0.4}})
    assert decode(FieldKind.TEXT, (), [line]).value == "Jl. Kenanga"


def test_an_unknown_name_is_left_as_the_ink_has_it() -> None:
    assert decode(FieldKind.PLACE, (), [scribble("Heledulaa")]).value == "Heledulaa"


def test_two_words_run_together_are_parted() -> None:
    assert decode(FieldKind.NAME, (), [scribble("MariaTallo")]).value == "Maria Tallo"


def test_lines_are_joined_and_doubt_is_told() -> None:
    sure = decode(FieldKind.LONG_TEXT, (), [scribble("ronda malam"), scribble("diaktifkan lagi")])
    assert sure.value == "ronda malam diaktifkan lagi"
    torn = decode(FieldKind.NRP, (), [scribble("87091003", {4: {"1": 0.5, "7": 0.5}})])
    assert torn.confidence < 0.92 < sure.confidence


@pytest.mark.parametrize("begun", [" ", ". ", "11. "])
def test_what_begins_an_address_unread_is_weighed_as_its_short_forms(begun: str) -> None:
    line = scribble(f"{begun}Diponegoro No. 15", {0: {begun[0]: 0.9, "J": 0.05}})
    found = decode(FieldKind.TEXT, (), [line], is_address=True)
    assert found.value.endswith("Diponegoro No. 15")
    assert found.confidence < 0.92


def test_a_date_over_two_lines_is_weighed_with_months_names() -> None:
    lines = [scribble("Kamis,"), scribble("28 Seglembir 2023", {6: {"l": 0.6, "t": 0.3}})]
    assert decode(FieldKind.DATE, (), lines).value == "2023-09-28"


def test_a_g_that_lost_its_tail_is_told_by_the_spelling() -> None:
    assert decode(FieldKind.PLACE, (), [scribble("Karanqmanqu")]).value == "Karangmangu"
    assert decode(FieldKind.NAME, (), [scribble("Shodiq")]).value == "Shodiq"


def test_another_reader_s_number_counts_where_the_ink_leaves_it_open() -> None:
    line = scribble("No. 403", {4: {"4": 0.6, "1": 0.35}})
    assert decode(FieldKind.LONG_TEXT, (), [line]).value == "No. 403"
    heard = (Heard("103", 8.0, 13.0, 0.9),)
    assert decode(FieldKind.LONG_TEXT, (), [replace(line, heard=heard)]).value == "No. 103"


def test_a_word_the_ink_has_is_weighed_with_another_the_second_reader_saw() -> None:
    line = scribble("mala", {3: {"a": 0.8, "m": 0.15}})
    heard = (Heard("malam", 0.0, 8.0, 0.9),)
    assert decode(FieldKind.LONG_TEXT, (), [line]).confidence > 0.9
    assert decode(FieldKind.LONG_TEXT, (), [replace(line, heard=heard)]).confidence < 0.9


def test_what_a_copy_left_of_an_i_is_told_by_the_words() -> None:
    assert decode(FieldKind.LONG_TEXT, (), [scribble("motor d. depan")]).value == "motor di depan"
    torn = scribble("Bala: Desa", {4: {":": 0.7, "i": 0.2}})
    assert decode(FieldKind.LONG_TEXT, (), [torn]).value == "Balai Desa"
    assert decode(FieldKind.LONG_TEXT, (), [scribble("Saksi: Budi")]).value == "Saksi: Budi"


def test_an_address_may_begin_without_a_dot() -> None:
    found = decode(FieldKind.TEXT, (), [scribble("Jl Diponegoro No. 5")], is_address=True)
    assert found.value == "Jl Diponegoro No. 5"
