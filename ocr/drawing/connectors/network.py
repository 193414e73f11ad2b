"""Pieces of connectors joined at corners, crossings and shapes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from records.paper import SymbolKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocr.drawing.values import Segment, Shape
    from records.geometry import Point

Piece = tuple[int, int]
"""A stretch of a segment between two neighbouring joints: segment and index of the stretch."""

CORNER = 0.3
"""In letter heights: pieces this near each other meet."""
BRIDGE = 1.2
"""In letter heights: pieces in line with each other this near are one, broken."""
PORT = 0.45
"""In letter heights: a piece ending this near a shape ends at it."""
OFF_TIP = 2.0
"""In letter heights: what touches a diamond beside its tips must be longer than a letter."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A place on a segment where it meets another one, `along` in pixels from its start."""

    along: float
    segment: int
    joint: int
    """The same place on the other segment: index into its joints."""


@dataclass(frozen=True, slots=True)
class Port:
    """The end of a segment at a shape."""

    segment: int
    at_end: bool
    shape: int
    point: Point
    head: float
    turns_off: bool = False
    """Whether the stroke turns off there, so that it may but pass the shape."""


@dataclass(frozen=True, slots=True)
class Network:
    """Segments, their joints in order of `along`, and their ends at shapes."""

    segments: tuple[Segment, ...]
    joints: tuple[tuple[Joint, ...], ...]
    ports: tuple[Port, ...]
    letter_height: float
    slack: float
    """How near to its end, in pixels, a joint counts as the end of a segment."""

    def is_end(self, segment: int, along: float) -> bool:
        """Whether a place along a segment is one of its ends."""
        return along <= self.slack or along >= self.segments[segment].length - self.slack

    def stretch_length(self, piece: Piece) -> float:
        """The length of a stretch in pixels."""
        segment, stretch = piece
        joints = self.joints[segment]
        low = joints[stretch - 1].along if stretch > 0 else 0.0
        high = joints[stretch].along if stretch < len(joints) else self.segments[segment].length
        return high - low

    def point(self, segment: int, along: float) -> Point:
        """The place on the page of a place along a segment."""
        s = self.segments[segment]
        share = along / s.length if s.length else 0.0
        return (
            s.start[0] + (s.end[0] - s.start[0]) * share,
            s.start[1] + (s.end[1] - s.start[1]) * share,
        )


def join(segments: Sequence[Segment], shapes: Sequence[Shape], letter_height: float) -> Network:
    """The network of segments between shapes; `letter_height` in pixels."""
    slack = CORNER * letter_height
    met: list[list[tuple[float, int, int]]] = [[] for _ in segments]
    for i in range(len(segments)):
        for j in range(i):
            place = _meet(segments[i], segments[j], letter_height)
            if place is not None:
                met[i].append((place[0], j, len(met[j])))
                met[j].append((place[1], i, len(met[i]) - 1))
    joined = Network(tuple(segments), _ordered(met), (), letter_height, slack)
    ports = _ports(segments, shapes, letter_height)
    return replace(joined, ports=tuple(_turning_off(ports, joined)))


def _turning_off(ports: Sequence[Port], network: Network) -> Iterator[Port]:
    """The ports, those marked at which a piece ends that leads to another one."""
    at = {(p.segment, p.at_end): p.shape for p in ports}
    for port in ports:
        segment = network.segments[port.segment]
        edge = segment.length if port.at_end else 0.0
        near = min(network.slack + segment.thickness, segment.length / 2)
        turns = False
        for joint in network.joints[port.segment]:
            other = network.joints[joint.segment][joint.joint].along
            if abs(joint.along - edge) <= near and network.is_end(joint.segment, other):
                is_end = other > network.slack
                turns |= at.get((joint.segment, is_end)) != port.shape
        yield replace(port, turns_off=turns)


def _ordered(met: list[list[tuple[float, int, int]]]) -> tuple[tuple[Joint, ...], ...]:
    order = [sorted(range(len(places)), key=lambda k: places[k][0]) for places in met]
    rank = [{k: n for n, k in enumerate(ks)} for ks in order]
    return tuple(
        tuple(Joint(met[i][k][0], met[i][k][1], rank[met[i][k][1]][met[i][k][2]]) for k in ks)
        for i, ks in enumerate(order)
    )


def _meet(one: Segment, other: Segment, letter_height: float) -> tuple[float, float] | None:
    """Where two segments meet, along each; None where they do not."""
    reach = BRIDGE * letter_height
    if _apart(one, other, reach):
        return None
    a, u = np.array(one.start), np.array(one.end) - np.array(one.start)
    b, v = np.array(other.start), np.array(other.end) - np.array(other.start)
    u, v = u / max(one.length, 1e-6), v / max(other.length, 1e-6)
    cross = float(u[0] * v[1] - u[1] * v[0])
    if abs(cross) < 0.2:
        return _continue(one, other, letter_height)
    d = b - a
    along_one = float(d[0] * v[1] - d[1] * v[0]) / cross
    along_other = float(d[0] * u[1] - d[1] * u[0]) / cross
    slack = CORNER * letter_height + (one.thickness + other.thickness) / 2
    if not (-slack <= along_one <= one.length + slack):
        return None
    if not (-slack <= along_other <= other.length + slack):
        return None
    return min(max(along_one, 0.0), one.length), min(max(along_other, 0.0), other.length)


