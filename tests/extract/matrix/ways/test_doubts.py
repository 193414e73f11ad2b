"""Edges that contradict one another want a review; all others stay as sure as they were."""

from __future__ import annotations

import pytest

from extract.matrix.parts import PlacedEdge, PlacedMark
from extract.matrix.ways.doubts import with_doubts
from records.geometry import Box
from records.paper import SymbolKind

BOX = Box(0, 0, 10, 10)
MARKS = (
    PlacedMark(0, 0, SymbolKind.PROCESS, BOX, 0.95),
    PlacedMark(1, 0, SymbolKind.DECISION, BOX, 0.95),
)


def _edge(start: int, end: int, label: str | None = None) -> PlacedEdge:
    return PlacedEdge((start, 0), (end, 0), label, BOX, 0.95)


@pytest.mark.parametrize(
    ("edges", "doubted"),
    [
        ([_edge(0, 1)], []),
        ([_edge(0, 1), _edge(0, 2)], [0, 1]),
        ([_edge(1, 2, "Ya"), _edge(1, 0, "Tidak")], []),
        ([_edge(1, 2), _edge(1, 0)], []),
        ([_edge(1, 2, "Ya"), _edge(1, 0)], [1]),
        ([_edge(1, 2, "Ya"), _edge(1, 0, "Ya")], [0, 1]),
        ([_edge(1, 2, "Ya"), _edge(1, 0, "Tidak"), _edge(1, 3, "Perbaikan")], [0, 1, 2]),
    ],
    ids=["one", "a box left twice", "labelled", "unlabelled", "half", "twice", "three exits"],
)
def test_odd_exits_want_a_review(edges: list[PlacedEdge], doubted: list[int]) -> None:
    found = with_doubts(edges, MARKS)
    assert [i for i, edge in enumerate(found) if edge.needs_review] == doubted
    assert all((edge.confidence < 0.75) == edge.needs_review for edge in found)
    assert [(e.start, e.end, e.label) for e in found] == [(e.start, e.end, e.label) for e in edges]
