"""Words at the exits of a decision."""

from __future__ import annotations

import pytest

from extract.matrix.branches import (
    Exit,
    exit_to_boxes,
    is_label,
    smudged_label,
    words_to_labels,
)
from records.geometry import Box
from tests.extract.matrix.flows import LETTER, word

AREA = Box(0, 0, 500, 500)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ya", "Ya"),
        ("YA.", "Ya"),
        ("TIDAK", "Tidak"),
        ("Tidek", "Tidak"),
        ("tdk", "Tidak"),
        ("Lengkap", "Lengkap"),
        ("setuju", "Setuju"),
    ],
)
def test_labels_are_given_in_one_spelling(text: str, expected: str) -> None:
    assert [label.text for label in words_to_labels([word(text, 10, 10)], AREA, LETTER)] == [
        expected
    ]


@pytest.mark.parametrize("text", ["Kanit", "berkas", "10", "ke", "-"])
def test_other_words_are_no_labels(text: str) -> None:
    assert not is_label(text)


def test_two_words_make_one_label() -> None:
    words = [word("Tidak", 10, 10), word("lengkap", 45, 10)]
    assert [label.text for label in words_to_labels(words, AREA, LETTER)] == ["Tidak lengkap"]


def test_labels_outside_the_drawing_are_left() -> None:
    assert words_to_labels([word("Ya", 600, 10)], AREA, LETTER) == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [(["T", "dak"], "Tidak"), (["Tid", "k"], "Tidak"), (["Yo"], "Ya"), (["MEA"], None), ([], None)],
)
def test_half_a_label_is_told_by_its_letters_and_width(
    texts: list[str], expected: str | None
) -> None:
    words = [word(text, 10 + 25 * i, 10) for i, text in enumerate(texts)]
    found = smudged_label(words, LETTER)
    assert (found.text if found else None) == expected


def test_a_label_far_along_an_exit_is_looked_for() -> None:
    level = Exit(((100.0, 100.0), (300.0, 100.0), (300.0, 200.0)), 0, True)
    stub = Exit(((100.0, 100.0), (100.0, 130.0), (400.0, 130.0)), 0, True)
    label_above, label_below = Box(220, 80, 270, 96), Box(250, 134, 290, 150)
    assert any(box.overlap(label_above) > 0 for box in exit_to_boxes(level, 20.0))
    assert any(box.overlap(label_below) > 0 for box in exit_to_boxes(stub, 20.0))
    assert not any(box.overlap(Box(600, 80, 650, 96)) > 0 for box in exit_to_boxes(level, 20.0))
