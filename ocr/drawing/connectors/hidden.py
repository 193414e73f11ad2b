"""Connectors drawn along and under rulings: shifted onto them, their unseen stretches guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocr.drawing.connectors.letters import LONG_PIECE
from ocr.drawing.connectors.network import CORNER
from ocr.drawing.values import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocr.drawing.connectors.network import Network
    from ocr.drawing.lines import Grid, Run
    from records.geometry import Point

TOUCHING = 0.15
"""In letter heights: paper between a ruling and a line that runs along it, at most."""
OVERSHOT = 0.6
"""In letter heights: a stroke drawn so far past its corner melts into the ruling behind it."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """The end of a stroke at a ruling: its place along and across it, and which way it went on.

    `facing` is -1 or 1 where the stroke ran along the ruling, 0 where it came from beside.
    """

    along: float
    across: float
    facing: int


def upon_rulings(
    segments: Sequence[Segment], grid: Grid, letter_height: float
) -> tuple[Segment, ...]:
    """The segments, those that run along a ruling and touch it shifted onto it.

    A line drawn over a ruling shows now at its one side, now at its other.
    """
    return tuple(_upon_ruling(segment, grid, letter_height) for segment in segments)


def _upon_ruling(segment: Segment, grid: Grid, letter_height: float) -> Segment:
    is_level = _is_level(segment)
    (a, b), (c, d) = segment.start, segment.end
    if not is_level:
        (a, b), (c, d) = (b, a), (d, c)
    for run in grid.across if is_level else grid.down:
        if not run.low <= (a + c) / 2 <= run.high:
            continue
        reach = (run.thickness + segment.thickness) / 2 + TOUCHING * letter_height
        if abs(run.at(a) - b) <= reach and abs(run.at(c) - d) <= reach:
            one, other = (a, run.at(a)), (c, run.at(c))
            if not is_level:
                one, other = one[::-1], other[::-1]
            return replace(segment, start=one, end=other)
    return segment


def hidden_stretches(network: Network, grid: Grid, letter_height: float) -> Iterator[Segment]:
    """Stretches under rulings: between two pieces that both stop dead at one ruling."""
    ends = list(_dead_ends(network))
    reach = 1.5 * CORNER * letter_height
    for run in grid.across:
        yield from _under(run, [_stop(e, run, lies_along=e[2]) for e in ends], reach)
    for run in grid.down:
        turned = [((y, x), facing, not is_level) for (x, y), facing, is_level in ends]
        for guess in _under(run, [_stop(e, run, lies_along=e[2]) for e in turned], reach):
            yield replace(guess, start=guess.start[::-1], end=guess.end[::-1])


_End = tuple["Point", int, bool]
"""A dead end: its place, whether the segment ends (1) or begins (-1) there, and if it is level."""


def _stop(end: _End, run: Run, *, lies_along: bool) -> _Stop:
    (x, y), facing, _ = end
    if not lies_along:
        return _Stop(x, y, 0)
    # what runs along the ruling at a distance is not under it
    is_upon = abs(run.at(x) - y) <= run.thickness / 2 + 1
    return _Stop(x, y if is_upon else float("inf"), facing)


def _under(run: Run, ends: Sequence[_Stop], reach: float) -> Iterator[Segment]:
    stops = sorted(
        (
            e
            for e in ends
            if run.low - reach <= e.along <= run.high + reach
            and abs(run.at(e.along) - e.across) <= reach
        ),
        key=lambda e: e.along,
    )
    k = 0
    while k + 1 < len(stops):
        one, other = stops[k], stops[k + 1]
        k += 1
        if one.facing == -1 or other.facing == 1:
            continue
        k += 1
        if other.along - one.along > reach:
            start, end = (one.along, one.across), (other.along, other.across)
            yield Segment(start, end, run.thickness, is_guess=True)


def _is_level(segment: Segment) -> bool:
    (a, b), (c, d) = segment.start, segment.end
    return abs(c - a) > abs(d - b)


def _dead_ends(network: Network) -> Iterator[_End]:
    """Ends of segments that meet nothing.

    Segments that lead to no shape are left out: what else stops at rulings are letters.
    """
    led = _led_to_shapes(network)
    for i, at_end in free_ends(network):
        if i in led:
            segment = network.segments[i]
            is_level = _is_level(segment)
            (a, b), (c, d) = segment.start, segment.end
            is_forward = c > a if is_level else d > b
            point = segment.end if at_end else segment.start
            yield point, 1 if at_end == is_forward else -1, is_level


def free_ends(network: Network) -> Iterator[tuple[int, bool]]:
    """Ends of segments that meet nothing: the segment, and whether it is its end."""
    taken = {(p.segment, p.at_end) for p in network.ports}
    for i in range(len(network.segments)):
        if _is_spur(network, i):
            continue
        for at_end in (False, True):
            if not _is_met(network, i, at_end=at_end) and (i, at_end) not in taken:
                yield i, at_end


def _is_met(network: Network, i: int, *, at_end: bool) -> bool:
    """Whether a segment ends at another one, or a hair beyond one that turns off there."""
    edge = network.segments[i].length if at_end else 0.0
    for joint in network.joints[i]:
        beyond = abs(joint.along - edge)
        other = network.joints[joint.segment][joint.joint].along
        reach = network.slack
        if network.is_end(joint.segment, other):
            thick = network.segments[joint.segment].thickness
            reach = OVERSHOT * network.letter_height + thick / 2
        if beyond <= reach:
            return True
    return False


def dead_twigs(network: Network) -> Iterator[int]:
    """The short segments that lead from one line to nowhere: dirt between it and a ruling."""
    for i in range(len(network.segments)):
        if len({joint.segment for joint in network.joints[i]}) == 1 and _is_spur(network, i):
            yield i


def _is_spur(network: Network, i: int) -> bool:
    """Whether a piece no longer than a letter's stroke stands off the middle of a line."""
    if network.segments[i].length >= LONG_PIECE * network.letter_height:
        return False
    if any(port.segment == i for port in network.ports):
        return False
    return not any(
        network.is_end(joint.segment, network.joints[joint.segment][joint.joint].along)
        for joint in network.joints[i]
    )


def _led_to_shapes(network: Network) -> set[int]:
    """The segments from which strokes lead to a shape."""
    led = {port.segment for port in network.ports}
    waiting = list(led)
    while waiting:
        for joint in network.joints[waiting.pop()]:
            if joint.segment not in led:
                led.add(joint.segment)
                waiting.append(joint.segment)
    return led
