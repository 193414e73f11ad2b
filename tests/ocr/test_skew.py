"""The lean of a page is that at which the feet of its letters fall on fewest lines."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from ocr.flat.skew import text_skew
from ocr.flat.turning import sideways_share
from ocr.ink.marks import Marks

LETTER = 16.0


def rows_of_cells(degrees: float, seed: int) -> tuple[list[float], list[float]]:
    """Feet of letters in the cells of a table: short lines, some cells empty."""
    dice = random.Random(seed)
    lean = math.radians(degrees)
    xs, ys = [], []
    top = 100.0
    for _ in range(8):
        for column in range(6):
            for line in range(dice.choice((0, 0, 1, 2, 3))):
                for letter in range(dice.randint(4, 12)):
                    x = 100 + 260 * column + 14 * letter
                    y = top + 27 * line + dice.uniform(-0.6, 0.6)
                    xs.append(x * math.cos(lean) - y * math.sin(lean))
                    ys.append(x * math.sin(lean) + y * math.cos(lean))
        top += 27 * 3 + dice.uniform(10, 40)
    return xs, ys


@pytest.mark.parametrize("degrees", [-2.4, -0.3, 0.0, 0.8, 5.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_short_lines_in_cells_tell_the_lean(degrees: float, seed: int) -> None:
    xs, ys = rows_of_cells(degrees, seed)
    assert text_skew(np.array(xs), np.array(ys), LETTER) == pytest.approx(degrees, abs=0.15)


def test_pieces_of_upright_rulings_do_not_turn_a_page() -> None:
    letters = [(100 + 14 * i, 200 + 40 * line, 10, 14, 90) for line in range(3) for i in range(12)]
    dashes = [(60 + 300 * k, 100 + 16 * i, 3, 10, 30) for k in range(4) for i in range(40)]
    stats = np.array(letters + dashes, dtype=np.int32)
    marks = Marks(np.zeros((1, 1), np.int32), stats)
    assert sideways_share(marks, np.arange(len(stats))) < 0.2
