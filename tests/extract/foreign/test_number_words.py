"""Numbers said in Indonesian words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.foreign.number_words import LARGEST, number_to_words, words_to_number

SAID = [
    ("NOL", 0),
    ("SEPULUH", 10),
    ("SEBELAS", 11),
    ("DELAPANBELAS", 18),
    ("DUA RATUS TIGA PULUH LIMA", 235),
    ("SERATUS", 100),
    ("SERIBU DUA RATUS", 1200),
    ("DUA PULUH RIBU LIMA", 20_005),
    ("PUA RATUS TIGA PULUH LIMA", 235),
    ("DUA RATUS LIMA PULUH TI A", 253),
    ("sembilan puluh delapan", 98),
]


@pytest.mark.parametrize(("text", "value"), SAID)
def test_words_say_a_number(text: str, value: int) -> None:
    told = words_to_number(text)
    assert told is not None
    assert told.value == value


@pytest.mark.parametrize("text", ["", "123", "BUDI SANTOSO", "AAAAAAAA"])
def test_other_words_say_none(text: str) -> None:
    assert words_to_number(text) is None


@given(st.integers(0, LARGEST))
def test_what_is_spelt_is_understood(value: int) -> None:
    told = words_to_number(number_to_words(value))
    assert told is not None
    assert (told.value, told.slips) == (value, 0)


def test_numbers_out_of_reach_are_not_spelt() -> None:
    with pytest.raises(ValueError, match="reach from 0"):
        number_to_words(LARGEST + 1)
