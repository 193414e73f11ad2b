"""Connectors of a drawing: pieces joined, hidden stretches guessed, routes chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocr.drawing.connectors.choice import choose_strokes
from ocr.drawing.connectors.gaps import lost_stretches
from ocr.drawing.connectors.hidden import dead_twigs, free_ends, hidden_stretches, upon_rulings
from ocr.drawing.connectors.network import join
from ocr.drawing.connectors.routes import find_routes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.drawing.lines import Grid
    from ocr.drawing.values import Segment, Shape
    from records.paper import Stroke


def trace(
    segments: Sequence[Segment], shapes: Sequence[Shape], grid: Grid | None, letter_height: float
) -> list[Stroke]:
    """The connectors between shapes, each from its tail to its head."""
    if grid is not None:
        segments = upon_rulings(segments, grid, letter_height)
    network = join(segments, shapes, letter_height)
    twigs = set(dead_twigs(network))
    if twigs:
        segments = [segment for i, segment in enumerate(segments) if i not in twigs]
        network = join(segments, shapes, letter_height)
    if grid is not None:
        hidden = list(hidden_stretches(network, grid, letter_height))
        if hidden:
            segments = [*segments, *hidden]
            network = join(segments, shapes, letter_height)
    lost = list(lost_stretches(network, shapes, list(free_ends(network))))
    if lost:
        network = join([*segments, *lost], shapes, letter_height)
    return choose_strokes(find_routes(network), network, shapes)
