"""Sides of drawn boxes are told from borders."""

from __future__ import annotations

import pytest

from extract.lattice.drawn import without_boxes, without_outlines
from extract.lattice.tracks import Piece
from records.geometry import Box
from records.paper import Ruling

TALL = 30.0


def box(left: float, top: float, right: float, bottom: float) -> tuple[list[Piece], list[Piece]]:
    levels = [Piece(top, left, right), Piece(bottom, left, right)]
    plumbs = [Piece(left, top, bottom), Piece(right, top, bottom)]
    return levels, plumbs


CELL = box(100, 100, 260, 220)
INNER = box(126, 130, 236, 186)


def test_a_box_in_a_cell_is_no_border() -> None:
    levels, plumbs = without_boxes(CELL[0] + INNER[0], CELL[1] + INNER[1], TALL)
    # the cell alone is a box as well: nothing runs through its corners
    assert (levels, plumbs) == ((), ())


def test_cells_of_a_table_keep_their_borders() -> None:
    across = [Piece(100, 100, 420), Piece(220, 100, 420)]
    down = [Piece(x, 100, 220) for x in (100, 260, 420)]
    levels, plumbs = without_boxes(across + INNER[0], down + INNER[1], TALL)
    assert levels == tuple(across)
    assert plumbs == tuple(down)


def test_cells_drawn_each_by_itself_keep_their_borders() -> None:
    first, second = box(100, 100, 260, 220), box(260, 100, 420, 220)
    assert without_boxes(first[0] + second[0], first[1] + second[1], TALL) == (
        tuple(first[0] + second[0]),
        tuple(first[1] + second[1]),
    )


def test_an_arrow_at_its_side_leaves_a_box_a_box() -> None:
    arrow = Piece(158, 236, 700)
    levels, plumbs = without_boxes([*INNER[0], arrow], INNER[1], TALL)
    assert levels == (arrow,)
    assert plumbs == ()


@pytest.mark.parametrize(
    ("ruling", "is_kept"),
    [
        (Ruling(((128, 131), (234, 130)), 3), False),
        (Ruling(((128, 131), (400, 130)), 3), True),
        (Ruling(((300, 100), (300, 400)), 3), True),
    ],
)
def test_lines_on_a_shape_are_its_outline(ruling: Ruling, is_kept: bool) -> None:
    assert (without_outlines([ruling], [Box(126, 130, 236, 186)], TALL) == (ruling,)) == is_kept
