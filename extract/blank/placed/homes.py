"""Whose ink is whose on a page whose layout is known: each mark goes to the box it was written in.

A hand does not keep to boxes: tails hang into the box below, words run over the next border.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extract.blank.ink import SMALL, Ink, inks_to_runs
from forms.layout import PageLayout, Place, Shape
from records.geometry import Box, bounding_box
from records.pen import InkMark, PenReader

ROUND_MM = 1.0
"""How far outside a box its writing may reach where nothing else stands: half the white between
two frames, and what a layout keeps clear of its frame."""
ALL_BUT = 0.8
"""A mark of which so much lies at one box is that box's own."""
TAIL = 0.42
"""Share of a mark's height that may hang over into the next box; what hangs further is cut."""
TIGHT = 0.45
"""Marks this near to each other (letter heights) are of one word."""
AT_BORDER = 0.7
"""A word that runs over comes this near (letter heights) to the border before it does."""
BETWEEN_OFF_MM = 0.2
"""Of the millimetre between two boxes, what the layout and a stroke's width may be off."""
DOT_ABOVE, DOT_BELOW = 0.7, 0.3
"""How far above and below the letters beside it a dot may stand, in their height."""
PIECE = 0.2
"""A piece of a broken digit lies this near to the rest of it, in letter heights."""
FRAME_OFF_MM, FRAME_THIN, FRAME_LONG, FRAME_PIECE = 1.5, 0.4, 0.8, 3.0
"""What is left of a frame on a crumpled page lies so near its place; it is so thin (letter
heights), and covers so much of a side or is longer than so many letter heights."""
TALLEST = 1.6
"""A mark taller than so many boxes of one line is a stamp or a signature."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place and the marks written at it."""

    place: Place
    marks: tuple[InkMark, ...]


def find_homes(layout: PageLayout, pen: PenReader, unit: float, scale: float) -> tuple[Home, ...]:
    """The places of a layout in pixels, each with its marks; dust is left out.

    `unit` is the height of a letter and `scale` pixels to a millimetre.
    """
    zones = [_zone(place, layout, scale) for place in layout.places]
    dealt: list[list[InkMark]] = [[] for _ in zones]
    for mark in pen.marks():
        for part, home in _deal(mark, zones, pen):
            dealt[home].append(part)
    _bring_back(layout.places, dealt, unit, BETWEEN_OFF_MM * scale)
    edge = FRAME_OFF_MM * scale
    return tuple(
        Home(place, _without_dust(place, marks, unit, edge))
        for place, marks in zip(layout.places, dealt, strict=True)
    )


def _is_frame(mark: InkMark, place: Place, unit: float, edge: float) -> bool:
    """Whether a mark is what is left of the box's own frame: thin, and along most of a side."""
    at, box = mark.box, place.box
    thin, piece = FRAME_THIN * unit, FRAME_PIECE * unit
    if at.width <= thin and at.height >= min(FRAME_LONG * box.height, piece):
        return min(abs(at.center[0] - box.left), abs(at.center[0] - box.right)) <= edge
    if at.height <= thin and at.width >= min(FRAME_LONG * box.width, piece):
        return min(abs(at.center[1] - box.top), abs(at.center[1] - box.bottom)) <= edge
    return False


def _zone(place: Place, layout: PageLayout, scale: float) -> Box:
    """The place's box with the white around it that is no other's."""
    near = ROUND_MM * scale
    others = [other.box for other in layout.places if other is not place]
    box = place.box
    left, top, right, bottom = box.left - near, box.top - near, box.right + near, box.bottom + near
    for other in others:
        if _share(box.left, box.right, other.left, other.right) > 0:
            if other.bottom <= box.top:
                top = max(top, (other.bottom + box.top) / 2)
            elif other.top >= box.bottom:
                bottom = min(bottom, (box.bottom + other.top) / 2)
        if _share(box.top, box.bottom, other.top, other.bottom) > 0:
            if other.right <= box.left:
                left = max(left, (other.right + box.left) / 2)
            elif other.left >= box.right:
                right = min(right, (box.right + other.left) / 2)
    return Box(left, top, right, bottom)


def _share(a: float, b: float, c: float, d: float) -> float:
    return min(b, d) - max(a, c)


