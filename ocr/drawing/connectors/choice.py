"""Which routes explain the drawn strokes, and which way they run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from records.paper import Stroke, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.drawing.connectors.network import Network, Piece, Port
    from ocr.drawing.connectors.routes import Route
    from ocr.drawing.values import Shape

SURE, HEADLESS, LOOSE = 0.96, 0.6, 0.5
"""Confidence of a connector with one arrow head, with none, and of one that ends nowhere."""
LEFT_BEFORE, ENTERED = 1.0, 0.8
"""What it costs a route to begin where another one begins, or enters. A diamond is left twice, and
often from one tip: there the first of these is free."""
EXITS = 2
PER_COST = 0.05
"""How much less sure each unit of a route's cost makes it."""
FAINT_HEAD = 0.15
"""By how much one end must look more like a head to tell the way where neither is one."""
LOST = 0.7
"""Confidence at most of a connector a part of which was lost and is guessed."""
BOTH_WAYS = 0.2
"""How much less sure a connector with a head at each end is."""
LOOSE_LENGTH, NEW_LENGTH, REPEATED = 1.2, 0.35, 2.5
"""In letter heights: how much of a route must be new: of one that ends nowhere, of one that
links two shapes, and of one that links them once more."""

DEAREST_AGAIN, OWN = 2.5, 0.9
"""What a route may cost that links two shapes once more, unless such a share of it is new."""


@dataclass(slots=True)
class _Choice:
    """What is explained so far: stretches, ports an arrow enters and leaves at, linked shapes."""

    strokes: list[Stroke] = field(default_factory=list)
    covered: set[Piece] = field(default_factory=set)
    entered: set[tuple[int, bool]] = field(default_factory=set)
    left: set[tuple[int, bool]] = field(default_factory=set)
    links: set[tuple[int, int]] = field(default_factory=set)


def choose_strokes(
    routes: Sequence[Route], network: Network, shapes: Sequence[Shape]
) -> list[Stroke]:
    """The fewest, plainest connectors that together cover every stroke, tail to head.

    Routes with one arrow head come first: where strokes share a stretch, a route between two
    heads or none is often put together from two others. What the plainest of them explain
    tells the rest apart.
    """
    choice = _Choice()
    plain = [r for r in routes if _rank(r, choice) == 0 and r.cost == 0]
    _take(plain, choice, network, shapes)
    _take([r for r in routes if r not in plain], choice, network, shapes)
    return choice.strokes


def _take(
    routes: Sequence[Route], choice: _Choice, network: Network, shapes: Sequence[Shape]
) -> None:
    ordered = [
        (_rank(r, choice), r.cost + _taken_before(r, choice, shapes), _length(r.pieces, network), i)
        for i, r in enumerate(routes)
    ]
    for _, _, _, i in sorted(ordered):
        route = routes[i]
        new = _length([p for p in route.pieces if _is_new(p, choice, network)], network)
        if route.last is None:
            _take_loose(route, new, choice, network)
        else:
            _take_link(route, new, choice, network, shapes)


def _is_new(piece: Piece, choice: _Choice, network: Network) -> bool:
    """Whether a stretch is drawn, rather than guessed, and not yet explained."""
    return piece not in choice.covered and not network.segments[piece[0]].is_guess


def _rank(route: Route, choice: _Choice) -> int:
    if route.last is None:
        return 3
    if all(route.heads):
        known = [(p.segment, p.at_end) in choice.entered for p in (route.first, route.last)]
        return 0 if known[0] != known[1] else 2
    return 0 if any(route.heads) else 1


def _taken_before(route: Route, choice: _Choice, shapes: Sequence[Shape]) -> float:
    """What it costs that a connector leaves already, or enters, where this one begins."""
    if route.last is None:
        return 0.0
    ports = [route.first, route.last]
    keys = [(p.segment, p.at_end) for p in ports]
    begins = 1 if route.heads == (True, False) else 0
    if all(route.heads):
        begins = 0 if keys[0] in choice.entered else 1
    cost = ENTERED if all(route.heads) else 0.0
    shape = ports[begins].shape
    exits = sum(tail == shape for tail, _ in choice.links)
    is_open = shapes[shape].kind is SymbolKind.DECISION and exits < EXITS
    return cost + (LEFT_BEFORE if keys[begins] in choice.left and not is_open else 0.0)


