"""Marks go to the boxes of a comb where the hand minded them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.blank.placed.combs import marks_to_cells
from records.geometry import Box
from records.pen import InkMark

CELLS = tuple(Box(100.0 + 50 * k, 0, 150.0 + 50 * k, 60) for k in range(8))


def marks(middles: Sequence[float], width: float = 20.0) -> list[InkMark]:
    return [
        InkMark(k, Box(x - width / 2, 10, x + width / 2, 50), 100) for k, x in enumerate(middles)
    ]


@pytest.mark.parametrize(
    ("middles", "filled"),
    [
        ([125, 175, 225, 275], [0, 1, 2, 3]),
        ([130, 170, 231, 279, 322], [0, 1, 2, 3, 4]),
        ([225, 275, 325], [2, 3, 4]),
    ],
)
def test_one_sign_a_box_is_a_comb(middles: list[float], filled: list[int]) -> None:
    cells = marks_to_cells(marks(middles), CELLS)
    assert cells is not None
    assert [k for k, cell in enumerate(cells) if cell] == filled


def test_halves_of_a_broken_sign_stay_in_their_box() -> None:
    broken = [*marks([125, 175, 225]), InkMark(9, Box(266, 10, 272, 50), 20)]
    broken.append(InkMark(10, Box(278, 10, 284, 50), 20))
    cells = marks_to_cells(broken, CELLS)
    assert cells is not None
    assert len(cells[3]) == 2


@pytest.mark.parametrize(
    "middles",
    [
        [],
        [125],
        [110 + 24 * k for k in range(8)],
        [110 + 33 * k for k in range(8)],
        [110 + 62 * k for k in range(6)],
    ],
)
def test_a_hand_that_writes_on_is_no_comb(middles: list[float]) -> None:
    assert marks_to_cells(marks(middles), CELLS) is None
