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
MOST_LOOKED_AT = 4
"""Pages' worth of boxes up to which marks are cut out one by one."""
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

    `drawing` holds those marks of `ink` that are wide enough to be drawn, see `drawing_masks`.
    """
    thickest = max(3.0, letter_height * MOST_THICKNESS)
    runs = []
    for piece in mask_to_pieces(_opened(drawing, letter_height)):
        if piece.thickness > thickest or _is_of_letters(piece, drawing, letter_height):
            continue
        if piece.width < letter_height * SURELY_RULING and _attached(ink, piece):
            continue
        runs.append(piece_to_run(piece, piece.thickness, letter_height))
    return runs


def _opened(drawing: Mask, letter_height: float) -> Mask:
    """Where a mask runs unbroken over the length of a ruling, but for nicks.

    Rows are looked at one by one, and few hold so much ink: the others are left out early.
    """
    length = max(7, round(letter_height * LEAST_RUN))
    # Copies of copies nick lines by a pixel or two: bridge that, never the space between letters.
    nick = max(3, round(letter_height * 0.12) | 1)
    stroke = max(3, length // 5)
    whole = np.zeros_like(drawing)
    inked = cv2.reduce((drawing > 0).view(np.uint8), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    rows = np.flatnonzero(inked.ravel() >= length // 2)
    if not len(rows):
        return whole
    bridged = cv2.morphologyEx(drawing[rows], cv2.MORPH_CLOSE, np.ones((1, nick), np.uint8))
    worn = np.asarray(cv2.erode(bridged, np.ones((1, stroke), np.uint8)))
    has_run = worn.any(axis=1)
    rows = rows[has_run]
    if len(rows):
        kernel = np.ones((1, length), np.uint8)
        whole[rows] = cv2.morphologyEx(bridged[has_run], cv2.MORPH_OPEN, kernel)
    return whole


def drawing_masks(marks: Marks, letter_height: float) -> tuple[Mask, Mask]:
    """The marks long enough to hold a level ruling, and those tall enough for an upright one.

    Not 0 where there is one.
    """
    least = letter_height * LEAST_DRAWING
    return _pick(marks, marks.width >= least), _pick(marks, marks.height >= least)


def _pick(marks: Marks, is_picked: NDArray[np.bool_]) -> Mask:
    """The page with some of its marks only, each cut out by its box: they are few."""
    chosen = np.flatnonzero(is_picked)
    looked_at = int((marks.width[chosen].astype(np.int64) * marks.height[chosen]).sum())
    if looked_at > MOST_LOOKED_AT * marks.labels.size:
        keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
        keep[1:][chosen] = 1
        return np.asarray(np.take(keep, marks.labels), dtype=np.uint8)
    picked = np.zeros(marks.labels.shape, dtype=np.uint8)
    for k in chosen.tolist():
        left, top, width, height, _ = marks.stats[k].tolist()
        place = (slice(top, top + height), slice(left, left + width))
        picked[place] |= (marks.labels[place] == k + 1).view(np.uint8)
    return picked


def find_dotted_runs(marks: Marks, letter_height: float, *, horizontal: bool = True) -> list[Run]:
    """The horizontal rows of dots among a page's marks, or the columns of dots."""
    largest = max(2.0, DOT_SIZE * letter_height)
    is_dot = (marks.height <= largest) & (marks.width <= largest)
    gap, least = round(DOT_GAP * letter_height), round(LEAST_DOTTED * letter_height)
    dotted = _in_rows(marks.stats[is_dot, :4], gap, least, horizontal=horizontal)
    if not dotted.any():
        return []
    is_dot[np.flatnonzero(is_dot)[~dotted]] = False
    dots = _pick(marks, is_dot)
    if not horizontal:
        dots = np.asarray(cv2.transpose(dots), dtype=np.uint8)
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


def _in_rows(
    dots: NDArray[np.int32], gap: int, least: int, *, horizontal: bool
) -> NDArray[np.bool_]:
    """Which dots (left, top, width, height) have others beside them, on and on for `least`."""
    along, across = (0, 1) if horizontal else (1, 0)
    order = np.argsort(dots[:, along], kind="stable")
    begin = dots[order, along]
    end = begin + dots[order, along + 2]
    upper, lower = dots[order, across] - 1, dots[order, across] + dots[order, across + 2] + 1
    count = np.arange(len(dots))
    reach = np.searchsorted(begin, end + gap, side="right")
    parent = count.tolist()
    for step in range(1, int((reach - count).max(initial=1))):
        first = np.flatnonzero(count + step < reach)
        second = first + step
        is_level = (upper[first] < lower[second]) & (upper[second] < lower[first])
        for i, j in zip(first[is_level].tolist(), second[is_level].tolist(), strict=True):
            parent[_root(parent, j)] = _root(parent, i)
    roots = np.array([_root(parent, i) for i in parent], dtype=np.intp)
    starts, ends = np.full(len(dots), np.iinfo(np.int32).max), np.zeros(len(dots), dtype=np.int64)
    np.minimum.at(starts, roots, begin)
    np.maximum.at(ends, roots, end)
    found = np.zeros(len(dots), dtype=bool)
    found[order] = (ends - starts)[roots] >= least - gap
    return found


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


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
    edges = [k * (width / parts) for k in range(parts)] + [float(width)]
    reach = max(2.0, letter_height / 2 / stretch)
    around = [(int(max(0.0, at - reach)), int(min(at + reach, width) + 0.5)) for at in edges]
    around[0] = 0, int(min(width, 2 * reach))
    around[-1] = int(max(0, width - 2 * reach)), width
    across = [_middle(centre[low : max(low + 1, high)]) for low, high in around]
    along = (piece.left + np.array(edges)) * stretch
    return Run(along, piece.top + np.array(across) + 0.5, thickness)


def _middle(values: NDArray[np.float64]) -> float:
    """The median; of so few values quicker than NumPy's."""
    held: list[float] = sorted(values.tolist())
    half = len(held) // 2
    return held[half] if len(held) % 2 else (held[half - 1] + held[half]) / 2
