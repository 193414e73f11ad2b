"""Enclosed pieces of paper become combs and blocks, single ones stay single."""

from __future__ import annotations

from extract.drafting.combs import combs_to_blocks, faces_to_combs
from records.geometry import Box


def _row(left: float, top: float, count: int, side: float = 6.0, gap: float = 0.2) -> list[Box]:
    return [
        Box(left + k * (side + gap), top, left + k * (side + gap) + side, top + side)
        for k in range(count)
    ]


def test_boxes_side_by_side_are_a_comb() -> None:
    (comb,) = faces_to_combs(_row(10, 20, 16))
    assert len(comb.cells) == 16
    assert abs(comb.gap - 0.2) < 1e-6


def test_groups_far_apart_are_combs_of_their_own() -> None:
    combs = faces_to_combs([*_row(10, 20, 3, gap=1.8), *_row(60, 20, 3, gap=1.8)])
    assert [len(comb.cells) for comb in combs] == [3, 3]


def test_an_uneven_gap_parts_day_month_and_year() -> None:
    combs = faces_to_combs([*_row(10, 20, 2), *_row(26, 20, 2), *_row(42, 20, 4)])
    assert [len(comb.cells) for comb in combs] == [2, 2, 4]


def test_boxes_of_another_size_are_no_part() -> None:
    combs = faces_to_combs([*_row(10, 20, 3), *_row(29, 20, 1, side=9.0)])
    assert [len(comb.cells) for comb in combs] == [3, 1]


def test_rows_close_below_one_another_are_a_block() -> None:
    combs = faces_to_combs([*_row(10, 20, 20), *_row(10, 26.3, 12), *_row(10, 60, 20)])
    blocks = combs_to_blocks(combs)
    assert [[len(comb.cells) for comb in block.combs] for block in blocks] == [[20, 12], [20]]
