"""Straight runs of ink in one direction: the pieces rulings are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.ink.marks import Marks, Mask

LEAST_DRAWING = 2.6
"""A mark that reaches this many letter heights in a direction may hold a ruling in it."""
LEAST_RUN = 1.5
"""A ruling runs unbroken at least this many letter heights at a time; no letter's stroke does."""
MOST_THICKNESS = 0.75
"""Thicker than this many letter heights is a filled area, no line."""
DOT_SIZE = 0.3
"""The dots of a dotted line are smaller than this many letter heights …"""
DOT_GAP = 0.6
"""… and follow one another within this many …"""
LEAST_DOTTED = 4.0
"""… for at least this many."""
LEAST_DOT_INK = 0.3
"""Dots ink at least this much of a row one pixel high; dust lies thinner."""
MOST_ATTACHED = 0.3
"""Where letters stand on more of a run than this share of its length, the run is their feet."""
SURELY_RULING = 12.0
"""A run this many letter heights long is a ruling, whatever stands on it."""
KNOT_SPACING = 3.0
"""A bowed ruling keeps a point every so many letter heights."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A straight piece along one axis: where it begins and ends on it, and its centre line.

    `along` and `across` hold the points of the centre line in order.
    """

    along: NDArray[np.float64]
    across: NDArray[np.float64]
    thickness: float

    @property
    def start(self) -> float:
        return float(self.along[0])

    @property
    def end(self) -> float:
        return float(self.along[-1])

    @property
    def length(self) -> float:
        return self.end - self.start


def find_runs(drawing: Mask, ink: Mask, letter_height: float) -> list[Run]:
    """The horizontal straight pieces of the marks in `drawing`; transpose both for vertical ones.

    `drawing` holds those marks of `ink` that are wide enough to be drawn, see `drawing_mask`.
    """
    length = max(7, round(letter_height * LEAST_RUN))
    # Copies of copies nick lines by a pixel or two: bridge that, never the space between letters.
    nick = max(3, round(letter_height * 0.12) | 1)
    bridged = cv2.morphologyEx(drawing, cv2.MORPH_CLOSE, np.ones((1, nick), np.uint8))
    opened = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    thickest = max(3.0, letter_height * MOST_THICKNESS)
    # Runs of a sloping line lie in neighbouring rows and touch at their corners. So few pixels
    # are left that following their outlines is quicker than labelling the page.
    outlines, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    runs = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        piece = np.zeros((height, width), np.uint8)
        cv2.drawContours(piece, [outline], -1, 1, cv2.FILLED, offset=(-left, -top))
        thickness = cv2.countNonZero(piece) / width
        if thickness > thickest:
            continue
        solid = piece > 0
        if width < letter_height * SURELY_RULING and _attached(ink, solid, left, top):
            continue
        runs.append(_trace(solid, left, top, thickness, letter_height))
    return runs


def drawing_mask(marks: Marks, letter_height: float, *, horizontal: bool) -> Mask:
    """The marks long enough in a direction to hold a ruling in it."""
    size = marks.width if horizontal else marks.height
    keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    keep[1:][size >= letter_height * LEAST_DRAWING] = 255
    return np.asarray(np.take(keep, marks.labels), dtype=np.uint8)


def find_dotted_runs(marks: Marks, letter_height: float) -> list[Run]:
    """The horizontal rows of dots among a page's marks."""
    largest = max(2.0, DOT_SIZE * letter_height)
    keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    keep[1:][(marks.height <= largest) & (marks.width <= largest)] = 255
    if np.count_nonzero(keep) < LEAST_DOTTED / DOT_GAP:
        return []
    dots = np.take(keep, marks.labels)
    gap, least = round(DOT_GAP * letter_height), round(LEAST_DOTTED * letter_height)
    # Dots of a leaning row lie a pixel or two apart in height.
    level = cv2.dilate(dots, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    outlines, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    runs = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        inside = dots[top : top + height, left : left + width]
        if cv2.countNonZero(inside) < LEAST_DOT_INK * width:
            continue
        piece = opened[top : top + height, left : left + width] > 0
        thickness = max(1.0, float(piece.sum()) / width - 2.0)
        runs.append(_trace(piece, left, top, thickness, letter_height))
    return runs


def _attached(ink: Mask, piece: NDArray[np.bool_], left: int, top: int) -> bool:
    """Whether much of the piece carries ink just above or just below it, as feet of letters do."""
    columns = np.arange(piece.shape[1])
    first = piece.argmax(axis=0)
    last = piece.shape[0] - 1 - piece[::-1].argmax(axis=0)
    # One row of blur apart: the rim of a ruling is uneven by a pixel.
    above = ink[np.maximum(top + first - 2, 0), left + columns] > 0
    below = ink[np.minimum(top + last + 2, ink.shape[0] - 1), left + columns] > 0
    return float(np.mean(above)) > MOST_ATTACHED or float(np.mean(below)) > MOST_ATTACHED


def _trace(
    piece: NDArray[np.bool_], left: int, top: int, thickness: float, letter_height: float
) -> Run:
    """The centre line of a piece, a point every few letter heights."""
    counts = piece.sum(axis=0)
    rows = np.arange(piece.shape[0], dtype=np.float64)
    centre = (rows @ piece) / np.maximum(counts, 1)
    width = piece.shape[1]
    parts = max(1, round(width / (letter_height * KNOT_SPACING)))
    edges = np.linspace(0, width, parts + 1)
    along, across = [], []
    for k, edge in enumerate(edges):
        reach = max(2.0, letter_height / 2)
        low, high = int(max(0, edge - reach)), int(min(width, edge + reach) + 0.5)
        if k == 0:
            low, high = 0, int(min(width, 2 * reach))
        elif k == parts:
            low, high = int(max(0, width - 2 * reach)), width
        along.append(left + edge)
        across.append(top + float(np.median(centre[low : max(low + 1, high)])) + 0.5)
    return Run(np.array(along), np.array(across), thickness)
