"""Doubtful cells of a page without a head, read before it is known what its columns hold.

Pages are read side by side, so the head of a page before is not at hand while the page's picture
is: what may be asked later is read at once and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.matrix.cells import NUMERALS, inner_box, is_doubtful, words_to_boxes, words_to_written
from extract.matrix.parts import Role, Written
from extract.specks import words_without_specks
from records.geometry import Box
from records.paper import Cell, Sheet, Table, Word
from records.readers import TextReader

HELD = 0.8
"""Share of a box that cells read ahead must cover to answer for it."""
NARROW = 0.5
"""Of its right neighbour's width; the first column is then one of numbers."""

Answers = tuple[tuple[Box, tuple[Word, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """A reader that has read already: it answers for the cells it read, and is silent on others."""

    plain: Answers = ()
    numerals: Answers = ()

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """The words read in the cells that make up each box; empty where one was not read."""
        answers = self.numerals if alphabet == NUMERALS else self.plain
        return tuple(_answer(box, answers) for box in boxes)


def _answer(box: Box, answers: Answers) -> tuple[Word, ...]:
    inside = [(cell, words) for cell, words in answers if box.contains(cell.center)]
    covered = sum(cell.overlap(box) for cell, _ in inside)
    if covered < HELD * box.area:
        return ()
    return tuple(word for _, words in inside for word in words)


def read_ahead(sheet: Sheet, tables: Sequence[Table], reader: TextReader) -> ReadAhead:
    """The doubtful cells of tables read: all as text, those of a narrow first column as numbers."""
    plain: list[Written] = []
    numbers: list[Written] = []
    for table in tables:
        cells = [cell for cell in table.cells if not _is_drawn_in(cell, sheet)]
        held = words_to_boxes(sheet.words, [cell.box for cell in cells], sheet.char_height)
        texts = [
            words_to_written(words, cell.box, sheet.char_height)
            for words, cell in zip(held, cells, strict=True)
        ]
        first = _number_width(table)
        for cell, text in zip(cells, texts, strict=True):
            is_number = cell.column == 0 and cell.box.width <= first
            role = Role.NUMBER if is_number else Role.ACTIVITY
            if is_doubtful(text, role):
                (numbers if is_number else plain).append(text)
    return ReadAhead(
        _read(plain, reader, "", sheet.char_height),
        _read(numbers, reader, NUMERALS, sheet.char_height),
    )


def _is_drawn_in(cell: Cell, sheet: Sheet) -> bool:
    return any(cell.box.contains(symbol.box.center) for symbol in sheet.symbols)


def _number_width(table: Table) -> float:
    """The greatest width of a cell of numbers in the first column, 0 where it holds none."""
    first = [c.box.width for c in table.cells if c.column == 0 and c.column_span == 1]
    second = [c.box.width for c in table.cells if c.column == 1 and c.column_span == 1]
    if not first or not second or min(first) >= NARROW * max(second):
        return 0.0
    return NARROW * max(second)


def _read(
    texts: Sequence[Written], reader: TextReader, alphabet: str, char_height: float
) -> Answers:
    if not texts:
        return ()
    found = reader.read([inner_box(text, char_height) for text in texts], alphabet)
    return tuple(
        (text.box, words_without_specks(words, char_height))
        for text, words in zip(texts, found, strict=True)
    )
