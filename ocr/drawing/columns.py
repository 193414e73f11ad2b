"""Which columns of a table are drawn in rather than written in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from ocr.drawing.lines import Grid

    Mask = NDArray[np.uint8]

NARROWEST = 1.5
"""In letter heights: between lines nearer than this nothing is drawn."""
BLANK = 0.015
"""Share of a cell that letters may cover where no text stands: specks, a label at its edge."""
LEAST_LETTER, LONGEST_LETTER = 0.3, 2.5
LONGEST_WORD, LEAST_WORD, HIGHEST_WORD = 12.0, 0.4, 1.4
"""In letter heights: sizes of letters, and of words that a copier ran together."""
LARGEST_SHAPE = (16.0, 10.0)
"""Width and height of a shape's inside at most, in letter heights."""
MELTED = 0.3
"""Share of ink in the box of such a word at least."""
BLANK_ROWS = 0.3
"""Share of its rows in which a drawn column is blank; a written one is blank in fewer."""
LABELLED_ROWS = 0.5
"""Share of its rows in which a blank column is blank at least: labels stand in some."""
LOWEST_ROW = 1.5
"""In letter heights: lines nearer than this hold no row."""
LONG_LINE = 0.5
"""Share of a table's height over which a line parts two columns."""
SAME_PLACE = 0.5
"""In letter heights: pieces of one line stand no further apart."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns: where they part, and which share of each row letters cover.

    `edges` are places x of the window, in pixels of the shrunk page; `shares` has one entry a
    column, each with one a row; `written` tells of most of a column's rows, words run together
    included.
    """

    edges: tuple[int, ...]
    shares: tuple[tuple[float, ...], ...]
    written: tuple[float, ...]

    def ranges(self) -> list[tuple[int, int]]:
        """The ranges of x in which the table may be drawn in, neighbours joined."""
        found: list[tuple[int, int]] = []
        for (a, b), shares in zip(pairwise(self.edges), self.shares, strict=True):
            if shares and _at_share(shares, BLANK_ROWS) > BLANK:
                continue
            if found and found[-1][1] == a:
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
        return found

    def around(self, left: float, right: float) -> tuple[int, int]:
        """From where to where the columns reach that hold a range of x, and blank ones beside."""
        inside = [k for k, (a, b) in enumerate(pairwise(self.edges)) if a < right and b > left]
        if not inside:
            return round(left), round(right)
        first, last = inside[0], inside[-1]
        while first > 0 and self.written[first - 1] <= BLANK:
            first -= 1
        while last + 1 < len(self.written) and self.written[last + 1] <= BLANK:
            last += 1
        return self.edges[first], self.edges[last + 1]


def find_columns(bare: Mask, grid: Grid, left: float, factor: int, letter_height: float) -> Columns:
    """The columns of a table.

    `bare` is the ink of the table's window without its grid, shrunk by `factor` as are the
    columns and `letter_height`; the window begins at `left` of the page.
    """
    letters, words = _letters(bare, letter_height)
    edges = _edges(grid, left, factor, bare.shape[1], letter_height)
    bands = _bands(grid, factor, bare.shape[0], letter_height)
    shares = tuple(
        tuple(_share(letters[top:bottom, a:b]) for top, bottom in bands) for a, b in pairwise(edges)
    )
    written = tuple(_written(words[:, a:b], bands) for a, b in pairwise(edges) if bands)
    return Columns(tuple(edges), shares, written)


def _share(mask: Mask) -> float:
    return cv2.countNonZero(mask) / mask.size


def _at_share(values: Sequence[float], share: float) -> float:
    """The value that so great a share of the others does not exceed."""
    return sorted(values)[int(share * (len(values) - 1))]


def _written(words: Mask, bands: Sequence[tuple[int, int]]) -> float:
    """The share that words cover of a column, or of most of its rows where that is less."""
    rows = [_share(words[top:bottom]) for top, bottom in bands]
    whole = _share(words[bands[0][0] : bands[-1][1]])
    return min(whole, _at_share(rows, LABELLED_ROWS))


