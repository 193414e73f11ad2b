"""Edges that contradict how procedures are drawn: kept as read, but for a person to confirm.

On pages drawn at random, half of the second exits of boxes and of the third ones of diamonds were
misread, and more than half of the exits whose label was lost or stood there twice; of the others
one in a hundred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.matrix.parts import PlacedEdge, PlacedMark
from records.paper import SymbolKind

TOO_MANY, LABEL = 0.5, 0.6
"""Confidence, at most, of an edge that leaves a mark left too often, and of one oddly labelled."""


def with_doubts(edges: Sequence[PlacedEdge], marks: Sequence[PlacedMark]) -> list[PlacedEdge]:
    """The edges, those that contradict one another less sure and marked for review."""
    decisions = {m.place for m in marks if m.symbol is SymbolKind.DECISION}
    exits = Counter(edge.start for edge in edges)
    labels = Counter((edge.start, edge.label) for edge in edges)
    labelled = {edge.start for edge in edges if edge.label is not None}
    found = []
    for edge in edges:
        most = 1.0
        if edge.start in decisions and edge.start in labelled and exits[edge.start] > 1:
            is_odd = edge.label is None or labels[edge.start, edge.label] > 1
            most = LABEL if is_odd else most
        if exits[edge.start] > (2 if edge.start in decisions else 1):
            most = TOO_MANY
        doubted = replace(edge, confidence=min(edge.confidence, most), needs_review=True)
        found.append(edge if most == 1.0 else doubted)
    return found
