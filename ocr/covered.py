"""Print that a stamp or signature lies over, read line by line by the line recogniser.

On the page at large, large figures are painted out and take with them what letters they touch.
Here only rulings are; rows of text are found by the letters that stand free, and each row is read
as one line, strokes across it and all: the recogniser looks past them where Tesseract does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks, ink_mask
from ocr.ink.pale import without_pale_ink
from ocr.montage import Crop
from ocr.short_lines import read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.ink.marks import Mask
    from records.paper import Word

    Grey = NDArray[np.uint8]

LOWEST, TALLEST, WIDEST = 0.6, 2.4, 3.6
"""A free letter, in heights of the page's usual capital: offices and names are set larger than
the text of a matrix, and two letters that touch are one mark."""
FEWEST_LETTERS = 3
"""Free letters that show a row of text."""
SAME_ROW = 0.5
"""Share of its height by which a letter lies within its row's."""
UNDERLINE = 3.0
"""A level stroke this long is no letter's."""
MARGIN = 0.2
"""White above capitals and under the base line that belongs to the row."""


def read_covered_rows(grey: Grey, left: int, top: int, letter_height: float) -> tuple[Word, ...]:
    """The words of a region's rows of text, boxes in pixels of the page, a line number a row.

    `grey` is the region with its upper left corner at `left`, `top`, rulings taken off.
    Raises HandModelMissing.
    """
    rows = []
    for upper, lower in text_rows(grey, letter_height):
        strip = np.ascontiguousarray(grey[upper:lower])
        pixels = without_pale_ink(strip, letter_height)
        rows.append(Crop(pixels, left, top + upper, letter_height))
    return tuple(word for words in read_rows(rows) for word in words)


def text_rows(grey: Grey, letter_height: float) -> list[tuple[int, int]]:
    """Tops and bottoms of the rows of text in the region's pixels, from top to bottom."""
    stats = find_marks(_without_underlines(ink_mask(grey), letter_height)).stats[:, :4]
    heights = stats[:, 3] / letter_height
    is_letter = (heights > LOWEST) & (heights < TALLEST) & (stats[:, 2] < WIDEST * letter_height)
    found = []
    for row in _rows(stats[is_letter]):
        # Capitals and digits end on the base line: the usual top and bottom are the row's own.
        upper = float(np.median(row[:, 1]))
        lower = float(np.median(row[:, 1] + row[:, 3]))
        margin = MARGIN * (lower - upper)
        found.append((max(0, round(upper - margin)), min(len(grey), round(lower + margin))))
    return sorted(found)


def _without_underlines(ink: Mask, letter_height: float) -> Mask:
    """The ink without long level strokes: they tie the letters of a name to one mark."""
    kernel = np.ones((1, max(3, round(UNDERLINE * letter_height))), np.uint8)
    lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    return np.asarray(cv2.subtract(ink, lines), dtype=np.uint8)


def _rows(letters: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """The letters row by row; those of too few are left out."""
    rows: list[list[NDArray[np.int32]]] = []
    for letter in letters[np.argsort(letters[:, 1] + letters[:, 3])]:
        top, bottom = letter[1], letter[1] + letter[3]
        for row in rows:
            mark = row[-1]
            shared = min(bottom, mark[1] + mark[3]) - max(top, mark[1])
            if shared > SAME_ROW * min(letter[3], mark[3]) and abs(
                bottom - mark[1] - mark[3]
            ) < SAME_ROW / 2 * max(letter[3], mark[3]):
                row.append(letter)
                break
        else:
            rows.append([letter])
    return [np.array(row) for row in rows if len(row) >= FEWEST_LETTERS]
