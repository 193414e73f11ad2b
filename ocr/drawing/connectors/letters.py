"""Letters among the strokes: labels near, upon and across connectors and rulings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.lines import run_mask, transposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

FULL, LONGEST_WORD = 0.3, 4.0
"""Ink share of melted letters' box, and its longest side in letter heights."""
PLUMP = 0.3
"""In letter heights: short pieces of a stroke between two rulings are thinner."""
LONG_PIECE = 1.3
"""In letter heights: no stroke of a label is longer."""
STEM, STEM_SHARE = 0.45, 0.4
"""Widest stem of an arrow in letter heights, and the least share of a mark it runs through."""
BAR, SOLID = 2.5, 0.75
"""Length by width of a piece of a thick line, and how much of its box is ink, at least."""
THICK_LINE, BENT = 0.45, 0.6
"""In letter heights: a bar no thicker may have a corner, and so much ink in its box."""
LEAST, MOST = 0.18, 1.4
"""In letter heights: sizes of a letter or of what a line through it leaves."""
APART = 0.4
"""In letter heights: the letters of a word stand no further apart."""
LEAST_LETTERS, NARROWEST_WORD, TALLEST_WORD = 3, 1.1, 1.7
"""Marks of a word, and its width and height in letter heights."""
LONGEST_LABEL = 9.0
"""In letter heights: `Tidak disetujui` in letters run together."""
LOW = 0.4
"""In letter heights: letters are higher, the stretches of a broken stroke are not."""
PAIR, PAIR_WIDE = 0.85, 0.35
"""In letter heights: width of `Ya` and of either of its letters; wings of a head are narrower."""


def without_letters(ink: Mask, grid: Mask, near: Mask, letter_height: float) -> tuple[Mask, Mask]:
    """The ink without marks of a letter's size, and where letters stood for sure.

    Left out are words, marks that no line reaches, and plump ones; lone thin marks are no sure
    letters, they may be what a copier left of a line. `grid` is the table's lines; what is set
    in `near` touches a shape and may be a stub.
    """
    words = _words(ink, grid, near, letter_height)
    free = _erased(ink, words)
    beside = np.asarray(cv2.dilate(grid, np.ones((3, 3), np.uint8)), np.uint8)
    bare = np.asarray(cv2.subtract(free, grid), np.uint8)
    doomed = [
        mark
        for mark in _marks(bare, LONGEST_WORD * letter_height, letter_height)
        if not _meets(near, mark.outline)
        and (
            (mark.long <= LONG_PIECE * letter_height and not _meets(beside, mark.outline))
            or _is_plump(mark, bare, letter_height)
        )
    ]
    plump = [mark for mark in doomed if mark.short > PLUMP * letter_height]
    letters = np.zeros_like(ink)
    cv2.drawContours(letters, [mark.outline for mark in words + plump], -1, 255, -1)
    return _erased(free, doomed), letters


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A connected mark by its outline and its bounding box."""

    outline: NDArray[np.int32]
    left: int
    top: int
    width: int
    height: int

    @property
    def long(self) -> int:
        return max(self.width, self.height)

    @property
    def short(self) -> int:
        return min(self.width, self.height)

    def pixels(self, ink: Mask) -> NDArray[np.bool_]:
        """The mark's own pixels, cut to its box."""
        own = np.zeros((self.height, self.width), np.uint8)
        cv2.drawContours(own, [self.outline], -1, 1, -1, offset=(-self.left, -self.top))
        cut = ink[self.top : self.top + self.height, self.left : self.left + self.width]
        return np.asarray((own > 0) & (cut > 0), bool)


def _marks(ink: Mask, longest: float, letter_height: float) -> list[_Mark]:
    """The marks of a size between a speck and `longest` pixels."""
    outlines, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        if LEAST * letter_height <= max(width, height) <= longest:
            found.append(_Mark(np.asarray(outline, np.int32), left, top, width, height))
    return found


def _meets(mask: Mask, outline: NDArray[np.int32]) -> bool:
    return bool(mask[outline[:, 0, 1], outline[:, 0, 0]].any())


def _erased(ink: Mask, marks: Sequence[_Mark]) -> Mask:
    if not marks:
        return ink
    free = ink.copy()
    cv2.drawContours(free, [mark.outline for mark in marks], -1, 0, -1)
    return free


