"""A blank filled on a screen: its text layer shown as if it were ink, and read without doubt."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ocr.hand.model import ALPHABET
from records.geometry import Box, bounding_box
from records.paper import Ruling
from records.pen import CheckBox, InkMark, OptionInk, Scribble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from records.paper import Layer, Outline, Sheet, Word

SURE, FAINT = 0.999, 1e-6
"""Chances of the sign that stands there, and of any other."""
SMALLEST, LARGEST = 0.6, 2.4
"""Letter heights of the side of a square to check."""
UNEVEN = 0.25
DOT = 0.16
"""Letter heights of a colon's dots."""
BELOW_BASE = 0.22
"""Share of a layer's line height that lies below the letters' feet."""
SAME_LINE = 0.5
FEWEST_DOTS = 4
"""Dots or underscores in a row that are a line to write on."""
EMPTY_BOXES, CHECKED_BOXES = "☐□", "☑☒■✓✔"
CHECKED, FULL = 0.3, 1.0
"""The share of a square's inside that is counted as inked where something stands in it."""
EMPTY = Box(0, 0, 0, 0)


class TypedPen:
    """Shows the words, lines and squares of one born-digital page as its ink."""

    def __init__(self, sheet: Sheet, layer: Layer) -> None:
        self._unit = max(1.0, sheet.char_height)
        self._layer = layer
        self._words: list[tuple[str, Box]] = []
        self._dots: list[Ruling] = []
        for word in layer.words:
            self._take(word)
        extra = {c for text, _ in self._words for c in text} - set(ALPHABET)
        self._alphabet = ALPHABET + "".join(sorted(extra))

    def marks(self) -> tuple[InkMark, ...]:
        """Every word is a mark, a colon two."""
        return tuple(
            InkMark(k, box, max(1, round(box.area))) for k, (_, box) in enumerate(self._words)
        )

    def dotted(self) -> tuple[Ruling, ...]:
        """The rows of typed dots."""
        return tuple(self._dots)

    def squares(self) -> tuple[CheckBox, ...]:
        """The drawn squares, and those that are signs of a font."""
        return self._squares

    def options(self, box: Box) -> OptionInk:
        """Nothing: what is typed stands in squares."""
        del box
        return OptionInk()

    def split(self, block: Sequence[InkMark], slope: float) -> tuple[tuple[InkMark, ...], ...]:
        """The lines of a block from top to bottom; typed lines run level."""
        del slope
        lines: list[list[InkMark]] = []
        for mark in sorted(block, key=lambda m: (m.box.center[1], m.box.left)):
            last = lines[-1][-1].box if lines else None
            if last is not None and mark.box.center[1] - last.center[1] <= SAME_LINE * self._unit:
                lines[-1].append(mark)
            else:
                lines.append([mark])
        return tuple(tuple(line) for line in lines)

    def cut(self, mark: InkMark, y: float) -> tuple[InkMark, InkMark] | None:
        """A typed word stands on one line."""
        del mark, y
        return None

    def read(self, lines: Sequence[Sequence[InkMark]]) -> tuple[Scribble, ...]:
        """Each line's words, as sure as they are typed."""
        return tuple(self._scribble(line) for line in lines)

    def _take(self, word: Word) -> None:
        """A word, less the dots to write on and the colon at its end: marks of their own."""
        text, box = word.text, word.box
        step = box.width / len(text)
        bare = text.rstrip("._…")
        if len(text) - len(bare) >= FEWEST_DOTS or (text and not bare and "…" in text):
            left = box.left + step * len(bare)
            y = box.bottom - 0.25 * box.height
            self._dots.append(Ruling(((left, y), (box.right, y)), 2.0, is_dotted=True))
            text, box = bare, Box(box.left, box.top, max(box.left, left), box.bottom)
        if text.endswith(":"):
            middle = box.left + step * (len(text) - 0.5)
            self._colon(middle, box)
            text = text[:-1]
            box = Box(box.left, box.top, max(box.left, middle - step / 2), box.bottom)
        if text and not set(text) <= set(EMPTY_BOXES + CHECKED_BOXES):
            foot = box.bottom - BELOW_BASE * box.height
            self._words.append((text, Box(box.left, min(box.top, foot), box.right, foot)))

    def _colon(self, x: float, box: Box) -> None:
        half = DOT * self._unit / 2
        foot = box.bottom - BELOW_BASE * box.height
        for y in (foot - 0.6 * self._unit - half, foot - half):
            self._words.append((".", Box(x - half, y - half, x + half, y + half)))

    @cached_property
    def _squares(self) -> tuple[CheckBox, ...]:
        found = [
            CheckBox(box, self._inside(box, outline), 0.0)
            for outline in self._layer.outlines
            if outline.is_closed and (box := _square(outline, self._unit)) is not None
        ]
        signs = set(EMPTY_BOXES + CHECKED_BOXES)
        for word in self._layer.words:
            if set(word.text) <= signs:
                inside = CHECKED if set(word.text) & set(CHECKED_BOXES) else 0.0
                if not any(one.box.overlap(word.box) for one in found):
                    found.append(CheckBox(word.box, inside, 0.0))
        return tuple(sorted(found, key=lambda c: (c.box.top, c.box.left)))

    def _inside(self, box: Box, own: Outline) -> float:
        """Whether a stroke or a sign stands in a square."""
        if own.is_filled and not own.is_stroked:
            return FULL
        for outline in self._layer.outlines:
            other = _bounds(outline)
            if (
                outline is not own
                and box.contains(other.center)
                and other.height > 0.2 * box.height
            ):
                return CHECKED
        drawn = (r for r in self._layer.rulings if box.contains(_bounds(r).center))
        if any(not r.is_horizontal or _bounds(r).height > 0.2 * box.height for r in drawn):
            return CHECKED
        return CHECKED if any(box.contains(w.box.center) for w in self._layer.words) else 0.0

    def _scribble(self, line: Sequence[InkMark]) -> Scribble:
        if not line:
            nothing = np.zeros((0, 1 + len(self._alphabet)), np.float32)
            return Scribble(EMPTY, self._alphabet, nothing, np.zeros(0, np.float32))
        signs = list(self._signs(sorted(line, key=lambda m: m.box.left)))
        chances = np.full((2 * len(signs), 1 + len(self._alphabet)), FAINT)
        chances[1::2, 0] = SURE
        for k, (sign, _) in enumerate(signs):
            chances[2 * k, 1 + self._alphabet.index(sign)] = SURE
        lefts = np.repeat([x for _, x in signs], 2).astype(np.float32)
        box = bounding_box(mark.box for mark in line)
        return Scribble(box, self._alphabet, np.log(chances).astype(np.float32), lefts)

    def _signs(self, line: Sequence[InkMark]) -> Iterator[tuple[str, float]]:
        for number, mark in enumerate(line):
            text, box = self._words[mark.key]
            if number:
                yield " ", box.left
            for k, sign in enumerate(text):
                yield sign, box.left + (k + 0.5) * box.width / len(text)


def _bounds(drawn: Outline | Ruling) -> Box:
    return bounding_box(Box(x, y, x, y) for x, y in drawn.points)


def _square(outline: Outline, unit: float) -> Box | None:
    box = _bounds(outline)
    side = max(box.width, box.height)
    is_even = abs(box.width - box.height) <= UNEVEN * side
    return box if is_even and SMALLEST * unit <= side <= LARGEST * unit else None
