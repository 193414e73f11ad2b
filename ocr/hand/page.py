"""The pen's ink on one upright page: what is left when rulings, dots and dust are taken away."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ocr.hand.crops import line_to_picture
from ocr.hand.dots import find_dotted
from ocr.hand.model import ALPHABET, LINE_HEIGHT, STRIDE, read_lines
from ocr.hand.squares import find_squares
from ocr.ink.marks import Marks, find_marks, ink_mask, to_grey
from ocr.ink.painting import SPECK_AREA, ruling_mask
from records.geometry import Box, bounding_box
from records.pen import CheckBox, InkMark, Scribble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Mask
    from ocr.upright import Upright
    from records.paper import Ruling, Sheet

REST_HEIGHT = 0.22
"""Flatter marks (letter heights) that lie on a ruling are rests of it."""
REST_REACH = 0.16
EMPTY = Box(0, 0, 0, 0)


class PenPage:
    """Shows the ink of one page and reads lines of it; all is found when first asked for."""

    def __init__(self, sheet: Sheet, upright: Upright) -> None:
        self._sheet = sheet
        self._grey = to_grey(upright.raster.pixels)

    def marks(self) -> tuple[InkMark, ...]:
        """All marks of ink but rulings, dotted lines and dust."""
        found = self._written
        return tuple(
            InkMark(int(k), Box(left, top, left + width, top + height), area)
            for k, (left, top, width, height, area) in enumerate(found.stats.tolist())
            if k in self._kept
        )

    def dotted(self) -> tuple[Ruling, ...]:
        """The dotted lines of the page, from top to bottom."""
        return self._dots[0]

    def squares(self) -> tuple[CheckBox, ...]:
        """The printed squares of a check box's size."""
        return find_squares(self._ink, self._height) if self._height > 0 else ()

    def read(self, lines: Sequence[Sequence[InkMark]]) -> tuple[Scribble, ...]:
        """Each line, made of those marks alone; raises HandModelMissing."""
        asked = [k for k, line in enumerate(lines) if line]
        pictures = [
            line_to_picture(self._grey, self._written.labels, lines[k], self._height) for k in asked
        ]
        found = dict(zip(asked, read_lines([p.pixels for p in pictures]), strict=True))
        scribbles = []
        for k, line in enumerate(lines):
            if k not in found:
                nothing = np.zeros((0, 1 + len(ALPHABET)), np.float32)
                scribbles.append(Scribble(EMPTY, ALPHABET, nothing, np.zeros(0, np.float32)))
                continue
            picture = pictures[asked.index(k)]
            places = np.arange(len(found[k]), dtype=np.float32) * STRIDE + STRIDE / 2
            lefts = (picture.left + places / picture.scale).astype(np.float32)
            box = bounding_box(mark.box for mark in line)
            scribbles.append(Scribble(box, ALPHABET, found[k], lefts, _gaps(line)))
        return tuple(scribbles)

    @property
    def _height(self) -> float:
        return self._sheet.char_height

    @cached_property
    def _ink(self) -> Mask:
        return ink_mask(self._grey)

    @cached_property
    def _without_rulings(self) -> Mask:
        lines = ruling_mask(self._ink, self._sheet.rulings, max(1.0, self._height))
        return np.asarray(self._ink & ~lines, dtype=np.uint8)

    @cached_property
    def _dots(self) -> tuple[tuple[Ruling, ...], Mask]:
        """The dotted lines, and the ink without them and the rulings."""
        marks = find_marks(self._without_rulings)
        rulings, rows = find_dotted(marks, max(1.0, self._height))
        gone = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
        gone[rows + 1] = 255
        left = self._without_rulings & ~np.take(gone, marks.labels)
        # What is left of dots that writing touched goes with the line they stand on.
        left &= ~ruling_mask(left, rulings, max(1.0, self._height))
        return rulings, np.asarray(left, dtype=np.uint8)

    @cached_property
    def _written(self) -> Marks:
        return find_marks(self._dots[1])

    @cached_property
    def _kept(self) -> frozenset[int]:
        marks, height = self._written, max(1.0, self._height)
        kept = marks.area >= SPECK_AREA * height * height
        flat = np.flatnonzero(kept & (marks.height <= REST_HEIGHT * height))
        rest = _on_rulings(marks, flat, (*self._sheet.rulings, *self.dotted()), height)
        kept[rest] = False
        return frozenset(np.flatnonzero(kept).tolist())


def _on_rulings(
    marks: Marks, flat: NDArray[np.intp], rulings: Sequence[Ruling], height: float
) -> NDArray[np.intp]:
    """Which of the flat marks lie on a level ruling."""
    on = np.zeros(len(flat), dtype=bool)
    x = marks.left[flat] + marks.width[flat] / 2
    y = marks.top[flat] + marks.height[flat] / 2
    for ruling in rulings:
        if not ruling.is_horizontal:
            continue
        points = np.array(sorted(ruling.points))
        within = (x >= points[0, 0]) & (x <= points[-1, 0])
        off = np.abs(np.interp(x, points[:, 0], points[:, 1]) - y)
        on |= within & (off <= REST_REACH * height + ruling.thickness / 2)
    return np.asarray(flat[on], dtype=np.intp)


def _gaps(line: Sequence[InkMark]) -> tuple[tuple[float, float], ...]:
    """Stretches between the marks of a line that no mark reaches into."""
    spans = sorted((mark.box.left, mark.box.right) for mark in line)
    gaps, reached = [], spans[0][1]
    for left, right in spans[1:]:
        if left > reached:
            gaps.append((reached, left))
        reached = max(reached, right)
    return tuple(gaps)


__all__ = ["LINE_HEIGHT", "PenPage"]
