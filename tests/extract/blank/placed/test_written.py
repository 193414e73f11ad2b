"""Writing at a place is parted into lines where white runs through."""

from __future__ import annotations

import pytest

from extract.blank.placed.written import marks_to_blocks
from records.geometry import Box
from records.pen import InkMark

UNIT = 20.0


def marks(*spans: tuple[float, float, float]) -> list[InkMark]:
    """Marks by their left edge, top and bottom; as wide as tall."""
    return [
        InkMark(key, Box(left, top, left + bottom - top, bottom), 50)
        for key, (left, top, bottom) in enumerate(spans)
    ]


@pytest.mark.parametrize(
    ("spans", "keys"),
    [
        ([], []),
        ([(0, 0, 20), (30, 2, 24)], [{0, 1}]),
        ([(0, 0, 20), (30, 0, 20), (0, 24, 44)], [{0, 1}, {2}]),
        # the dot of an i and a dash stand alone, and are no lines
        ([(0, 10, 30), (4, 0, 4), (30, 34, 38)], [{0, 1, 2}]),
        # a tail that reaches into the next line leaves no white: the profile parts them
        ([(0, 0, 26), (30, 0, 20), (40, 24, 44)], [{0, 1, 2}]),
    ],
    ids=["nothing", "one line", "two lines", "dot and dash", "tail"],
)
def test_lines_are_parted_by_white(
    spans: list[tuple[float, float, float]], keys: list[set[int]]
) -> None:
    found = marks_to_blocks(marks(*spans), UNIT)
    assert [{mark.key for mark in block} for block in found] == keys
