"""Texts are found in a scribble's chances, the likeliest first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.blank.decode.beam import read_texts
from extract.blank.decode.score import score_text
from tests.extract.blank.scribbles import ALPHABET, scribble


@given(st.text(alphabet=ALPHABET.strip(), min_size=1, max_size=12))
def test_a_sure_line_says_what_it_says(text: str) -> None:
    found = read_texts(scribble(text))
    assert found[0].text == text
    assert len(found[0].places) == len(text)


def test_an_empty_line_gives_nothing() -> None:
    assert read_texts(scribble("")) == ()


def test_the_second_reading_follows_the_first() -> None:
    found = read_texts(scribble("O7", {0: {"O": 0.7, "0": 0.29}}))
    assert [one.text for one in found[:2]] == ["O7", "07"]


def test_digits_borrow_the_chances_of_their_look_alikes() -> None:
    line = scribble("O8l", {0: {"O": 0.98}, 2: {"l": 0.98}})
    assert read_texts(line, "0123456789", {"0": "O", "1": "l"})[0].text == "081"


@pytest.mark.parametrize("text", ["Jl. Merdeka", "a", "11", "Bripka"])
def test_the_score_of_the_likeliest_text_is_that_of_the_search(text: str) -> None:
    line = scribble(text)
    assert read_texts(line)[0].score == pytest.approx(score_text(line, text), abs=0.1)


def test_a_text_that_is_not_there_scores_far_less() -> None:
    line = scribble("Gorontalo")
    assert score_text(line, "Gorontalo") > score_text(line, "Manado") + 10
    assert score_text(line, "π") < -1e8


def test_scores_are_logarithms_of_chances() -> None:
    assert np.exp(score_text(scribble("x", {0: {"x": 0.5, "y": 0.5}}), "x")) == pytest.approx(
        0.5, abs=0.01
    )
