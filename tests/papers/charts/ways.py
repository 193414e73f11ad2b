"""The ways a connector may take from symbol to symbol, and the first that none confuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from tests.papers.charts.look import Look
from tests.papers.charts.plan import Link, Mark, Plan, Rect

Point = tuple[float, float]
Way = tuple[Point, ...]
BESIDE = 9.0
"""Pixels two lines of different edges lie apart at least."""
CLEAR = 7.0
"""Pixels between a line and a symbol that is not its own."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A connector on the page; `joins` where it ends on another one that enters the same mark."""

    link: Link
    way: Way
    joins: bool = False


def draw_ways(random: Random, plan: Plan, boxes: dict[Mark, Rect], look: Look) -> tuple[Drawn, ...]:
    """A way for each link; one for which no clear way is found is not drawn."""
    drawn: list[Drawn] = []
    for link in plan.links:
        found = _choose(random, plan, boxes, look, link, drawn)
        if found is not None:
            drawn.append(found)
    return tuple(drawn)


def _choose(
    random: Random,
    plan: Plan,
    boxes: dict[Mark, Rect],
    look: Look,
    link: Link,
    drawn: Sequence[Drawn],
) -> Drawn | None:
    one, other = boxes[link.start], boxes[link.end]
    others = [box for mark, box in boxes.items() if mark not in (link.start, link.end)]
    is_back = _middle(other)[1] < _middle(one)[1] - 5 and link.end[0] != link.start[0]
    kinds = list(look.backs if is_back else look.routes)
    random.shuffle(kinds)
    for kind in [*kinds, "any"]:
        ways = list(_ways(random, plan, one, other, kind, link, drawn))
        random.shuffle(ways)
        for way, joins in ways:
            if _is_clear(way, one, other, others, drawn, joins=joins):
                return Drawn(link, way, joins)
    return None


def _middle(box: Rect) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _ways(
    random: Random,
    plan: Plan,
    one: Rect,
    other: Rect,
    kind: str,
    link: Link,
    drawn: Sequence[Drawn],
) -> Iterator[tuple[Way, bool]]:
    if kind == "merge":
        yield from ((way, True) for way in _merging(random, one, link, drawn))
        return
    kinds = {
        "border": _over_border,
        "ruling": _over_border,
        "side": _out_at_side,
        "elbow": _in_at_side,
        "sides": _both_sides,
        "up": _out_at_side,
        "inner": _both_sides,
        "outer": _around,
        "top": _over_border,
    }
    chosen = [kinds[kind]] if kind in kinds else [_over_border, _out_at_side, _in_at_side]
    if link.start[0] == link.end[0]:
        chosen = [_level]
    for build in chosen:
        for way in build(random, plan, one, other, kind):
            yield way, False


def _level(random: Random, plan: Plan, one: Rect, other: Rect, kind: str) -> Iterator[Way]:
    del random, plan, kind
    (x, y), (u, v) = _middle(one), _middle(other)
    height = (max(one[1], other[1]) + min(one[3], other[3])) / 2 if abs(y - v) > 3 else y
    yield ((one[2] if u > x else one[0], height), (other[0] if u > x else other[2], height))


def _over_border(random: Random, plan: Plan, one: Rect, other: Rect, kind: str) -> Iterator[Way]:
    (x, y), (u, v) = _middle(one), _middle(other)
    is_down = v > y
    start, end = (one[3], other[1]) if is_down else (one[1], other[3])
    if abs(x - u) < 3:
        yield ((x, start), (x, end))
        return
    lines = [line for line in plan.ys[1:] if min(start, end) + 5 < line < max(start, end) - 5]
    offsets = (0,) if kind == "ruling" else (-14, -10, 10, 14)
    for line in lines:
        for off in offsets:
            if min(start, end) + 5 < line + off < max(start, end) - 12:
                yield ((x, start), (x, line + off), (u, line + off), (u, end))


def _out_at_side(random: Random, plan: Plan, one: Rect, other: Rect, kind: str) -> Iterator[Way]:
    del random, plan, kind
    (x, y), (u, v) = _middle(one), _middle(other)
    if not one[0] - 15 <= u <= one[2] + 15:
        yield ((one[2] if u > x else one[0], y), (u, y), (u, other[1] if v > y else other[3]))


def _in_at_side(random: Random, plan: Plan, one: Rect, other: Rect, kind: str) -> Iterator[Way]:
    del random, plan, kind
    (x, y), (u, v) = _middle(one), _middle(other)
    if not other[0] - 15 <= x <= other[2] + 15:
        yield ((x, one[3] if v > y else one[1]), (x, v), (other[0] if u > x else other[2], v))


