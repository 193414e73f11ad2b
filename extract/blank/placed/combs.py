"""Boxes of one character: whether a hand minded them, and which mark stands in which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import pstdev

from records.geometry import Box, bounding_box
from records.pen import InkMark

STEP_OFF = 0.22
"""How far the usual step from sign to sign may differ from a box's width, as a share of it."""
OFF_MIDDLE = 0.42
"""How far from the middle of its box a sign may stand, in widths of it."""
MOST_SPREAD = 0.2
"""Standard deviation of the signs from the middles, in widths: a tenth where boxes are minded, a
quarter where they are not."""
WIDEST_SIGN = 0.78
"""Of a box's width: two signs of a hand that writes on take more."""
SAME_SIGN = 0.35
"""Marks that overlap sideways by this share of the narrower one are strokes of one sign."""
FEWEST = 2


def marks_to_cells(
    marks: Sequence[InkMark], cells: Sequence[Box]
) -> tuple[tuple[InkMark, ...], ...] | None:
    """The marks of each box; None where the hand wrote on without minding the boxes."""
    width = cells[0].width
    homes: list[list[InkMark]] = [[] for _ in cells]
    for sign in _signs(marks):
        middle = bounding_box(mark.box for mark in sign).center[0]
        homes[min(range(len(cells)), key=lambda k: abs(cells[k].center[0] - middle))] += sign
    places = [k for k, home in enumerate(homes) if home]
    if len(places) < FEWEST:
        return None
    # A sign that a copier broke in two stands in one box with both halves.
    boxes = [bounding_box(mark.box for mark in homes[k]) for k in places]
    middles = [box.center[0] for box in boxes]
    for k, box in zip(places, boxes, strict=True):
        is_off = abs(cells[k].center[0] - box.center[0]) > OFF_MIDDLE * width
        if is_off or box.width > WIDEST_SIGN * width:
            return None
    offs = [cells[k].center[0] - x for k, x in zip(places, middles, strict=True)]
    if pstdev(offs) > MOST_SPREAD * width:
        return None
    for (x, a), (y, b) in pairwise(zip(middles, places, strict=True)):
        if abs((y - x) / (width * (b - a)) - 1) > 2 * STEP_OFF:
            return None
    whole = (middles[-1] - middles[0]) / (width * (places[-1] - places[0]))
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
