"""What is drawn and not written painted out of a page, the letters that touch it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Marks, Mask
    from records.paper import Ruling

PAPER = 255
RIM_SHARE = 0.05
"""A drawn line's blurred rim, in letter heights at each side."""
LETTER_STROKE = 0.3
"""A stroke that leaves a ruling by this many letter heights belongs to a letter crossing it."""
LARGEST_LETTER = 4.0
"""No letter of a page is this many times as tall as its usual capitals."""
OPEN_FIGURE = 1.7
"""A mark this many letter heights tall and wide …"""
OPEN_FIGURE_FILL = 0.22
"""… and this thinly inked is an outline: a shape, a stamp's ring, a signature."""
BAR_LENGTH = 1.5
BAR_WIDTH = 0.28
"""A bare bar longer and thinner than this (letter heights) is the side of a shape, no `l`."""
BLOT_SIZE, BLOT_FILL = 1.35, 0.72
"""A mark this large in letter heights and this fully inked is a punch hole or a blot."""
PEER_HEIGHT = 1.25
"""Letters of one line differ in height by no more than this factor."""
RUNS_INTO, FEWEST_BESIDE = 2.0, 2
"""So many letters this near (letter heights) beside an outline: their line runs into it."""
SPECK_AREA = 0.008
"""Smaller marks, in squared letter heights, are dust: a full stop has about 0.02."""


def paint_out(
    grey: NDArray[np.uint8],
    ink: Mask,
    rulings: Sequence[Ruling],
    letter_height: float,
    drawn: Mask | None = None,
) -> tuple[NDArray[np.uint8], Mask]:
    """The page with all that is not written turned to paper, and the mask of what is written.

    Rulings, outlines, blots, edge shadows and dust go; so does what `drawn` holds, the shapes
    and connectors found by others.
    """
    lines = ruling_mask(ink, rulings, letter_height)
    if drawn is not None:
        lines = np.asarray(cv2.bitwise_or(lines, drawn), dtype=np.uint8)
    rest = np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(lines)), dtype=np.uint8)
    figures = _drawn_marks(find_marks(rest), rest.shape, letter_height)
    written = np.asarray(cv2.bitwise_and(rest, cv2.bitwise_not(figures)), dtype=np.uint8)
    rim = max(3, 2 * round(RIM_SHARE * letter_height) + 1)
    wide = cv2.dilate(figures, np.ones((rim, rim), np.uint8))
    # A neighbour's ink stays even where it lies in the rim of what goes.
    wide = cv2.bitwise_and(wide, cv2.bitwise_not(written))
    return np.asarray(cv2.max(grey, cv2.max(wide, lines)), dtype=np.uint8), written


def ruling_mask(ink: Mask, rulings: Iterable[Ruling], letter_height: float) -> Mask:
    """The bands of the rulings and their rims, less the letters that cross them."""
    rulings = tuple(rulings)
    level = np.zeros_like(ink)
    upright = np.zeros_like(ink)
    rim = max(1.0, RIM_SHARE * letter_height)
    for ruling in rulings:
        cv2.polylines(
            level if ruling.is_horizontal else upright,
            [np.round(np.array(ruling.points)).astype(np.int32)],
            isClosed=False,
            color=PAPER,
            thickness=max(1, round(ruling.thickness + 2 * rim)),
        )
    stroke = round(letter_height * LETTER_STROKE)
    kept_level, kept_upright = level, upright
    if any(ruling.is_horizontal for ruling in rulings):
        tall = _strokes(_without(ink, upright), level, stroke, vertical=True)
        kept_level = _without(level, tall)
    if not all(ruling.is_horizontal for ruling in rulings):
        wide = _strokes(_without(ink, level), upright, stroke, vertical=False)
        kept_upright = _without(upright, wide)
    return np.asarray(cv2.bitwise_or(kept_level, kept_upright), dtype=np.uint8)


def _without(ink: NDArray[np.uint8], band: Mask) -> NDArray[np.uint8]:
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(band)), dtype=np.uint8)


def _strokes(ink: NDArray[np.uint8], band: Mask, stroke: int, *, vertical: bool) -> Mask:
    """Strokes that pass through or out of a band, by a letter's stroke length at least."""
    length = _thickness(band, vertical=vertical) + stroke
    kernel = np.ones((length, 1) if vertical else (1, length), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _thickness(band: Mask, *, vertical: bool) -> int:
    """How thick the bands usually are, rims included."""
    first = band[1:] & ~band[:-1] if vertical else band[:, 1:] & ~band[:, :-1]
    starts = cv2.countNonZero(first)
    return max(1, round(cv2.countNonZero(band) / starts)) if starts else 1


def _drawn_marks(marks: Marks, shape: tuple[int, ...], letter_height: float) -> Mask:
    """The marks that are no letters: outlines, bars, blots, dust, what touches the page's edge."""
    wide, tall = marks.width / letter_height, marks.height / letter_height
    fill = marks.area / np.maximum(1, marks.width * marks.height)
    size, least = np.maximum(wide, tall), np.minimum(wide, tall)
    huge = tall > LARGEST_LETTER
    outline = huge | ((least > OPEN_FIGURE) & (fill < OPEN_FIGURE_FILL))
    bar = (tall > BAR_LENGTH) & (wide < BAR_WIDTH)
    blot = (least > BLOT_SIZE) & (fill > BLOT_FILL)
    dust = marks.area < SPECK_AREA * letter_height**2
    bottom, right = marks.top + marks.height, marks.left + marks.width
    at_edge = (marks.left <= 1) | (marks.top <= 1) | (bottom >= shape[0] - 1)
    at_edge |= right >= shape[1] - 1
    drawn = bar | dust | (at_edge & (size > 1.0))
    drawn |= blot & ~_has_peers(marks, blot)
    drawn |= outline & ~_holds_letters(marks, outline, letter_height)
    table = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    table[1:][drawn] = PAPER
    return table[marks.labels]


def _has_peers(marks: Marks, blot: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which blots stand in a line of marks of their own height: a bold M is as black as a hole."""
    held = np.zeros(len(blot), dtype=bool)
    middle_y = marks.top + marks.height / 2
    for i in np.flatnonzero(blot).tolist():
        left, _, width, height = marks.stats[i, :4].tolist()
        alike = (marks.height > height / PEER_HEIGHT) & (marks.height < height * PEER_HEIGHT)
        alike &= np.abs(middle_y - middle_y[i]) < height / 4
        near = (marks.left < left + width + height) & (marks.left + marks.width > left - height)
        held[i] = np.count_nonzero(alike & near) > 1
    return held


def _holds_letters(
    marks: Marks, outline: NDArray[np.bool_], letter_height: float
) -> NDArray[np.bool_]:
    """Which outlines have lines of text running into them: their ink is partly letters.

    A stamp or signature over text is one mark with the letters it touches.
    """
    held = np.zeros(len(outline), dtype=bool)
    middle_x, middle_y = marks.left + marks.width / 2, marks.top + marks.height / 2
    letter = (marks.height > 0.5 * letter_height) & (marks.height < 1.6 * letter_height)
    letter &= (marks.width > 0.1 * letter_height) & (marks.width < 6 * letter_height) & ~outline
    reach = RUNS_INTO * letter_height
    for i in np.flatnonzero(outline).tolist():
        left, top, width, height = marks.stats[i, :4].tolist()
        row = letter & (middle_y > top) & (middle_y < top + height)
        before = row & (middle_x > left - reach) & (middle_x < left)
        after = row & (middle_x > left + width) & (middle_x < left + width + reach)
        held[i] = np.count_nonzero(before | after) >= FEWEST_BESIDE
    return held
