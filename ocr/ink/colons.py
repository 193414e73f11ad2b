"""Colons that stand alone before a value, told by their two dots and kept from the reader.

Tesseract takes such a colon for a `1` of the number that follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from records.geometry import Box
from records.paper import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Marks, Mask

LEAST_DOT, LARGEST_DOT = 0.07, 0.3
"""Sizes of a colon's dots in letter heights."""
LEAST_FILL = 0.6
"""Share of its box that a dot inks."""
UNLIKE = 0.09
"""The two dots differ by no more than this in size and in place, in letter heights."""
LEAST_APART, MOST_APART = 0.3, 0.85
"""From dot to dot, middle to middle, in letter heights."""
CHAINED = 1.4
"""Dots follow one another in a broken line within this many of the pair's own gap."""
ALONE_LEFT = 0.8
"""Letters end at least this many letter heights before a colon that stands alone …"""
ALONE_RIGHT = 0.2
"""… and begin this much after it."""
SURENESS = 0.95
PAPER = 255


def find_colons(marks: Marks, letter_height: float) -> tuple[Box, ...]:
    """The boxes of colons that stand alone among a page's marks, from top to bottom."""
    size = np.maximum(marks.width, marks.height) / letter_height
    full = marks.area >= LEAST_FILL * marks.width * marks.height
    dots = np.flatnonzero((size >= LEAST_DOT) & (size <= LARGEST_DOT) & full)
    if not len(dots):
        return ()
    x = (marks.left[dots] + marks.width[dots] / 2) / letter_height
    y = (marks.top[dots] + marks.height[dots] / 2) / letter_height
    order = np.argsort(x, kind="stable")
    dots, x, y = dots[order], x[order], y[order]
    found = []
    last = np.searchsorted(x, x + UNLIKE, side="right")
    first = np.searchsorted(x, x - UNLIKE)
    for i in range(len(dots)):
        below = slice(int(first[i]), int(last[i]))
        apart = y[below] - y[i]
        fit = (apart >= LEAST_APART) & (apart <= MOST_APART)
        fit &= np.abs(size[dots[below]] - size[dots[i]]) <= UNLIKE
        for other, gap in zip(dots[below][fit].tolist(), apart[fit].tolist(), strict=True):
            # Dots that go on above or below as regularly: a dotted or broken line.
            if np.count_nonzero((apart > -CHAINED * gap) & (apart < (1 + CHAINED) * gap)) != 2:
                continue
            box = _around(marks, int(dots[i]), other)
            if _stands_alone(marks, box, (int(dots[i]), other), letter_height):
                found.append(box)
    return tuple(sorted(found, key=lambda b: (b.top, b.left)))


def without_colons(painted: NDArray[np.uint8], written: Mask, colons: Sequence[Box]) -> None:
    """Turns the colons to paper, in place: in the page and in the mask of what is written."""
    for box in colons:
        left, top, right, bottom = (int(v) for v in (box.left, box.top, box.right, box.bottom))
        place = (slice(max(0, top - 1), bottom + 1), slice(max(0, left - 1), right + 1))
        painted[place] = PAPER
        written[place] = 0


def with_colons(words: Sequence[Word], colons: Sequence[Box]) -> tuple[Word, ...]:
    """The words with each colon put before the next word of its line, or after all of them."""
    placed = list(words)
    for box in colons:
        colon = Word(":", box, SURENESS)
        row = [
            (word.box.left, i)
            for i, word in enumerate(placed)
            if word.box.left >= box.left and word.box.top < box.center[1] < word.box.bottom
        ]
        if row:
            at = min(row)[1]
            placed.insert(at, replace(colon, line=placed[at].line))
        else:
            lines = 1 + max((word.line for word in placed), default=-1)
            placed.append(replace(colon, line=lines))
    return tuple(placed)


def _around(marks: Marks, upper: int, lower: int) -> Box:
    left = min(marks.left[upper], marks.left[lower])
    right = max(marks.left[upper] + marks.width[upper], marks.left[lower] + marks.width[lower])
    bottom = marks.top[lower] + marks.height[lower]
    return Box(float(left), float(marks.top[upper]), float(right), float(bottom))


def _stands_alone(marks: Marks, box: Box, own: tuple[int, int], letter_height: float) -> bool:
    """Whether nothing but lines of a table is near the colon."""
    near = marks.left < box.right + ALONE_RIGHT * letter_height
    near &= marks.left + marks.width > box.left - ALONE_LEFT * letter_height
    near &= marks.top < box.bottom + UNLIKE * letter_height
    near &= marks.top + marks.height > box.top - UNLIKE * letter_height
    # A cell's border runs past the colon; only what is no larger than a word is text.
    near &= np.maximum(marks.width, marks.height) < 12 * letter_height
    near[list(own)] = False
    return not bool(near.any())