def _apart(one: Segment, other: Segment, reach: float) -> bool:
    return (
        min(one.start[0], one.end[0]) - reach > max(other.start[0], other.end[0])
        or min(other.start[0], other.end[0]) - reach > max(one.start[0], one.end[0])
        or min(one.start[1], one.end[1]) - reach > max(other.start[1], other.end[1])
        or min(other.start[1], other.end[1]) - reach > max(one.start[1], one.end[1])
    )


def _continue(one: Segment, other: Segment, letter_height: float) -> tuple[float, float] | None:
    """The ends of two segments in line with each other, where a gap parts them."""
    for at, p, away in ((0.0, one.start, one.end), (one.length, one.end, one.start)):
        for at_other, q, back in (
            (0.0, other.start, other.end),
            (other.length, other.end, other.start),
        ):
            gap = np.array(q) - np.array(p)
            length = float(np.hypot(*gap))
            if length > BRIDGE * letter_height:
                continue
            ahead = np.array(p) - np.array(away)
            ahead = ahead / max(float(np.hypot(*ahead)), 1e-6)
            onward = np.array(back) - np.array(q)
            aside = abs(float(gap[0] * ahead[1] - gap[1] * ahead[0]))
            faces = float(ahead @ gap) >= -CORNER * letter_height and float(ahead @ onward) > 0
            if faces and aside <= max(0.15 * letter_height, one.thickness):
                return at, at_other
    return None


def _ports(
    segments: Sequence[Segment], shapes: Sequence[Shape], letter_height: float
) -> list[Port]:
    found: list[Port] = []
    passing: list[Port] = []
    for i, segment in enumerate(segments):
        if segment.is_guess and not segment.is_lost:
            continue
        for at_end, point in ((False, segment.start), (True, segment.end)):
            near = _nearest(point, shapes, PORT * letter_height + segment.thickness)
            if near is None:
                continue
            port = Port(i, at_end, near, point, segment.heads[int(at_end)])
            if not _points_at(segment, at_end, shapes[near]):
                passing.append(port)
            elif _at_tip(point, shapes[near], letter_height) or (
                segment.length >= OFF_TIP * letter_height
            ):
                found.append(port)
    return found + _short_stubs(passing, found, segments, shapes, letter_height)


def _short_stubs(
    passing: Sequence[Port],
    found: Sequence[Port],
    segments: Sequence[Segment],
    shapes: Sequence[Shape],
    letter_height: float,
) -> list[Port]:
    """Ends beside the middle of a side whose stub to the shape is too short to be a piece."""
    stubs = []
    for port in passing:
        box = shapes[port.shape].box
        (x, y), (u, v) = box.center, port.point
        reach = PORT * letter_height + segments[port.segment].thickness
        at_middle = min(abs(x - u), abs(y - v)) <= reach
        has_other = any(
            other.shape == port.shape
            and np.hypot(other.point[0] - u, other.point[1] - v) <= 2 * reach
            for other in found
        )
        is_long = segments[port.segment].length >= OFF_TIP * letter_height
        if at_middle and is_long and not has_other:
            stubs.append(replace(port, head=0.0))
    return stubs


def _at_tip(point: Point, shape: Shape, letter_height: float) -> bool:
    """Whether the point lies near the tip of a diamond; true for any other shape."""
    if shape.kind is not SymbolKind.DECISION:
        return True
    (x, y), box = shape.box.center, shape.box
    tips = ((x, box.top), (x, box.bottom), (box.left, y), (box.right, y))
    away = min(float(np.hypot(point[0] - u, point[1] - v)) for u, v in tips)
    return away <= PORT * letter_height + 0.1 * box.width


def _nearest(point: Point, shapes: Sequence[Shape], reach: float) -> int | None:
    best, nearest = reach, None
    for k, shape in enumerate(shapes):
        box = shape.box.grow(reach)
        if not box.contains(point):
            continue
        away = -float(cv2.pointPolygonTest(shape.polygon, point, True))
        if away <= best:
            best, nearest = away, k
    return nearest


def _points_at(segment: Segment, at_end: bool, shape: Shape) -> bool:
    """Whether the segment, made longer, runs into the shape rather than past it."""
    tip, tail = (segment.end, segment.start) if at_end else (segment.start, segment.end)
    ahead = np.array(tip) - np.array(tail)
    ahead = ahead / max(float(np.hypot(*ahead)), 1e-6)
    size = min(shape.box.width, shape.box.height)
    return any(
        cv2.pointPolygonTest(
            shape.polygon, (float(tip[0] + ahead[0] * s), float(tip[1] + ahead[1] * s)), False
        )
        >= 0
        for s in (0.0, 0.15 * size, 0.35 * size)
    )
