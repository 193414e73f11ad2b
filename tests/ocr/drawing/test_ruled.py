"""Rulings stand in for the lines of a grid that are too worn to be runs of ink."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.drawing.lines import Run
from ocr.drawing.ruled import with_rulings
from records.paper import Ruling

LETTER = 20.0


def run(low: float, high: float, at: float) -> Run:
    return Run(low, high, np.array([low, high]), np.array([at, at]), 2.0)


def level(low: float, high: float, at: float) -> Ruling:
    return Ruling(((low, at), (high, at)), 2.0)


def upright(low: float, high: float, at: float) -> Ruling:
    return Ruling(((at, low), (at, high)), 2.0)


def ends(runs: list[Run]) -> list[tuple[float, float]]:
    return [(one.low, one.high) for one in runs]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([], [(100, 900)]),
        ([run(100, 300, 50), run(340, 420, 51), run(600, 900, 50)], [(100, 900)]),
        ([run(100, 895, 50)], [(100, 895)]),
        ([run(100, 300, 90)], [(100, 300), (100, 900)]),
    ],
)
def test_a_line_in_pieces_is_taken_whole(
    runs: list[Run], expected: list[tuple[float, float]]
) -> None:
    assert ends(with_rulings(runs, [level(100, 900, 50)], LETTER, level=True)) == expected


def test_only_rulings_of_the_asked_direction_count() -> None:
    rulings = [upright(100, 900, 50), level(20, 500, 300)]
    (down,) = with_rulings([], rulings, LETTER, level=False)
    assert (down.low, down.high, down.at(400)) == (100, 900, 50)


def test_a_short_stroke_is_no_line_of_a_grid() -> None:
    assert with_rulings([], [level(100, 160, 50)], LETTER, level=True) == []
