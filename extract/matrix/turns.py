"""Connectors that leave a page joined with those that come in on the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.matrix.parts import LooseEnd, MatrixPart, Place
from records.geometry import Box

FIRST_MARK = 0.75
"""How sure it is that a connector with no counterpart overleaf enters the first mark there."""
LAST_MARK = 0.6
"""How sure it is that one that comes from nowhere left the last mark of the page before."""


@dataclass(frozen=True, slots=True)
class TurnEdge:
    """An edge from a mark of one part to a mark of another; `box` stands on the first."""

    start_part: int
    start: Place
    end_part: int
    end: Place
    label: str | None
    box: Box
    confidence: float


def turns_to_edges(parts: Sequence[MatrixPart]) -> list[TurnEdge]:
    """The edges over the page turns between parts, in page order."""
    drawn = [i for i, part in enumerate(parts) if part.marks]
    found: list[TurnEdge] = []
    for before, after in pairwise(drawn):
        found += _downwards(parts, before, after)
        found += _upwards(parts, before, after)
    return found


def _downwards(parts: Sequence[MatrixPart], before: int, after: int) -> list[TurnEdge]:
    """Flow that leaves at the bottom of a page and goes on at the top of the next."""
    leaving = [e for e in parts[before].loose_ends if e.leaves and e.at_bottom]
    coming = [e for e in parts[after].loose_ends if not e.leaves and not e.at_bottom]
    edges = [_turn(before, one, after, other) for one, other in _pairs(leaving, coming)]
    matched = {id(e) for pair in _pairs(leaving, coming) for e in pair}
    for one in leaving:
        first = _open_mark(parts[after], is_start=True)
        if id(one) not in matched and first is not None:
            sure = FIRST_MARK * one.confidence
            edges.append(TurnEdge(before, one.mark, after, first, one.label, one.box, sure))
    for other in coming:
        last = _open_mark(parts[before], is_start=False)
        if id(other) not in matched and last is not None:
            sure = LAST_MARK * other.confidence
            edges.append(TurnEdge(before, last, after, other.mark, None, _box(parts, before), sure))
    return edges


def _upwards(parts: Sequence[MatrixPart], before: int, after: int) -> list[TurnEdge]:
    """Flow sent back: it leaves at the top of a page and comes in at the bottom of the last."""
    leaving = [e for e in parts[after].loose_ends if e.leaves and not e.at_bottom]
    coming = [e for e in parts[before].loose_ends if not e.leaves and e.at_bottom]
    return [_turn(after, one, before, other) for one, other in _pairs(leaving, coming)]


def _pairs(
    leaving: Sequence[LooseEnd], coming: Sequence[LooseEnd]
) -> list[tuple[LooseEnd, LooseEnd]]:
    """Ends that belong together: of one column first, the rest from the left."""
    pairs, rest = [], list(coming)
    late = []
    for one in leaving:
        same = next((e for e in rest if e.actor == one.actor), None)
        if same is None:
            late.append(one)
        else:
            rest.remove(same)
            pairs.append((one, same))
    late.sort(key=lambda e: e.actor)
    rest.sort(key=lambda e: e.actor)
    return [*pairs, *zip(late, rest, strict=False)]


def _turn(start_part: int, one: LooseEnd, end_part: int, other: LooseEnd) -> TurnEdge:
    confidence = min(one.confidence, other.confidence)
    return TurnEdge(
        start_part, one.mark, end_part, other.mark, one.label or other.label, one.box, confidence
    )


def _open_mark(part: MatrixPart, *, is_start: bool) -> Place | None:
    """The first mark nothing enters, or the last that nothing leaves; the outermost otherwise."""
    places = [m.place for m in part.marks]
    if not places:
        return None
    if is_start:
        return places[0]
    left = {e.start for e in part.edges}
    return next((p for p in reversed(places) if p not in left), places[-1])


def _box(parts: Sequence[MatrixPart], part: int) -> Box:
    body = parts[part].body
    return Box(body.left, body.bottom, body.right, body.bottom)
