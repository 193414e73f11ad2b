"""A page's ink in level coordinates: marks, lines to write on, colons, runs of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from records.geometry import Box, bounding_box
from records.paper import Ruling, Sheet
from records.pen import CheckBox, InkMark, PenReader

if TYPE_CHECKING:
    from numpy.typing import NDArray

TALLEST_MARK, WIDEST_MARK = 5.6, 30.0
"""Marks larger than so many letter heights are stamps, signatures or holes, no writing;
two lines of a close hand hang together at up to five."""
SMALL = 0.36
"""A mark this small (letter heights) is a dot: of an i, of a colon, a full stop."""
WORD_GAP = 1.05
"""Marks this near to each other (letter heights) stand in one run."""
DOT_NEAR = 0.75
"""A dot goes with the letters at most so far (letter heights) from it."""
SAME_RUN = 0.35
"""Share of the lower mark's height that overlaps its neighbour in one run."""
SHORTEST_BASE = 3.0
"""Letter heights of the shortest line to write on."""
LIKE_LARGEST = 0.88
"""Share of the largest square's side from which another is one of its kind."""
FEWEST_COLONS = 3
STEEPEST = 0.12
WITHIN = 0.3
"""A colon stands at the end of the word it is glued to, at most so many letter heights before."""
IN_COLUMN = 0.6
"""Colons of a column lie this near in x (letter heights): a page may lean a little."""
ROW = 2.0
"""Letter heights between the lines of one label."""
COLON_OFF, COLON_NEAR, COLON_FAR = 0.16, 0.22, 0.95
"""A colon's dots stand above one another, so far apart, in letter heights."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A mark and its box on the levelled page."""

    mark: InkMark
    box: Box


@dataclass(frozen=True, slots=True)
class Base:
    """A level line to write on: where it begins and ends, and its height."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Run:
    """Marks side by side: a word, a label, a stretch of writing."""

    inks: tuple[Ink, ...]
    box: Box

    @property
    def baseline(self) -> float:
        """Where most of its letters stand."""
        bottoms = [ink.box.bottom for ink in self.inks]
        tall = [i.box.bottom for i in self.inks if i.box.height >= 0.5 * self.box.height]
        return median(tall or bottoms)


@dataclass(frozen=True, slots=True)
class Leveled:
    """The ink of a page as if its lines ran level; `unit` is a letter's height in pixels."""

    inks: tuple[Ink, ...]
    bases: tuple[Base, ...]
    colons: tuple[Box, ...]
    squares: tuple[tuple[Box, CheckBox], ...]
    slope: float
    unit: float

    def flat(self, box: Box) -> Box:
        """A box of the page, levelled."""
        return _shift(box, self.slope)


def page_to_leveled(sheet: Sheet, pen: PenReader) -> Leveled:
    """The page's ink, levelled by the slope of its lines."""
    unit = sheet.char_height
    rulings = [r for r in (*sheet.rulings, *pen.dotted()) if r.is_horizontal]
    slope = _slope(rulings, unit)
    marks = [
        m
        for m in pen.marks()
        if m.box.height <= TALLEST_MARK * unit and m.box.width <= WIDEST_MARK * unit
    ]
    inks = [Ink(mark, _shift(mark.box, slope)) for mark in marks]
    words = [_shift(w.box, slope) for w in sheet.words if sum(c.isalnum() for c in w.text) > 1]
    colons = _colons(inks, words, unit)
    marks_read = [_shift(w.box, slope) for w in sheet.words if w.text.endswith(":")]
    columns = [colon for colon in colons if _is_in_column(colon, colons, unit)]
    lone = [c for c in colons if c not in columns and _is_read(c, marks_read, unit)]
    bases = [_to_base(r, slope) for r in rulings]
    colons = columns + [colon for colon in lone if not _is_before(colon, columns, bases, unit)]
    squares = _squares([(_shift(s.box, slope), s) for s in pen.squares()], colons)
    rest = _outside(inks, colons)
    kept = [b for b in bases if b.right - b.left >= SHORTEST_BASE * unit]
    return Leveled(
        tuple(rest), tuple(sorted(kept, key=lambda b: b.y)), tuple(colons), squares, slope, unit
    )


def _outside(inks: Sequence[Ink], colons: Sequence[Box]) -> list[Ink]:
    """The marks that are no part of a colon."""
    x, y = np.array([ink.box.center for ink in inks]).reshape(-1, 2).T
    gone = np.zeros(len(inks), dtype=bool)
    for colon in colons:
        gone |= (x >= colon.left) & (x < colon.right) & (y >= colon.top) & (y < colon.bottom)
    return [ink for ink, is_gone in zip(inks, gone.tolist(), strict=True) if not is_gone]


def inks_to_runs(inks: Sequence[Ink], unit: float, gap: float = WORD_GAP) -> list[Run]:
    """The marks gathered to runs; dots go with the letters they stand over."""
    large = sorted(
        (i for i in inks if max(i.box.height, i.box.width) > SMALL * unit),
        key=lambda i: i.box.left,
    )
    small = [i for i in inks if max(i.box.width, i.box.height) <= SMALL * unit]
    groups = _beside(large, gap * unit)
    lone: list[Ink] = []
    if groups:
        homes = np.concatenate([np.full(len(g), k) for k, g in enumerate(groups)])
        boxes = _edges([ink for group in groups for ink in group])
        for ink in small:
            away = _distances(boxes, ink.box)
            near = int(np.argmin(away))
            if away[near] <= DOT_NEAR * unit:
                groups[int(homes[near])].append(ink)
            else:
                lone.append(ink)
    else:
        lone = small
    runs = [Run(tuple(g), bounding_box(i.box for i in g)) for g in groups]
    runs += [Run((ink,), ink.box) for ink in lone]
    return sorted(runs, key=lambda r: (r.box.top, r.box.left))