def _both_sides(random: Random, plan: Plan, one: Rect, other: Rect, kind: str) -> Iterator[Way]:
    del random, kind
    (_, y), (_, v) = _middle(one), _middle(other)
    for x in plan.xs[2 : 3 + plan.actors]:
        for lane in (x - 12, x + 12):
            yield from _by_lane(plan, one, other, lane, y, v)


def _around(random: Random, plan: Plan, one: Rect, other: Rect, kind: str) -> Iterator[Way]:
    del random, kind
    (_, y), (_, v) = _middle(one), _middle(other)
    for lane in (plan.xs[2] + 10, plan.xs[2 + plan.actors] - 10):
        yield from _by_lane(plan, one, other, lane, y, v)


def _by_lane(plan: Plan, one: Rect, other: Rect, lane: float, y: float, v: float) -> Iterator[Way]:
    if not plan.xs[2] + 4 < lane < plan.xs[2 + plan.actors] - 4:
        return
    if one[0] - 12 < lane < one[2] + 12 or other[0] - 25 < lane < other[2] + 25:
        return
    out = one[2] if lane > one[2] else one[0]
    into = other[2] if lane > other[2] else other[0]
    yield ((out, y), (lane, y), (lane, v), (into, v))


def _merging(random: Random, one: Rect, link: Link, drawn: Sequence[Drawn]) -> Iterator[Way]:
    """Into the middle of a stretch of a connector that enters the same mark."""
    x, y = _middle(one)
    for done in drawn:
        if done.link.end != link.end or done.joins:
            continue
        for (ax, ay), (bx, by) in pairwise(done.way):
            if abs(ax - bx) < 2 and abs(by - ay) > 50 and not one[0] - 15 <= ax <= one[2] + 15:
                spot = random.uniform(0.35, 0.6)
                height = ay + (by - ay) * spot
                lane = (x + ax) / 2 + random.uniform(-10, 10)
                out = one[2] if ax > x else one[0]
                if abs(lane - out) > 15 and abs(ax - lane) > 20:
                    yield ((out, y), (lane, y), (lane, height), (ax, height))


def _is_clear(
    way: Way,
    one: Rect,
    other: Rect,
    others: Sequence[Rect],
    drawn: Sequence[Drawn],
    *,
    joins: bool,
) -> bool:
    pieces = list(pairwise(way))
    if any(abs(a[0] - b[0]) + abs(a[1] - b[1]) < 12 for a, b in pieces[:1] + pieces[-1:]):
        return False
    if any(_hits(a, b, box, CLEAR) for a, b in pieces for box in others):
        return False
    if any(_hits(a, b, box, -3) for a, b in pieces for box in (one, other)):
        return False
    if any(_hits(a, b, one, 3) for a, b in pieces[1:]):
        return False
    if not joins and any(_hits(a, b, other, 3) for a, b in pieces[:-1]):
        return False
    return not any(
        _lies_on(a, b, c, d) or _touches_end(a, b, c, d, joins=joins)
        for a, b in pieces
        for done in drawn
        for c, d in pairwise(done.way)
    )


def _hits(a: Point, b: Point, box: Rect, clear: float) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return (
        left < box[2] + clear
        and right > box[0] - clear
        and top < box[3] + clear
        and bottom > box[1] - clear
    )


def _lies_on(a: Point, b: Point, c: Point, d: Point) -> bool:
    for along, across in ((0, 1), (1, 0)):
        if abs(a[across] - b[across]) < 2 and abs(c[across] - d[across]) < 2:
            low = max(min(a[along], b[along]), min(c[along], d[along]))
            high = min(max(a[along], b[along]), max(c[along], d[along]))
            if high - low > -BESIDE and abs(a[across] - c[across]) < BESIDE:
                return True
    return False


def _touches_end(a: Point, b: Point, c: Point, d: Point, *, joins: bool) -> bool:
    """Whether a corner or end of one lies on the other, which makes a T of two edges."""
    ends = [(p, c, d) for p in (a, b)] + [(p, a, b) for p in (c, d)]
    for k, (p, q, r) in enumerate(ends):
        if joins and k < 2:
            continue
        left, right = sorted((q[0], r[0]))
        top, bottom = sorted((q[1], r[1]))
        if left - BESIDE < p[0] < right + BESIDE and top - BESIDE < p[1] < bottom + BESIDE:
            return True
    return False
