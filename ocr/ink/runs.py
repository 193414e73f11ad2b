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
THICK = 0.35
"""From this many letter heights on a line may be a row of small bold letters …"""
MOST_HOLES = 0.04
"""… which have holes in more than this share of it."""
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
    is_faint: bool = False
    """Whether specks in a row make it, some of which may be runs found by themselves."""

    @property
    def start(self) -> float:
        return float(self.along[0])

    @property
    def end(self) -> float:
        return float(self.along[-1])

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A mark cut out of a mask: its pixels and where they begin."""

    solid: NDArray[np.bool_]
    left: int
    top: int

    @property
    def width(self) -> int:
        return int(self.solid.shape[1])

    @property
    def thickness(self) -> float:
        return float(np.count_nonzero(self.solid)) / self.width

    @property
    def rows(self) -> slice:
        return slice(self.top, self.top + int(self.solid.shape[0]))

    @property
    def columns(self) -> slice:
        return slice(self.left, self.left + self.width)


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
    runs = []
    for piece in mask_to_pieces(np.asarray(opened, dtype=np.uint8)):
        if piece.thickness > thickest or _is_of_letters(piece, drawing, letter_height):
            continue
        if piece.width < letter_height * SURELY_RULING and _attached(ink, piece):
            continue
        runs.append(piece_to_run(piece, piece.thickness, letter_height))
    return runs


def drawing_mask(marks: Marks, letter_height: float, *, horizontal: bool) -> Mask:
    """The marks long enough in a direction to hold a ruling in it."""
    size = marks.width if horizontal else marks.height
    keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    keep[1:][size >= letter_height * LEAST_DRAWING] = 255
    return np.asarray(np.take(keep, marks.labels), dtype=np.uint8)


def find_dotted_runs(marks: Marks, letter_height: float, *, horizontal: bool = True) -> list[Run]:
    """The horizontal rows of dots among a page's marks, or the columns of dots."""
    largest = max(2.0, DOT_SIZE * letter_height)
    keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    keep[1:][(marks.height <= largest) & (marks.width <= largest)] = 255
    if np.count_nonzero(keep) < LEAST_DOTTED / DOT_GAP:
        return []
    dots = np.take(keep, marks.labels)
    if not horizontal:
        dots = np.asarray(cv2.transpose(dots), dtype=np.uint8)
    gap, least = round(DOT_GAP * letter_height), round(LEAST_DOTTED * letter_height)
    # Dots of a leaning row lie a pixel or two apart in height.
    level = cv2.dilate(dots, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    runs = []
    for piece in mask_to_pieces(np.asarray(opened, dtype=np.uint8)):
        inside = dots[piece.rows, piece.columns]
        if cv2.countNonZero(inside) < LEAST_DOT_INK * piece.width:
            continue
        runs.append(piece_to_run(piece, max(1.0, piece.thickness - 2.0), letter_height))
    return runs


def mask_to_pieces(mask: Mask) -> list[Piece]:
    """The marks of a mask that holds few of them."""
    # Runs of a sloping line lie in neighbouring rows and touch at their corners. So few pixels
    # are left that following their outlines is quicker than labelling the page.
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    pieces = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        solid = np.zeros((height, width), np.uint8)
        cv2.drawContours(solid, [outline], -1, 1, cv2.FILLED, offset=(-left, -top))
        pieces.append(Piece(solid > 0, left, top))
    return pieces


def _is_of_letters(piece: Piece, drawing: Mask, letter_height: float) -> bool:
    """Whether a thick piece has the holes of bold letters that run into one another."""
    if piece.thickness < THICK * letter_height:
        return False
    filled = piece.solid & (drawing[piece.rows, piece.columns] == 0)
    return bool(np.count_nonzero(filled) > MOST_HOLES * np.count_nonzero(piece.solid))


def _attached(ink: Mask, piece: Piece) -> bool:
    """Whether much of the piece carries ink just above or just below it, as feet of letters do."""
    columns = np.arange(piece.width)
    first = piece.solid.argmax(axis=0)
    last = piece.solid.shape[0] - 1 - piece.solid[::-1].argmax(axis=0)
    # One row of blur apart: the rim of a ruling is uneven by a pixel.
    above = ink[np.maximum(piece.top + first - 2, 0), piece.left + columns] > 0
    below = ink[np.minimum(piece.top + last + 2, ink.shape[0] - 1), piece.left + columns] > 0
    return float(np.mean(above)) > MOST_ATTACHED or float(np.mean(below)) > MOST_ATTACHED


def piece_to_run(piece: Piece, thickness: float, letter_height: float, stretch: int = 1) -> Run:
    """The centre line of a piece, a point every few letter heights.

    `stretch` is how many times longer the page is than the mask the piece was found in.
    """
    solid, width = piece.solid, piece.width
    counts = solid.sum(axis=0)
    rows = np.arange(solid.shape[0], dtype=np.float64)
    centre = (rows @ solid) / np.maximum(counts, 1)
    parts = max(1, round(width * stretch / (letter_height * KNOT_SPACING)))
    edges = np.linspace(0, width, parts + 1)
    reach = max(2.0, letter_height / 2 / stretch)
    along, across = [], []
    for k, edge in enumerate(edges):
        low, high = int(max(0, edge - reach)), int(min(width, edge + reach) + 0.5)
        if k == 0:
            low, high = 0, int(min(width, 2 * reach))
        elif k == parts:
            low, high = int(max(0, width - 2 * reach)), width
        along.append((piece.left + edge) * stretch)
        across.append(piece.top + float(np.median(centre[low : max(low + 1, high)])) + 0.5)
    return Run(np.array(along), np.array(across), thickness)
