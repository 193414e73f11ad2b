"""Sheets drawn in Python: words set at places, boxes ruled around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from records.geometry import Box
from records.paper import Cell, Ruling, Sheet, Source, Table, Word

TALL = 30.0
LETTER = 20.0
LINE = 52.0


def set_line(
    text: str, left: float, top: float, confidence: float = 0.95, tall: float = TALL
) -> list[Word]:
    """The words of a line of evenly wide letters, beginning at a place."""
    words = []
    for part in text.split(" "):
        if part:
            right = left + len(part) * LETTER
            words.append(Word(part, Box(left, top, right, top + tall), confidence))
        left += (len(part) + 1) * LETTER
    return words


def set_lines(texts: Sequence[str], left: float, top: float) -> list[Word]:
    """Lines below one another."""
    return [w for i, text in enumerate(texts) for w in set_line(text, left, top + i * LINE)]


def drawn_sheet(
    words: Sequence[Word],
    rulings: Sequence[Ruling] = (),
    width: float = 2480.0,
    height: float = 3508.0,
    source: Source = Source.PRINT,
) -> Sheet:
    """A page that bears the words."""
    return Sheet(
        1, width, height, 300.0, tuple(words), tuple(rulings), char_height=TALL, source=source
    )


@dataclass
class DrawnTable:
    """A table drawn row by row; `sheet` and `table` give what a reader would have found."""

    left: float
    top: float
    widths: Sequence[float]
    words: list[Word] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    bottom: float = 0.0

    def row(self, *texts: Sequence[str] | str, height: float | None = None) -> None:
        """Adds a row; a text is a line or several, missing cells are merged into the last."""
        top = self.bottom or self.top
        lines = [[text] if isinstance(text, str) else list(text) for text in texts]
        tall = height or max(len(cell) for cell in lines) * LINE + 20
        left = self.left
        for column, cell in enumerate(lines):
            is_last = column == len(lines) - 1
            span = len(self.widths) - column if is_last else 1
            right = left + sum(self.widths[column : column + span])
            self.cells.append(Cell(self.rows, column, 1, span, Box(left, top, right, top + tall)))
            self.words += set_lines(cell, left + 12, top + 12)
            left = right
        self.rows += 1
        self.bottom = top + tall

    def table(self) -> Table:
        """The table as a grid would give it."""
        right = self.left + sum(self.widths)
        box = Box(self.left, self.top, right, self.bottom)
        return Table(box, tuple(self.cells), self.rows, len(self.widths))


class Answering:
    """A reader that knows what stands where: the words of a sheet read rightly."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)
        self.calls = 0

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """The words whose centres lie in each box, of the alphabet's characters only."""
        self.calls += 1
        return tuple(
            tuple(
                word
                for word in self.words
                if box.contains(word.box.center) and (not alphabet or set(word.text) <= {*alphabet})
            )
            for box in boxes
        )