def _bands(grid: Grid, factor: int, height: int, letter_height: float) -> list[tuple[int, int]]:
    places = sorted((run.place - grid.top) / factor for run in grid.across)
    rows = [
        (max(0, round(a)), min(height, round(b)))
        for a, b in pairwise(places)
        if b - a >= LOWEST_ROW * letter_height
    ]
    return [(a, b) for a, b in rows if b > a]


def _letters(bare: Mask, letter_height: float) -> tuple[Mask, Mask]:
    """Ink in small marks: letters and digits, not shapes and connectors; and words as well.

    What is written in a shape belongs to it.
    """
    whole = _with_shapes_filled(bare, letter_height)
    # What encloses paper still is larger than a word: the outlines sought are those of marks.
    outlines, _ = cv2.findContours(whole, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    small, melted = [], []
    for outline in outlines:
        width, height = (side / letter_height for side in cv2.boundingRect(outline)[2:])
        if LEAST_LETTER <= max(width, height) <= LONGEST_LETTER:
            small.append(outline)
        elif (
            LONGEST_LETTER < width <= LONGEST_WORD
            and LEAST_WORD <= height <= HIGHEST_WORD
            and _is_melted(outline)
        ):
            melted.append(outline)
    letters = _drawn(small, bare)
    return letters, np.asarray(cv2.bitwise_or(letters, _drawn(melted, bare)), np.uint8)


def _is_melted(outline: MatLike) -> bool:
    left, top, width, height = cv2.boundingRect(outline)
    solid = np.zeros((height, width), np.uint8)
    cv2.drawContours(solid, [outline], -1, 1, cv2.FILLED, offset=(-left, -top))
    return cv2.countNonZero(solid) >= MELTED * width * height


def _drawn(outlines: Sequence[MatLike], bare: Mask) -> Mask:
    """The ink within outlines."""
    marks = np.zeros_like(bare)
    cv2.drawContours(marks, outlines, -1, 255, cv2.FILLED)
    return np.asarray(cv2.bitwise_and(marks, bare), np.uint8)


def _with_shapes_filled(bare: Mask, letter_height: float) -> Mask:
    """The ink, the paper filled that it encloses in patches of a shape's size."""
    outlines, tree = cv2.findContours(bare, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return bare
    widest, tallest = (size * letter_height for size in LARGEST_SHAPE)
    filled = bare.copy()
    for outline, (_, _, _, parent) in zip(outlines, tree[0].tolist(), strict=True):
        # a patch is outlined by the ink around it
        _, _, width, height = cv2.boundingRect(outline)
        if parent >= 0 and width - 2 <= widest and height - 2 <= tallest:
            cv2.drawContours(filled, [outline], -1, 255, cv2.FILLED)
    return filled


def _lines_down(grid: Grid, near: float) -> list[tuple[float, float]]:
    """Where lines stand and how long their pieces are together: headings break them."""
    pieces: list[tuple[float, float]] = []
    for run in sorted(grid.down, key=lambda run: run.place):
        place = run.place
        if pieces and place - pieces[-1][0] <= near:
            before, long = pieces[-1]
            pieces[-1] = (before, long + run.length)
        else:
            pieces.append((place, float(run.length)))
    return pieces


def _edges(grid: Grid, left: float, factor: int, width: int, letter_height: float) -> list[int]:
    tall = LONG_LINE * (grid.bottom - grid.top)
    near = SAME_PLACE * letter_height * factor
    places = [(x - left) / factor for x, long in _lines_down(grid, near) if long >= tall]
    edges: list[int] = []
    for place in [0.0, *places, float(width)]:
        if not edges or place - edges[-1] >= NARROWEST * letter_height:
            edges.append(min(width, max(0, round(place))))
    return edges