def _deal(mark: InkMark, zones: Sequence[Box], pen: PenReader) -> Iterator[tuple[InkMark, int]]:
    """A mark's home, or its parts' where it was written in two boxes."""
    box, area = mark.box, max(1.0, mark.box.area)
    met = sorted(
        (
            (zone.overlap(box) / area, k)
            for k, zone in enumerate(zones)
            # Most places are far away: to say so is quicker than to measure.
            if zone.top < box.bottom and box.top < zone.bottom and zone.left < box.right
        ),
        reverse=True,
    )[:2]
    if not met or met[0][0] <= 0 or mark.box.height > TALLEST * zones[met[0][1]].height:
        return
    (best, home), (other, second) = met[0], met[1] if len(met) > 1 else (0.0, -1)
    if best < 1 - ALL_BUT:
        return
    if best < ALL_BUT and other > TAIL and second >= 0:
        upper, lower = sorted((home, second), key=lambda k: zones[k].top)
        if zones[upper].bottom <= zones[lower].top + 1:
            parts = pen.cut(mark, zones[upper].bottom)
            if parts is not None:
                yield parts[0], upper
                yield parts[1], lower
                return
    yield mark, home


def _bring_back(
    places: Sequence[Place], dealt: list[list[InkMark]], unit: float, off: float
) -> None:
    """Gives letters of a word that runs over a cell's right border back to where it began.

    Such a word leaves ink between the two boxes, where writing that keeps to them has none; a
    layout may lie `off` by so much.
    """
    for left, place in enumerate(places):
        for right in _right_of(left, places):
            first, last = place.box.right + off, places[right].box.left - off
            near = (*dealt[left], *dealt[right])
            if not any(m.box.left < last and m.box.right > first for m in near):
                continue
            border = (place.box.right + places[right].box.left) / 2
            while True:
                ends = [m for m in dealt[left] if m.box.right > border - AT_BORDER * unit]
                run_over = [
                    m
                    for m in dealt[right]
                    if m.box.left < border + 2 * unit
                    and any(_is_joined(end.box, m.box, unit) for end in ends)
                ]
                if not run_over:
                    break
                dealt[right] = [m for m in dealt[right] if m not in run_over]
                dealt[left] += run_over
                border = max(m.box.right for m in run_over)


def _right_of(number: int, places: Sequence[Place]) -> list[int]:
    """The place that begins where this one ends, in the same row."""
    box = places[number].box
    return [
        k
        for k, other in enumerate(places)
        if 0 <= other.box.left - box.right <= 0.5 * box.height
        and _share(box.top, box.bottom, other.box.top, other.box.bottom) > 0.5 * box.height
        and other.shape is Shape.LINES
    ]


def _is_joined(end: Box, mark: Box, unit: float) -> bool:
    is_level = _share(end.top, end.bottom, mark.top, mark.bottom) > 0
    return is_level and -unit <= mark.left - end.right <= TIGHT * unit


def _without_dust(
    place: Place, marks: Sequence[InkMark], unit: float, edge: float
) -> tuple[InkMark, ...]:
    """The marks but for rests of the frame and dust: dots that no letter can have where they are.

    Such stand away from all letters, before the first, or too far above or below.
    """
    written = [Ink(mark, mark.box) for mark in marks if not _is_frame(mark, place, unit, edge)]
    kept = []
    for run in inks_to_runs(written, unit):
        letters = [ink.box for ink in run.inks if not is_dot(ink.mark, unit)]
        if not letters:
            continue
        first = min(letters, key=lambda box: box.left)
        for ink in run.inks:
            is_ahead = ink.box.center[0] < first.left and ink.box.bottom > first.top
            is_own = not is_ahead and _is_of_letters(ink.box, letters, place.shape, unit)
            if is_own or not is_dot(ink.mark, unit):
                kept.append(ink.mark)
    return tuple(kept)


def _is_of_letters(dot: Box, letters: Sequence[Box], shape: Shape, unit: float) -> bool:
    """Whether a dot may be an i's, a stop, or a piece of a letter; digits in boxes have no dots."""
    if shape is Shape.COMB:
        return any(dot.overlap(box.grow(PIECE * unit)) > 0 for box in letters)
    tall = median(box.height for box in letters)
    beside = [b for b in letters if b.left - tall <= dot.right and dot.left <= b.right + tall]
    near = bounding_box(beside or letters)
    above, below = near.top - DOT_ABOVE * tall, near.bottom + DOT_BELOW * tall
    return dot.bottom >= above and dot.top <= below


def is_dot(mark: InkMark, unit: float) -> bool:
    """Whether a mark is so small that it is no letter."""
    return max(mark.box.width, mark.box.height) <= SMALL * unit
