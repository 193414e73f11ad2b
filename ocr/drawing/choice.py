"""Which routes explain the drawn strokes, and which way they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.paper import Stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.drawing.network import Network, Piece, Port
    from ocr.drawing.routes import Route
    from ocr.drawing.values import Shape

SURE, HEADLESS, LOOSE = 0.96, 0.6, 0.5
"""Confidence of a connector with one arrow head, with none, and of one that ends nowhere."""
PER_COST = 0.05
"""How much less sure each unit of a route's cost makes it."""
LOOSE_LENGTH, NEW_LENGTH, REPEATED = 1.2, 0.35, 1.0
"""In letter heights: how much of a route must be new: of one that ends nowhere, of one that
links two shapes, and of one that links them once more."""


def choose_routes(routes: Sequence[Route], network: Network) -> list[Route]:
    """The fewest, plainest routes that together cover every stroke.

    Routes with one arrow head come first: where strokes share a stretch, a route between two
    heads or none is often put together from two others.
    """
    covered: set[Piece] = set()
    chosen: list[Route] = []
    for route in sorted(routes, key=lambda r: (_rank(r), r.cost, _length(r.pieces, network))):
        new = [p for p in route.pieces if p not in covered]
        if _is_worth(route, _length(new, network), chosen, network):
            covered.update(route.pieces)
            chosen.append(route)
    return chosen


def _is_worth(route: Route, new: float, chosen: Sequence[Route], network: Network) -> bool:
    """Whether a route explains what no other does, `new` pixels of it."""
    if route.last is None:
        return new >= LOOSE_LENGTH * network.letter_height
    ends = {route.first.shape, route.last.shape}
    is_linked = any(r.last and {r.first.shape, r.last.shape} == ends for r in chosen)
    if not is_linked and len(route.pieces) == 1:
        return True
    return new >= (REPEATED if is_linked else NEW_LENGTH) * network.letter_height


def _rank(route: Route) -> int:
    if route.last is None:
        return 3
    return {1: 0, 0: 1, 2: 2}[sum(route.heads)]


def _length(pieces: Sequence[Piece], network: Network) -> float:
    return sum(network.stretch_length(p) for p in pieces)


def routes_to_strokes(routes: Sequence[Route], shapes: Sequence[Shape]) -> list[Stroke]:
    """Strokes from their tail to their head; without a head, the way one reads."""
    explained = {_key(port) for route in routes for port in _target(route)}
    strokes = []
    for route in routes:
        confidence = max(0.3, SURE - PER_COST * route.cost)
        if route.last is None:
            points = route.points[::-1] if route.heads[0] else route.points
            strokes.append(Stroke(points, route.heads[0], min(confidence, LOOSE)))
            continue
        forward, backward = _directions(route, shapes, explained)
        if not any(route.heads):
            confidence = min(confidence, HEADLESS)
        if forward and backward:
            confidence -= 0.2
        if forward:
            strokes.append(Stroke(route.points, route.heads[1], confidence))
        if backward:
            strokes.append(Stroke(route.points[::-1], route.heads[0], confidence))
    return strokes


def _key(port: Port) -> tuple[int, bool]:
    return port.segment, port.at_end


def _target(route: Route) -> list[Port]:
    if route.last is None:
        return [route.first] if route.heads[0] else []
    if sum(route.heads) != 1:
        return []
    return [route.first if route.heads[0] else route.last]


def _directions(
    route: Route, shapes: Sequence[Shape], explained: set[tuple[int, bool]]
) -> tuple[bool, bool]:
    """Whether the flow runs from first to last, and from last to first."""
    first, last = route.heads
    assert route.last is not None  # noqa: S101
    if first != last:
        return last, first
    if not first:
        forward = _reads_before(shapes[route.first.shape], shapes[route.last.shape])
        return forward, not forward
    # both ends bear a head: one may belong to another stroke that ends there
    by_other = _key(route.first) in explained, _key(route.last) in explained
    if by_other[0] != by_other[1]:
        return by_other[0], by_other[1]
    return True, True


def _reads_before(one: Shape, other: Shape) -> bool:
    (x, y), (u, v) = one.box.center, other.box.center
    level = abs(y - v) < 0.5 * max(one.box.height, other.box.height)
    return x <= u if level else y < v
