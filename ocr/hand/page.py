"""The pen's ink on one upright page: what is left when rulings, dots and dust are taken away."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ocr.hand.crops import is_dense, line_to_picture, widen
from ocr.hand.cutting import below_line, cut_rows, line_centers, tails_of
from ocr.hand.dots import find_dotted, find_strays
from ocr.hand.model import ALPHABET, STRIDE, read_lines
from ocr.hand.outlines import find_option_ink
from ocr.hand.rests import REST_HEIGHT, frame_sides, on_rulings
from ocr.hand.squares import find_squares
from ocr.ink.marks import Marks, find_marks, ink_mask, to_grey
from ocr.ink.painting import SPECK_AREA, ruling_mask
from records.geometry import Box, bounding_box
from records.pen import CheckBox, Heard, InkMark, OptionInk, Scribble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Mask
    from ocr.upright import Upright
    from records.paper import Ruling, Sheet

DOT = 0.4
"""A mark lower than this many letter heights goes with the line on its side of the cut."""
WITHIN = 0.6
"""Share of a word's box that lies in the line it was seen in."""
EMPTY = Box(0, 0, 0, 0)


class PenPage:
    """Shows the ink of one page and reads lines of it; all is found when first asked for."""

    def __init__(self, sheet: Sheet, upright: Upright) -> None:
        self._sheet = sheet
        self._grey = to_grey(upright.raster.pixels)
        self._parts = 0
        self._seen: dict[tuple[InkMark, ...], Scribble] = {}

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

    def options(self, box: Box) -> OptionInk:
        """What else than squares may answer a group of options within a box."""
        return find_option_ink(self._ink, self._dots[1], max(1.0, self._height), box)

    def split(self, block: Sequence[InkMark], slope: float) -> tuple[tuple[InkMark, ...], ...]:
        """The lines of a block of writing from top to bottom; a mark that runs through two is cut.

        `slope` is that of the paper's level lines.
        """
        if not block:
            return ()
        box = bounding_box(mark.box for mark in block)
        middle = box.center[0]
        ink, edge = self._leveled(block, box, slope)
        first = int(box.top) - edge
        places = [
            (
                m.box.center[1] - slope * (m.box.center[0] - middle) - first,
                m.box.width,
                m.box.height,
            )
            for m in block
        ]
        centers = line_centers(ink, places, self._height)
        if len(centers) < 2:
            return (tuple(block),)
        rows = [first + row for row in cut_rows(ink, centers)]
        middles = [first + center for center in centers]
        lines: list[list[InkMark]] = [[] for _ in centers]
        for mark in block:
            at = slope * (mark.box.center[0] - middle)
            self._deal(mark, [row + at for row in rows], [row + at for row in middles], lines)
        self._lift_tails(lines)
        return tuple(tuple(line) for line in lines if line)

    def _lift_tails(self, lines: list[list[InkMark]]) -> None:
        """Gives what was cut off and is no more than a tail back to the line it hung from."""
        whole = len(self._written.stats)
        for k in range(1, len(lines)):
            for part in [m for m in lines[k] if m.key >= whole]:
                others = [m.box for m in lines[k] if m is not part]
                window = self._window(part)
                tails = tails_of(window, part.box, others, self._height)
                if not tails.any():
                    continue
                lines[k].remove(part)
                parts = self._parted(part, tails)
                if parts is None:
                    lines[k - 1].append(part)
                else:
                    lines[k].append(parts[0])
                    lines[k - 1].append(parts[1])

    def cut(self, mark: InkMark, y: float) -> tuple[InkMark, InkMark] | None:
        """The mark's parts above and below a row of the page; None where it is all on one side."""
        window = self._window(mark)
        row = round(y - mark.box.top)
        if not 0 < row < len(window):
            return None
        below = window.copy()
        below[:row] = False
        return self._parted(mark, below)

    def _deal(
        self,
        mark: InkMark,
        rows: Sequence[float],
        middles: Sequence[float],
        lines: list[list[InkMark]],
    ) -> None:
        """Gives a mark to its line; one that reaches the middle of two is cut between them."""
        for k, row in enumerate(rows):
            if mark.box.top < middles[k] and mark.box.bottom > middles[k + 1]:
                window = self._window(mark)
                upper, at, lower = (v - mark.box.top for v in (middles[k], row, middles[k + 1]))
                parts = self._parted(mark, below_line(window, upper, at, lower, self._height))
                if parts is not None:
                    lines[k].append(parts[0])
                    self._deal(parts[1], rows, middles, lines)
                    return
        near = [abs(mark.box.center[1] - middle) for middle in middles]
        crossed = [mark.box.top < middle < mark.box.bottom for middle in middles]
        if sum(crossed) == 1:
            lines[crossed.index(True)].append(mark)
        elif mark.box.height < DOT * self._height:
            lines[sum(mark.box.center[1] > row for row in rows)].append(mark)
        else:
            lines[near.index(min(near))].append(mark)

    def _window(self, mark: InkMark) -> NDArray[np.bool_]:
        """The mark's own ink in its box."""
        rows = slice(int(mark.box.top), int(mark.box.bottom))
        columns = slice(int(mark.box.left), int(mark.box.right))
        return np.asarray(self._written.labels[rows, columns] == mark.key + 1, dtype=bool)

    def _parted(self, mark: InkMark, below: NDArray[np.bool_]) -> tuple[InkMark, InkMark] | None:
        """The mark without `below`, and that as a mark of its own."""
        above = self._window(mark) & ~below
        if not above.any() or not below.any():
            return None
        left, top = int(mark.box.left), int(mark.box.top)
        key = len(self._written.stats) + self._parts
        self._parts += 1
        place = self._written.labels[top : top + below.shape[0], left : left + below.shape[1]]
        place[below] = key + 1
        return _part(mark.key, above, left, top), _part(key, below, left, top)

    def _leveled(
        self, block: Sequence[InkMark], box: Box, slope: float
    ) -> tuple[NDArray[np.bool_], int]:
        """The block's ink with its columns moved so that its lines run level, and the margin."""
        top, left = int(box.top), int(box.left)
        right, bottom = round(box.right), round(box.bottom)
        here = self._written.labels[top:bottom, left:right]
        ink = np.isin(here, [mark.key + 1 for mark in block])
        shifts = np.round(slope * (np.arange(right - left) - (box.center[0] - left))).astype(int)
        edge = int(np.abs(shifts).max(initial=0))
        level = np.zeros((ink.shape[0] + 2 * edge, ink.shape[1]), dtype=bool)
        for shift in np.unique(shifts).tolist():
            columns = shifts == shift
            level[edge - shift : edge - shift + ink.shape[0], columns] = ink[:, columns]
        return level, edge

    def read(self, lines: Sequence[Sequence[InkMark]]) -> tuple[Scribble, ...]:
        """Each line, made of those marks alone, and none twice; raises HandModelMissing."""
        nothing = np.zeros((0, 1 + len(ALPHABET)), np.float32)
        self._seen.setdefault((), Scribble(EMPTY, ALPHABET, nothing, np.zeros(0, np.float32)))
        new = [line for line in dict.fromkeys(map(tuple, lines)) if line not in self._seen]
        pictures = [
            line_to_picture(self._grey, self._written.labels, line, self._height) for line in new
        ]
        found = read_lines([picture.pixels for picture in pictures], slack=0)
        dense = [k for k, chances in enumerate(found) if is_dense(chances)]
        for k in dense:
            pictures[k] = widen(pictures[k])
        for k, chances in zip(
            dense, read_lines([pictures[k].pixels for k in dense], slack=0), strict=True
        ):
            found[k] = chances
        for line, picture, chances in zip(new, pictures, found, strict=True):
            places = np.arange(len(chances), dtype=np.float32) * STRIDE + STRIDE / 2
            lefts = (picture.left + places / picture.scale).astype(np.float32)
            box = bounding_box(mark.box for mark in line)
            heard = self._heard(box)
            self._seen[line] = Scribble(box, ALPHABET, chances, lefts, _gaps(line), heard)
        return tuple(self._seen[tuple(line)] for line in lines)

    def _heard(self, box: Box) -> tuple[Heard, ...]:
        """The words that the reader of print saw in a line of writing."""
        left, top, right, bottom = self._word_edges
        across = np.minimum(right, box.right) - np.maximum(left, box.left)
        down = np.minimum(bottom, box.bottom) - np.maximum(top, box.top)
        shared = np.maximum(across, 0.0) * np.maximum(down, 0.0)
        area = (right - left) * (bottom - top)
        inside = np.flatnonzero(shared >= WITHIN * area).tolist()
        found = [
            Heard(word.text, word.box.left, word.box.right, word.confidence)
            for word in (self._sheet.words[k] for k in inside)
        ]
        return tuple(sorted(found, key=lambda word: word.left))

    @cached_property
    def _word_edges(self) -> NDArray[np.float64]:
        """Left, top, right and bottom of each word the reader of print saw, a row each."""
        boxes = [word.box for word in self._sheet.words]
        edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
        return np.array(edges, dtype=np.float64).reshape(-1, 4).T

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
        level = [ruling for ruling in self._sheet.rulings if ruling.is_horizontal]
        strays = find_strays(marks, [*level, *rulings], max(1.0, self._height))
        gone = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
        gone[rows + 1] = 255
        gone[strays + 1] = 255
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
        rest = on_rulings(marks, flat, (*self._sheet.rulings, *self.dotted()), height)
        kept[rest] = False
        kept[frame_sides(marks, self._sheet.rulings, height)] = False
        return frozenset(np.flatnonzero(kept).tolist())


def _part(key: int, ink: NDArray[np.bool_], left: int, top: int) -> InkMark:
    """A mark from the ink that is its own in a window of the page."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = Box(
        left + float(columns[0]),
        top + float(rows[0]),
        left + float(columns[-1]) + 1,
        top + float(rows[-1]) + 1,
    )
    return InkMark(key, box, int(ink.sum()))


def _gaps(line: Sequence[InkMark]) -> tuple[tuple[float, float], ...]:
    """Stretches between the marks of a line that no mark reaches into."""
    spans = sorted((mark.box.left, mark.box.right) for mark in line)
    gaps, reached = [], spans[0][1]
    for left, right in spans[1:]:
        if left > reached:
            gaps.append((reached, left))
        reached = max(reached, right)
    return tuple(gaps)
