"""Numbers of steps are read tolerantly."""

from __future__ import annotations

import pytest

from extract.joining.numbers import (
    is_sub_item,
    number_to_expected,
    numbers_to_gaps,
    text_to_expected_number,
    text_to_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("12.", 12), ("(3)", 3), ("4)", 4), ("", None), ("a.", None), ("1a", None)],
)
def test_numbers_are_read(text: str, number: int | None) -> None:
    assert text_to_number(text) == number


@pytest.mark.parametrize(
    ("text", "expected", "mended"),
    [
        ("S", 5, "5"),
        ("l", 1, "1"),
        ("L", 1, "1"),
        ("Il.", 11, "11."),
        ("S", 6, None),
        ("x", 1, None),
        ("i:", 1, "1"),
    ],
)
def test_letters_for_digits_are_mended_only_to_the_expected_number(
    text: str, expected: int, mended: str | None
) -> None:
    assert text_to_expected_number(text, expected) == mended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) Membimbing", True),
        ("a. Analisa", True),
        ("c) Menghargai", True),
        ("Menerima", False),
        ("A. PEMBINAAN", False),
        ("2 jam", False),
        ("1. Maksud", True),
    ],
)
def test_sub_items_are_known_by_their_sign(text: str, expected: bool) -> None:
    assert is_sub_item(text) is expected


def test_gaps_are_counted_from_one() -> None:
    assert numbers_to_gaps([(1, 2), (2, 2), (5, 3)]) == ((3, 4, 3),)
    assert numbers_to_gaps([(7, 2), (8, 2)]) == ((1, 6, 2),)
    assert numbers_to_gaps([]) == ()


@pytest.mark.parametrize(
    ("text", "expected", "mended"),
    [("8", 3, "3"), ("18.", 13, "13."), ("7", 1, "1"), ("9", 2, None), ("8", 13, None)],
)
def test_a_digit_is_mended_only_to_one_it_looks_like(
    text: str, expected: int, mended: str | None
) -> None:
    assert number_to_expected(text, expected) == mended
