"""Of two connectors to and fro the one that no mark needs is dropped."""

from __future__ import annotations

import pytest

from extract.matrix.flow import attach_flow
from records.paper import Stroke, SymbolKind
from tests.extract.matrix.flows import down, empty_part, middle, sheet, symbol

BOX, DECISION = SymbolKind.PROCESS, SymbolKind.DECISION
Place = tuple[int, int]
DOWN: list[tuple[Place, Place]] = [((0, 0), (1, 0)), ((1, 0), (2, 0)), ((2, 0), (3, 0))]


def _up(one: Place, other: Place) -> Stroke:
    """Back along a lane at the side."""
    (x, y), (_, v) = middle(*one), middle(*other)
    points = ((x + 30, y), (x + 60, y), (x + 60, v), (x + 30, v))
    return Stroke(points, True, 0.7)


@pytest.mark.parametrize(
    ("kind", "drawn", "is_kept"),
    [
        (BOX, DOWN, False),
        (DECISION, DOWN, True),
        (BOX, [DOWN[0], DOWN[1]], True),
        (BOX, [DOWN[1], DOWN[2]], True),
    ],
    ids=["box", "diamond", "only-exit", "only-entry"],
)
def test_a_way_back_is_kept_where_a_mark_needs_it(
    kind: SymbolKind, drawn: list[tuple[Place, Place]], *, is_kept: bool
) -> None:
    marks = [symbol(0, 0), symbol(1, 0), symbol(2, 0, kind), symbol(3, 0)]
    strokes = [*(down(*way) for way in drawn), _up((2, 0), (1, 0))]
    part = attach_flow(empty_part(4, 1), sheet(marks, strokes))
    assert (((2, 0), (1, 0)) in {(e.start, e.end) for e in part.edges}) == is_kept
    assert set(drawn) <= {(e.start, e.end) for e in part.edges}
