"""Connectors of a drawing: pieces joined, hidden stretches guessed, routes chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocr.drawing.connectors.choice import choose_strokes
from ocr.drawing.connectors.network import CORNER, join
from ocr.drawing.connectors.routes import find_routes
from ocr.drawing.values import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocr.drawing.connectors.network import Network
    from ocr.drawing.lines import Grid, Run
    from ocr.drawing.values import Shape
    from records.geometry import Point
    from records.paper import Stroke


def trace(
    segments: Sequence[Segment], shapes: Sequence[Shape], grid: Grid | None, letter_height: float
) -> list[Stroke]:
    """The connectors between shapes, each from its tail to its head."""
    network = join(segments, shapes, letter_height)
    if grid is not None:
        hidden = list(_hidden(network, grid, letter_height))
        if hidden:
            network = join([*segments, *hidden], shapes, letter_height)
    return choose_strokes(find_routes(network), network, shapes)


def _hidden(network: Network, grid: Grid, letter_height: float) -> Iterator[Segment]:
    """Stretches under rulings: between two pieces that both stop dead at one ruling."""
    ends = _dead_ends(network)
    reach = 1.5 * CORNER * letter_height
    for run in grid.across:
        yield from _under(run, [(x, y) for x, y, is_level in ends if not is_level], reach)
    for run in grid.down:
        turned = [(y, x) for x, y, is_level in ends if is_level]
        for guess in _under(run, turned, reach):
            (a, b), (c, d) = guess.start, guess.end
            yield Segment((b, a), (d, c), guess.thickness, is_guess=True)


def _under(run: Run, ends: list[Point], reach: float) -> Iterator[Segment]:
    stops = sorted(
        (x, y)
        for x, y in ends
        if run.low - reach <= x <= run.high + reach and abs(run.at(x) - y) <= reach
    )
    for one, other in zip(stops[::2], stops[1::2], strict=False):
        if other[0] - one[0] > reach:
            yield Segment(one, other, run.thickness, is_guess=True)


def _dead_ends(network: Network) -> list[tuple[float, float, bool]]:
    """Ends of segments that meet nothing: x, y, and whether their segment lies level.

    Segments that lead to no shape are left out: what else stops at rulings are letters.
    """
    taken = {(p.segment, p.at_end) for p in network.ports}
    led = _led_to_shapes(network)
    found = []
    for i, segment in enumerate(network.segments):
        if i not in led:
            continue
        is_level = abs(segment.end[0] - segment.start[0]) > abs(segment.end[1] - segment.start[1])
        joints = [j.along for j in network.joints[i]]
        for at_end, point in ((False, segment.start), (True, segment.end)):
            edge = segment.length if at_end else 0.0
            met = any(abs(along - edge) <= network.slack for along in joints)
            if not met and (i, at_end) not in taken:
                found.append((point[0], point[1], is_level))
    return found


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
