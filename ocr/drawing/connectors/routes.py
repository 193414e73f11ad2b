"""Connectors followed from shape to shape, and the few of them that explain the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocr.drawing.connectors.network import Network, Piece, Port
    from records.geometry import Point

FROM_STEM, FROM_BAR, GUESS, PAST = 1.0, 1.5, 2.0, 1.0
"""What it costs to turn from a stem into the bar of a T, from the bar into the stem, to
run unseen under a ruling, and to end at a shape where the stroke turns off. Going straight on or
round a corner costs nothing."""
DEAREST = 4.5
LONGEST_WAY = 40
"""Stretches a route may have."""
MOST_STEPS = 600
"""Stretches one search may try: drawings need under a hundred, scribbles are given up."""
IS_HEAD = 0.4


@dataclass(frozen=True, slots=True)
class Route:
    """A way from a port to another port, or to a loose end (`last` is None)."""

    first: Port
    last: Port | None
    pieces: tuple[Piece, ...]
    points: tuple[Point, ...]
    cost: float

    @property
    def heads(self) -> tuple[bool, bool]:
        return (
            self.first.head >= IS_HEAD,
            self.last is not None and self.last.head >= IS_HEAD,
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a walk stands: at a joint (or end) of a segment, looking up or down along it."""

    segment: int
    stretch: int
    step: int
    pieces: tuple[Piece, ...]
    points: tuple[Point, ...]
    cost: float


def find_routes(network: Network) -> list[Route]:
    """All ways between ports of different shapes, and ways from ports to loose ends."""
    by_end = {(p.segment, p.at_end): p for p in network.ports}
    found = []
    for port in network.ports:
        for route in _walk(network, port, by_end):
            if route.last is None or (route.last.segment, route.last.at_end) > (
                port.segment,
                port.at_end,
            ):
                found.append(route)
    return found


def _walk(network: Network, port: Port, by_end: dict[tuple[int, bool], Port]) -> Iterator[Route]:
    last = len(network.joints[port.segment])
    stretch, step = (last, -1) if port.at_end else (0, 1)
    ways = [_Way(port.segment, stretch, step, (), (port.point,), PAST * port.turns_off)]
    budget = MOST_STEPS
    while ways and budget:
        budget -= 1
        way = ways.pop()
        piece = (way.segment, way.stretch)
        if piece in way.pieces or len(way.pieces) >= LONGEST_WAY:
            continue
        pieces = (*way.pieces, piece)
        joints = network.joints[way.segment]
        joint = way.stretch if way.step > 0 else way.stretch - 1
        if 0 <= joint < len(joints):
            ways += _onward(network, way, pieces, joint)
            continue
        end = by_end.get((way.segment, way.step > 0))
        if end is None:
            if network.stretch_length(piece) > network.slack:
                segment = network.segments[way.segment]
                tip = segment.end if way.step > 0 else segment.start
                yield Route(port, None, pieces, (*way.points, tip), way.cost)
        elif end.shape != port.shape:
            yield Route(
                port, end, pieces, (*way.points, end.point), way.cost + PAST * end.turns_off
            )


def _onward(network: Network, way: _Way, pieces: tuple[Piece, ...], joint: int) -> Iterator[_Way]:
    """The ways on from a joint: straight, and round the corner where one is."""
    here = network.joints[way.segment][joint]
    points = (*way.points, network.point(way.segment, here.along))
    yield _Way(way.segment, way.stretch + way.step, way.step, pieces, points[:-1], way.cost)
    ends_here = network.is_end(way.segment, here.along)
    other = network.joints[here.segment][here.joint]
    ends_there = network.is_end(here.segment, other.along)
    if not ends_here and not ends_there:
        return
    cost = way.cost
    if not (ends_here and ends_there):
        cost += FROM_STEM if ends_here else FROM_BAR
    if network.segments[here.segment].is_guess:
        cost += GUESS
    if cost > DEAREST:
        return
    corner = (*points, network.point(here.segment, other.along))
    yield _Way(here.segment, here.joint + 1, 1, pieces, corner, cost)
    yield _Way(here.segment, here.joint, -1, pieces, corner, cost)
