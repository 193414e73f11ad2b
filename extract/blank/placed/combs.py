"""Boxes of one character: whether a hand minded them, and which mark stands in which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from records.geometry import Box, bounding_box
from records.pen import InkMark

STEP_OFF = 0.22
"""How far the usual step from sign to sign may differ from a box's width, as a share of it."""
OFF_MIDDLE = 0.42
"""How far from the middle of its box a sign may stand, in widths of it."""
SAME_SIGN = 0.35
"""Marks that overlap sideways by this share of the narrower one are strokes of one sign."""
FEWEST = 2


def marks_to_cells(
    marks: Sequence[InkMark], cells: Sequence[Box]
) -> tuple[tuple[InkMark, ...], ...] | None:
    """The marks of each box; None where the hand wrote on without minding the boxes."""
    signs = _signs(marks)
    if not signs or len(signs) < FEWEST:
        return None
    width = cells[0].width
    homes: list[list[InkMark]] = [[] for _ in cells]
    places: list[int] = []
    for sign in signs:
        middle = bounding_box(mark.box for mark in sign).center[0]
        place = min(range(len(cells)), key=lambda k: abs(cells[k].center[0] - middle))
        if abs(cells[place].center[0] - middle) > OFF_MIDDLE * width or homes[place]:
            return None
        homes[place] += sign
        places.append(place)
    middles = [bounding_box(m.box for m in sign).center[0] for sign in signs]
    for (x, a), (y, b) in pairwise(zip(middles, places, strict=True)):
        if abs((y - x) / (width * (b - a)) - 1) > 2 * STEP_OFF:
            return None
    whole = (middles[-1] - middles[0]) / (width * max(1, places[-1] - places[0]))
    if abs(whole - 1) > STEP_OFF:
        return None
    return tuple(tuple(home) for home in homes)


def _signs(marks: Sequence[InkMark]) -> list[list[InkMark]]:
    """The strokes of each sign, from left to right."""
    signs: list[list[InkMark]] = []
    for mark in sorted(marks, key=lambda m: m.box.left):
        if signs:
            box = bounding_box(m.box for m in signs[-1])
            shared = min(box.right, mark.box.right) - mark.box.left
            if shared > SAME_SIGN * min(box.width, mark.box.width):
                signs[-1].append(mark)
                continue
        signs.append([mark])
    return signs