def _length(pieces: Sequence[Piece], network: Network) -> float:
    return sum(network.stretch_length(p) for p in pieces)


def _take_loose(route: Route, new: float, choice: _Choice, network: Network) -> None:
    if new < LOOSE_LENGTH * network.letter_height:
        return
    choice.covered.update(route.pieces)
    points = route.points[::-1] if route.heads[0] else route.points
    choice.strokes.append(Stroke(points, route.heads[0], LOOSE))


def _take_link(
    route: Route, new: float, choice: _Choice, network: Network, shapes: Sequence[Shape]
) -> None:
    assert route.last is not None  # noqa: S101
    one, other = route.first.shape, route.last.shape
    forward, backward = _directions(route, route.last, shapes, choice.entered)
    is_open = route.heads[0] == route.heads[1]
    if is_open and ((one, other) if forward else (other, one)) in choice.links:
        # the way there is drawn already, so a second line that no head tells is the way back
        forward, backward = backward, forward
    forward = forward and (one, other) not in choice.links
    backward = backward and (other, one) not in choice.links
    is_linked = (one, other) in choice.links or (other, one) in choice.links
    is_short = not is_linked and len(route.pieces) == 1
    least = REPEATED if is_linked else NEW_LENGTH
    is_own = new >= OWN * _length(route.pieces, network)
    if is_linked and route.cost > DEAREST_AGAIN and not is_own:
        return
    if not (forward or backward) or (not is_short and new < least * network.letter_height):
        return
    choice.covered.update(route.pieces)
    confidence = max(0.3, SURE - PER_COST * route.cost)
    if any(network.segments[i].is_lost for i, _ in route.pieces):
        confidence = min(confidence, LOST)
    if not any(route.heads):
        confidence = min(confidence, HEADLESS)
    if all(route.heads):
        confidence = max(0.3, confidence - BOTH_WAYS)
    if forward:
        choice.links.add((one, other))
        choice.entered.add((route.last.segment, route.last.at_end))
        choice.left.add((route.first.segment, route.first.at_end))
        choice.strokes.append(Stroke(route.points, route.heads[1], confidence, all(route.heads)))
    if backward:
        choice.links.add((other, one))
        choice.entered.add((route.first.segment, route.first.at_end))
        choice.left.add((route.last.segment, route.last.at_end))
        choice.strokes.append(
            Stroke(route.points[::-1], route.heads[0], confidence, all(route.heads))
        )


def _directions(
    route: Route, last: Port, shapes: Sequence[Shape], entered: set[tuple[int, bool]]
) -> tuple[bool, bool]:
    """Whether the flow runs from first to last, and from last to first."""
    at_first, at_last = route.heads
    if at_first != at_last:
        return at_last, at_first
    if not at_first:
        faint = last.head - route.first.head
        if abs(faint) >= FAINT_HEAD:
            return faint > 0, faint < 0
        forward = _reads_before(shapes[route.first.shape], shapes[last.shape])
        return forward, not forward
    # both ends bear a head: one may belong to another stroke that ends there
    first_by_other = (route.first.segment, route.first.at_end) in entered
    last_by_other = (last.segment, last.at_end) in entered
    if first_by_other != last_by_other:
        return first_by_other, last_by_other
    # what looks like a second head is mostly a corner or a label close to a shape
    forward = _reads_before(shapes[route.first.shape], shapes[last.shape])
    return forward, not forward


def _reads_before(one: Shape, other: Shape) -> bool:
    (x, y), (u, v) = one.box.center, other.box.center
    level = abs(y - v) < 0.5 * max(one.box.height, other.box.height)
    return x <= u if level else y < v
