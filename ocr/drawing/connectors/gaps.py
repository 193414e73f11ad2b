"""Stretches of connectors that a copy lost: between ends that face each other, or a shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocr.drawing.connectors.network import CORNER
from ocr.drawing.values import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocr.drawing.connectors.network import Network
    from ocr.drawing.values import Shape
    from records.geometry import Point

LONGEST_GAP = 7.0
"""In letter heights: between two ends in line with each other."""
LONGEST_CORNER = 1.6
"""In letter heights: from an end to the corner that it and another one would make."""
LONGEST_WAY = 5.0
"""In letter heights: from an end to the shape it points at."""
LONGEST_STUB = 1.6
"""In letter heights: from an end to the middle of a shape's side beside it."""
ASIDE, SLOPE = 0.2, 0.01
"""How far off its line an end may lie: in letter heights, and so much more a pixel of the gap."""
LEAST_SEEN = 2.0
"""How many times as long as the pieces that lead to it a guess may be."""
LEVEL, SQUARE = 0.95, 0.2
"""Cosine from which two directions are one, and up to which they stand upon each other."""
MIDDLE = 0.15
"""How far off the middle of a shape's side, as a share of the side."""


@dataclass(frozen=True, slots=True)
class _End:
    """Where a segment stops dead, and the direction it would go on in."""

    segment: int
    point: Point
    ahead: Point
    length: float
    thickness: float


@dataclass(frozen=True, slots=True)
class _Offer:
    """A guess: the ends it uses, its pieces, and how far they reach."""

    ends: tuple[int, ...]
    pieces: tuple[Segment, ...]
    far: float


def lost_stretches(
    network: Network, shapes: Sequence[Shape], dead_ends: Sequence[tuple[int, bool]]
) -> Iterator[Segment]:
    """Guesses, the shortest first, none at an end that another one used.

    `dead_ends` are the segments that stop dead, and whether at their end.
    """
    ends = [_end(network, i, at_end) for i, at_end in dead_ends]
    letter_height = network.letter_height
    offers = [*_between(ends, letter_height), *_to_shapes(ends, shapes, letter_height)]
    taken: set[int] = set()
    for offer in sorted(offers, key=lambda offer: offer.far):
        if taken.isdisjoint(offer.ends):
            taken.update(offer.ends)
            yield from offer.pieces


def _end(network: Network, i: int, at_end: bool) -> _End:
    s = network.segments[i]
    tip, tail = (s.end, s.start) if at_end else (s.start, s.end)
    length = max(s.length, 1e-6)
    ahead = ((tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length)
    return _End(i, tip, ahead, s.length, s.thickness)


def _between(ends: Sequence[_End], letter_height: float) -> Iterator[_Offer]:
    for j, one in enumerate(ends):
        for k, other in enumerate(ends[:j]):
            if one.segment == other.segment:
                continue
            cosine = _dot(one.ahead, other.ahead)
            if cosine < -LEVEL:
                offer = _in_line(one, other, (j, k), letter_height)
            elif abs(cosine) < SQUARE:
                offer = _corner(one, other, (j, k), letter_height)
            else:
                offer = None
            if offer is not None:
                yield offer


def _in_line(one: _End, other: _End, ends: tuple[int, int], letter_height: float) -> _Offer | None:
    """What links two ends that face each other, where the pieces tell their line well enough."""
    gap = _from_to(one.point, other.point)
    far, aside = _dot(one.ahead, gap), abs(_cross(one.ahead, gap))
    longest = min(LONGEST_GAP * letter_height, LEAST_SEEN * (one.length + other.length))
    if not 0 < far <= longest or aside > ASIDE * letter_height + SLOPE * far:
        return None
    return _Offer(ends, (_piece(one, other.point),), far)


def _corner(one: _End, other: _End, ends: tuple[int, int], letter_height: float) -> _Offer | None:
    """What links two ends by the corner where their lines meet."""
    gap = _from_to(one.point, other.point)
    on_one, on_other = _dot(one.ahead, gap), -_dot(other.ahead, gap)
    slack, most = CORNER * letter_height, LONGEST_CORNER * letter_height
    if not (-slack <= on_one <= most and -slack <= on_other <= most):
        return None
    corner = _along(one.point, one.ahead, on_one)
    reached = ((one, on_one), (other, on_other))
    pieces = tuple(_piece(end, corner) for end, far in reached if far > slack)
    return _Offer(ends, pieces, on_one + on_other)


def _to_shapes(
    ends: Sequence[_End], shapes: Sequence[Shape], letter_height: float
) -> Iterator[_Offer]:
    sides = [side for shape in shapes for side in _sides(shape)]
    for k, end in enumerate(ends):
        for middle, inward, width in sides:
            gap = _from_to(end.point, middle)
            far, aside = _dot(inward, gap), abs(_cross(inward, gap))
            facing = _dot(inward, end.ahead)
            most = LONGEST_WAY if facing > LEVEL else LONGEST_STUB
            longest = min(most * letter_height, LEAST_SEEN * end.length)
            if facing < -SQUARE or not 0 < far <= longest:
                continue
            if aside <= max(ASIDE * letter_height, MIDDLE * width):
                yield _Offer((k,), (_piece(end, _along(end.point, inward, far)),), far)


def _sides(shape: Shape) -> Iterator[tuple[Point, Point, float]]:
    """The middle of each side, the direction from it into the shape, and the side's length."""
    box = shape.box
    x, y = box.center
    yield (x, box.top), (0, 1), box.width
    yield (x, box.bottom), (0, -1), box.width
    yield (box.left, y), (1, 0), box.height
    yield (box.right, y), (-1, 0), box.height


def _piece(end: _End, to: Point) -> Segment:
    return Segment(end.point, to, end.thickness, is_guess=True, is_lost=True)


def _from_to(one: Point, other: Point) -> Point:
    return other[0] - one[0], other[1] - one[1]


def _along(point: Point, ahead: Point, far: float) -> Point:
    return point[0] + ahead[0] * far, point[1] + ahead[1] * far


def _dot(one: Point, other: Point) -> float:
    return one[0] * other[0] + one[1] * other[1]


def _cross(one: Point, other: Point) -> float:
    return one[0] * other[1] - one[1] * other[0]