def _is_plump(mark: _Mark, ink: Mask, letter_height: float) -> bool:
    """Whether a mark is thicker than a piece of a stroke: a letter, or several run together."""
    if mark.short <= PLUMP * letter_height:
        return False
    if mark.long <= LONG_PIECE * letter_height:
        return True
    pixels = mark.pixels(ink)
    return float(pixels.mean()) >= FULL and not _has_stem(pixels, STEM * letter_height)


def _has_stem(mark: NDArray[np.bool_], widest: float) -> bool:
    """Whether a thin line runs through much of a mark's longer side, as through an arrow's.

    A mark that is a bar all along is a thick line itself.
    """
    is_thin = min(mark.shape) <= THICK_LINE / STEM * widest
    least = BENT if is_thin else SOLID
    if max(mark.shape) >= BAR * min(mark.shape) and float(mark.mean()) >= least:
        return True
    counts = mark.sum(axis=1) if mark.shape[0] >= mark.shape[1] else mark.sum(axis=0)
    # the ragged edge of a copied stroke adds a pixel here and there
    thin = np.concatenate([[0], (counts <= widest + 1) & (counts > 0), [0]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(thin))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    return longest >= STEM_SHARE * len(counts)


def _words(ink: Mask, grid: Mask, near: Mask, letter_height: float) -> list[_Mark]:
    """The marks that stand in rows as letters do, where rulings and long strokes are gone."""
    # bridging the copier's gaps, the letters of a blurred word would make a line
    long = run_mask(ink, letter_height, LONG_PIECE, broken=False)
    upright = transposed(run_mask(transposed(ink), letter_height, LONG_PIECE, broken=False))
    lines = np.asarray(cv2.dilate(long | upright, np.ones((3, 3), np.uint8)), np.uint8) | grid
    bare = np.asarray(cv2.subtract(ink, lines), np.uint8)
    marks = _marks(bare, LONGEST_LABEL * letter_height, letter_height)
    small = [
        mark
        for mark in marks
        if mark.long <= MOST * letter_height and not _is_stub(mark, near, letter_height)
    ]
    words = [mark for row in _rows(small, letter_height) for mark in row]
    return words + [mark for mark in marks if _is_melted(mark, bare, letter_height)]


def _is_stub(mark: _Mark, near: Mask, letter_height: float) -> bool:
    """Whether a mark is a bar at a shape: a connector's stub, whatever stands beside it."""
    return mark.short <= STEM * letter_height and _meets(near, mark.outline)


def _is_melted(mark: _Mark, ink: Mask, letter_height: float) -> bool:
    """Whether a mark is several letters run together."""
    if mark.width <= MOST * letter_height:
        return False
    if not LOW * letter_height < mark.height <= MOST * letter_height:
        return False
    pixels = mark.pixels(ink)
    # a broken line beside a ruling hangs together with it by specks
    return float(pixels.mean()) >= FULL and not _has_stem(pixels, STEM * letter_height)


def _rows(marks: Sequence[_Mark], letter_height: float) -> list[list[_Mark]]:
    """The words: marks in a row, one beside the other as letters are."""
    rows: list[list[_Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.left):
        home = [row for row in rows if any(_is_next(mark, one, letter_height) for one in row)]
        joined = [one for row in home for one in row]
        rows = [row for row in rows if row not in home]
        rows.append([*joined, mark])
    return [row for row in rows if _is_word(row, letter_height)]


def _is_next(mark: _Mark, other: _Mark, letter_height: float) -> bool:
    aside = max(mark.left - other.left - other.width, other.left - mark.left - mark.width)
    above = max(mark.top - other.top - other.height, other.top - mark.top - mark.height)
    return aside <= APART * letter_height and above < 0


def _is_word(row: Sequence[_Mark], letter_height: float) -> bool:
    left, top = min(mark.left for mark in row), min(mark.top for mark in row)
    wide = (max(mark.left + mark.width for mark in row) - left) / letter_height
    high = (max(mark.top + mark.height for mark in row) - top) / letter_height
    heights = sorted(mark.height for mark in row)
    if high > TALLEST_WORD or heights[len(row) // 2] < LOW * letter_height:
        return False
    if sorted(mark.short for mark in row)[len(row) // 2] < PLUMP * letter_height:
        return False
    if len(row) >= LEAST_LETTERS:
        return wide >= NARROWEST_WORD
    narrowest = min(mark.width for mark in row) / letter_height
    lowest = heights[0] / letter_height
    return len(row) == 2 and narrowest >= PAIR_WIDE and lowest >= LOW and wide >= PAIR