def _edges(inks: Sequence[Ink]) -> NDArray[np.float64]:
    """Left, top, right and bottom of each mark, a row each."""
    return np.array([(i.box.left, i.box.top, i.box.right, i.box.bottom) for i in inks]).T


def _beside(inks: Sequence[Ink], gap: float) -> list[list[Ink]]:
    """Marks, from left to right, gathered with all that stand beside one of theirs."""
    if not inks:
        return []
    left, top, right, bottom = _edges(inks)
    home = list(range(len(inks)))

    def root(k: int) -> int:
        while home[k] != k:
            k = home[k]
        return k

    tall = bottom - top
    # None further left than the widest mark and the gap reaches so far.
    firsts = np.searchsorted(left, left - gap - (right - left).max(), side="left").tolist()
    for k, first in enumerate(firsts):
        before = slice(first, k)
        shared = np.minimum(bottom[before], bottom[k]) - np.maximum(top[before], top[k])
        near = left[k] - right[before] <= gap
        near &= shared >= SAME_RUN * np.minimum(tall[before], tall[k])
        for met in np.flatnonzero(near).tolist():
            home[root(first + met)] = k
    groups: dict[int, list[Ink]] = {}
    for k, ink in enumerate(inks):
        groups.setdefault(root(k), []).append(ink)
    return list(groups.values())


def _distances(boxes: NDArray[np.float64], box: Box) -> NDArray[np.float64]:
    """How far each mark is from a dot, sideways and up together."""
    left, top, right, bottom = boxes
    dx = np.maximum(0.0, np.maximum(left - box.right, box.left - right))
    dy = np.maximum(0.0, np.maximum(top - box.bottom, box.top - bottom))
    return np.asarray(dx + dy)


def _squares(
    found: Sequence[tuple[Box, CheckBox]], colons: Sequence[Box]
) -> tuple[tuple[Box, CheckBox], ...]:
    """The squares to check: the largest of like size right of the colons; others are letters."""
    column = median(c.right for c in colons) if len(colons) >= FEWEST_COLONS else 0.0
    right = [(box, check) for box, check in found if box.left > column]
    sides = sorted((box.width for box, _ in right), reverse=True)
    twins = [a for a, b in pairwise(sides) if b >= LIKE_LARGEST * a]
    side = twins[0] if twins else max(sides, default=0.0)
    return tuple(
        (box, check) for box, check in right if LIKE_LARGEST <= box.width / side <= 1 / LIKE_LARGEST
    )


def _slope(rulings: Sequence[Ruling], unit: float) -> float:
    """The usual slope of the long level lines."""
    found = []
    for ruling in rulings:
        (x0, y0), (x1, y1) = sorted((ruling.start, ruling.end))
        if x1 - x0 >= 2 * SHORTEST_BASE * unit and abs(y1 - y0) <= STEEPEST * (x1 - x0):
            found.append((y1 - y0) / (x1 - x0))
    return median(found) if found else 0.0


def _shift(box: Box, slope: float) -> Box:
    down = slope * box.center[0]
    return Box(box.left, box.top - down, box.right, box.bottom - down)


def _to_base(ruling: Ruling, slope: float) -> Base:
    xs = [x for x, _ in ruling.points]
    return Base(min(xs), max(xs), median(y - slope * x for x, y in ruling.points))


def _colons(inks: Sequence[Ink], words: Sequence[Box], unit: float) -> list[Box]:
    """Pairs of dots above one another; two crumbs of a broken letter stand within a word."""
    dots = [i.box for i in inks if max(i.box.width, i.box.height) <= SMALL * unit]
    x, y = np.array([dot.center for dot in dots]).reshape(-1, 2).T
    dx, dy = np.abs(x[:, None] - x), y - y[:, None]
    pairs = (dx <= COLON_OFF * unit) & (dy >= COLON_NEAR * unit) & (dy <= COLON_FAR * unit)
    found = [dots[k].union(dots[n]).grow(1.0) for k, n in np.argwhere(pairs).tolist()]
    return [colon for colon in found if not _is_within(colon, words, WITHIN * unit)]


def _is_in_column(colon: Box, colons: Sequence[Box], unit: float) -> bool:
    """Whether enough others stand above and below; two dots in a pen's stroke stand alone."""
    x = colon.center[0]
    return sum(abs(other.center[0] - x) <= IN_COLUMN * unit for other in colons) >= FEWEST_COLONS


def _is_before(colon: Box, columns: Sequence[Box], bases: Sequence[Base], unit: float) -> bool:
    """Whether a colon of a column stands right of it, near its height: a broken slash, no colon.

    Where a line to write on begins between the two, both are.
    """
    y = colon.center[1]
    near = [base.left for base in bases if abs(base.y - y) <= ROW * unit]
    return any(
        other.left > colon.right
        and abs(other.center[1] - y) <= ROW * unit
        and not any(colon.left < left < other.left for left in near)
        for other in columns
    )


def _is_read(colon: Box, read: Sequence[Box], unit: float) -> bool:
    """Whether the reader of print saw one there too."""
    x, y = colon.center
    return any(
        abs(word.right - x) <= unit and word.top - unit <= y <= word.bottom + unit for word in read
    )


def _is_within(colon: Box, words: Sequence[Box], reach: float) -> bool:
    """Whether a word of letters goes on at both sides."""
    x, y = colon.center
    return any(
        word.left + reach < x < word.right - reach and word.top < y < word.bottom for word in words
    )
