"""Damaged dates, numbers and words are settled by the ink among what may stand there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.blank.decode.alternatives import is_odd_month, with_slashes
from extract.blank.decode.spelling import oddness
from extract.blank.decode.values import decode
from forms.form import FieldKind
from records.pen import Heard, Scribble
from tests.extract.blank.scribbles import scribble


def _heard(line: Scribble, text: str, confidence: float = 0.95) -> Scribble:
    """The line with one word that the other reader saw all along it."""
    end = float(line.lefts[-1])
    lefts = np.arange(len(line.lefts), dtype=np.float32)
    return replace(line, lefts=lefts, heard=(Heard(text, 0.0, end, confidence),))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("L1 1 19 1 V11 1 2022", "LI / 19 / VII / 2022"),
        ("LI/4/VII/2023", "LI / 4 / VII / 2023"),
        ("L1 / 7 1 X11 / 2021", "LI / 7 / XII / 2021"),
    ],
)
def test_strokes_are_parted_into_slashes_and_roman_numbers(written: str, value: str) -> None:
    assert decode(FieldKind.DOCUMENT_NUMBER, (), [scribble(written)]).value == value


def test_what_is_no_number_of_a_document_gives_no_alternative() -> None:
    assert with_slashes(scribble("besok"), "besok", ("LI",)) == []


def test_blanks_tell_which_strokes_are_slashes() -> None:
    line = scribble("L/1 10 1 11/ 2024")
    assert decode(FieldKind.DOCUMENT_NUMBER, ("LI",), [line]).value == "LI / 10 / II / 2024"


@pytest.mark.parametrize(
    ("written", "value"),
    [("Forang", "5 orang"), ("seorang", "seorang"), ("12 jiwa", "12 jiwa")],
)
def test_signs_before_what_they_count_are_digits(written: str, value: str) -> None:
    line = scribble(written, {0: {written[0]: 0.6, "5": 0.3}} if written[0] == "F" else None)
    assert decode(FieldKind.TEXT, (), [line]).value == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("CVMaju Bersama", "CV Maju Bersama"), ("AndiKurniawan", "Andi Kurniawan")],
)
def test_short_forms_and_names_run_together_are_parted(written: str, value: str) -> None:
    assert decode(FieldKind.TEXT, (), [scribble(written)]).value == value


def test_two_words_run_together_are_known_by_either() -> None:
    line = scribble("inakmuda sering", {0: {"i": 0.6, "A": 0.05}})
    assert decode(FieldKind.LONG_TEXT, (), [line]).value.casefold() == "anak muda sering"


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        ("20 Juli 2021", False),
        ("20 Juni 2021", False),
        ("20-07-2021", False),
        ("20 J 2021", True),
        ("20 h1 2021", True),
        ("Mei 2021", False),
        ("Me1. 2021", True),
        ("11 11 2021", False),
    ],
)
def test_letters_that_name_no_month_are_odd(text: str, is_odd: bool) -> None:
    assert is_odd_month(text) is is_odd


@pytest.mark.parametrize(
    ("kind", "written", "doubts", "value"),
    [
        (FieldKind.MONTH, "Me1. 2021", {2: {"1": 0.6, "i": 0.3}}, "2021-05"),
        (FieldKind.DATE, "12 Jul1 2024", {6: {"1": 0.6, "i": 0.3}}, "2024-07-12"),
    ],
)
def test_a_one_among_letters_is_no_month(
    kind: FieldKind, written: str, doubts: dict[int, dict[str, float]], value: str
) -> None:
    assert decode(kind, (), [scribble(written, doubts)]).value == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("09.30 W1B", "09.30 WIB"),
        ("12.30 MIB", "12.30 WIB"),
        ("09.30", "09.30"),
        ("08.45MIB", "08.45 WIB"),
    ],
)
def test_a_zone_is_read_where_letters_follow_the_clock(written: str, value: str) -> None:
    at = written.find("MIB")
    doubts = {at: {"M": 0.6, "W": 0.3}} if at > 0 else None
    line = scribble(written, doubts)
    assert decode(FieldKind.TIME, (), [line]).value == value


def test_minutes_taken_for_letters_are_no_zone() -> None:
    line = scribble("13.S0", {3: {"S": 0.6, "5": 0.35}})
    assert decode(FieldKind.TIME, (), [line]).value == "13.50"


def test_an_unusual_spelling_is_told_from_a_usual_one() -> None:
    assert oddness("Mokoginta") > oddness("Mokoqinta")
    assert oddness("") == 0.0


def test_a_word_that_both_readers_saw_is_surer() -> None:
    line = scribble("Oelnasi", {2: {"l": 0.6, "c": 0.4}})
    alone = decode(FieldKind.PLACE, (), [line])
    both = decode(FieldKind.PLACE, (), [_heard(line, "Oelnasi")])
    assert both.value == alone.value == "Oelnasi"
    assert both.confidence > alone.confidence


def test_the_other_reader_decides_what_the_ink_leaves_open() -> None:
    line = scribble("Taufil", {5: {"l": 0.55, "k": 0.45}})
    assert decode(FieldKind.NAME, (), [_heard(line, "Taufik")]).value == "Taufik"


def test_the_other_reader_puts_nothing_where_the_ink_is_clear() -> None:
    line = scribble("Bambang")
    assert decode(FieldKind.NAME, (), [_heard(line, "Hendra")]).value == "Bambang"


def test_the_other_readers_blanks_part_a_word() -> None:
    line = scribble("dipasar")
    lefts = np.arange(len(line.lefts), dtype=np.float32)
    seen = (Heard("di", 0.0, 3.0, 0.9), Heard("pasar", 3.5, 13.0, 0.9))
    assert decode(FieldKind.TEXT, (), [replace(line, lefts=lefts, heard=seen)]).value == "di pasar"


def test_a_count_is_a_number_whatever_it_looks_like() -> None:
    line = scribble("S2 tahun", {0: {"S": 0.6, "5": 0.39}})
    assert decode(FieldKind.TEXT, (), [line]).value == "52 tahun"
