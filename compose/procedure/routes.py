"""Arrows routed between symbols: right angles, around other symbols, never along one another.

A small search: all routes of up to four bends through the free lanes beside and between the
symbols are weighed, the cheapest is drawn. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from records.geometry import Box, Point

BEND = 25.0
"""A bend costs as much as this length."""
HIT = 10_000.0
"""A route through a symbol is no route."""
OVERLAP = 2000.0
"""Lines drawn along one another cannot be told apart by the reader."""
CROSSING = 12.0
UPRIGHT = ("top", "bottom")
STRAIGHT = 0.01
"""Ports this near in line are joined without a bend."""
NEAR = 2.6
"""Parallel lines nearer than this read as one."""
UNUSUAL = 45.0
"""Leaving or entering by a side that readers of flowcharts do not expect."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where lines may run: heights for horizontal, positions for vertical ones."""

    horizontal: tuple[float, ...]
    vertical: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A drawn connector, from symbol to symbol."""

    points: tuple[Point, ...]
    label: str | None = None
    doubt: str = ""
    """Why the edge is not certain; empty where it is."""


def find_route(
    start: Box,
    end: Box,
    obstacles: Sequence[Box],
    drawn: Sequence[Route],
    lanes: Lanes,
    *,
    prefer_side: bool = False,
) -> tuple[Point, ...]:
    """The cheapest way from one symbol to another.

    `obstacles` are the other symbols; `prefer_side` is wanted for the second exit of a decision.
    """
    segments = [pair for route in drawn for pair in pairwise(route.points)]
    fields = [box.grow(NEAR) for box in obstacles] + [start.grow(-0.5), end.grow(-0.5)]
    is_level = abs(start.center[1] - end.center[1]) <= 1
    best: tuple[float, tuple[Point, ...]] = (float("inf"), ())
    for candidates in (_plain_ways, _ways_by_a_lane, _ways_by_three_lanes):
        weighed = [
            (_plain_cost(points, prefer_side, is_level), points)
            for points in candidates(start, end, lanes)
        ]
        best = min(best, _cheapest(weighed, fields, segments, best[0]))
        if best[0] < OVERLAP:  # free of symbols and of other lines: more bends only cost
            break
    return best[1]


def _cheapest(
    candidates: list[tuple[float, tuple[Point, ...]]],
    fields: Sequence[Box],
    segments: Sequence[tuple[Point, Point]],
    least: float,
) -> tuple[float, tuple[Point, ...]]:
    best: tuple[float, tuple[Point, ...]] = (float("inf"), ())
    for plain, points in sorted(candidates):
        if plain >= least:  # what is met on the way only adds to it
            break
        cost = plain + _met_cost(points, fields, segments, least - plain)
        if cost < best[0]:
            best = (cost, points)
            least = min(least, cost)
    return best


def _ports(box: Box) -> dict[str, Point]:
    x, y = box.center
    return {
        "bottom": (x, box.bottom),
        "top": (x, box.top),
        "left": (box.left, y),
        "right": (box.right, y),
    }


def _joints(start: Box, end: Box) -> Iterator[tuple[bool, Point, bool, Point]]:
    """All pairs of ports: whether each is left or entered upright, and where it is."""
    for out, a in _ports(start).items():
        for into, b in _ports(end).items():
            yield out in UPRIGHT, a, into in UPRIGHT, b


def _plain_ways(start: Box, end: Box, lanes: Lanes) -> Iterator[tuple[Point, ...]]:
    """Straight, or with one bend."""
    del lanes
    for leaves_upright, a, enters_upright, b in _joints(start, end):
        if leaves_upright != enters_upright:
            yield (a, (a[0], b[1]) if leaves_upright else (b[0], a[1]), b)
        elif abs(a[0] - b[0] if leaves_upright else a[1] - b[1]) < STRAIGHT:
            yield (a, b)


def _ways_by_a_lane(start: Box, end: Box, lanes: Lanes) -> Iterator[tuple[Point, ...]]:
    """With two bends."""
    for leaves_upright, a, enters_upright, b in _joints(start, end):
        if leaves_upright and enters_upright:
            yield from ((a, (a[0], y), (b[0], y), b) for y in lanes.horizontal)
        elif not leaves_upright and not enters_upright:
            yield from ((a, (x, a[1]), (x, b[1]), b) for x in lanes.vertical)


def _ways_by_three_lanes(start: Box, end: Box, lanes: Lanes) -> Iterator[tuple[Point, ...]]:
    """With three or four bends: around what stands in the way."""
    for leaves_upright, a, enters_upright, b in _joints(start, end):
        (ax, ay), (bx, by) = a, b
        near_a, near_b = _near(lanes.horizontal, ay), _near(lanes.horizontal, by)
        if leaves_upright and enters_upright:
            for y, other, x in product(near_a, near_b, lanes.vertical):
                yield (a, (ax, y), (x, y), (x, other), (bx, other), b)
        elif leaves_upright:
            for y, x in product(lanes.horizontal, lanes.vertical):
                yield (a, (ax, y), (x, y), (x, by), b)
        elif enters_upright:
            for x, y in product(lanes.vertical, near_b):
                yield (a, (x, ay), (x, y), (bx, y), b)


def _near(lanes: Sequence[float], value: float, count: int = 6) -> list[float]:
    return sorted(lanes, key=lambda lane: abs(lane - value))[:count]


def _plain_cost(points: tuple[Point, ...], prefer_side: bool, is_level: bool) -> float:
    cost = BEND * (len(points) - 2)
    cost += sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
    corners = zip(points, points[1:], points[2:], strict=False)
    cost += sum(HIT for a, b, c in corners if _turns_back(a, b, c))
    leaves_side = points[0][1] == points[1][1]
    if leaves_side != prefer_side and not is_level:
        cost += UNUSUAL
    if points[-1][1] != points[-2][1] and points[-2][1] > points[-1][1]:
        cost += UNUSUAL / 2
    return cost


def _met_cost(
    points: tuple[Point, ...],
    fields: Sequence[Box],
    segments: Sequence[tuple[Point, Point]],
    enough: float,
) -> float:
    """What the route meets: symbols (its own may be met at their ports only) and other lines."""
    cost = 0.0
    for a, b in pairwise(points):
        cost += sum(HIT for box in fields if _touches(a, b, box))
        cost += sum(_clash(a, b, c, d) for c, d in segments)
        if cost >= enough:
            break
    return cost


def _turns_back(a: Point, b: Point, c: Point) -> bool:
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    return (bx - ax) * (cx - bx) < 0 or (by - ay) * (cy - by) < 0


def _touches(a: Point, b: Point, box: Box) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return left < box.right and right > box.left and top < box.bottom and bottom > box.top


def _clash(a: Point, b: Point, c: Point, d: Point) -> float:
    first_flat, second_flat = a[1] == b[1], c[1] == d[1]
    if first_flat != second_flat:
        flat, upright = ((a, b), (c, d)) if first_flat else ((c, d), (a, b))
        left, right = sorted((flat[0][0], flat[1][0]))
        top, bottom = sorted((upright[0][1], upright[1][1]))
        meets = left <= upright[0][0] <= right and top <= flat[0][1] <= bottom
        return CROSSING if meets else 0.0
    along, across = (0, 1) if first_flat else (1, 0)
    if abs(a[across] - c[across]) > NEAR:
        return 0.0
    low = max(min(a[along], b[along]), min(c[along], d[along]))
    high = min(max(a[along], b[along]), max(c[along], d[along]))
    return OVERLAP + 10 * (high - low) if high > low else 0.0
