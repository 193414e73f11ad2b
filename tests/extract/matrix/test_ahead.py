"""Cells of pages without a head are read before their columns are known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.matrix.ahead import ReadAhead, read_ahead
from extract.matrix.cells import NUMERALS
from records.geometry import Box
from records.paper import Cell, Sheet, Symbol, SymbolKind, Table, Word

TALL = 30.0
NUMBER, ACTIVITY, ACTOR = Box(0, 0, 80, 200), Box(80, 0, 600, 200), Box(600, 0, 800, 200)
CELLS = tuple(Cell(0, i, 1, 1, box) for i, box in enumerate((NUMBER, ACTIVITY, ACTOR)))
TABLE = Table(Box(0, 0, 800, 200), CELLS, 1, 3)


class Listening:
    """A reader that finds the same word everywhere and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str]] = []

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """A word in the middle of each box."""
        self.asked.append((len(boxes), alphabet))
        text = "7" if alphabet else "Menerima"
        return tuple((word(text, box, 0.9),) for box in boxes)


def word(text: str, box: Box, confidence: float) -> Word:
    x, y = box.center
    return Word(text, Box(x - 30, y - 15, x + 30, y + 15), confidence)


def sheet(*words: Word) -> Sheet:
    symbol = Symbol(SymbolKind.PROCESS, Box(640, 60, 760, 120), 0.9)
    return Sheet(2, 800, 200, 300, words, symbols=(symbol,), char_height=TALL)


def test_empty_cells_are_read_but_not_those_drawn_in() -> None:
    reader = Listening()
    found = read_ahead(sheet(), [TABLE], reader)
    assert reader.asked == [(1, ""), (1, NUMERALS)]
    assert [w.text for w in found.read([NUMBER], NUMERALS)[0]] == ["7"]
    assert [w.text for w in found.read([ACTIVITY])[0]] == ["Menerima"]
    assert found.read([ACTOR]) == ((),)


def test_what_was_read_surely_is_not_read_again() -> None:
    reader = Listening()
    read_ahead(sheet(word("1.", NUMBER, 0.95), word("Menerima", ACTIVITY, 0.95)), [TABLE], reader)
    assert reader.asked == []


@pytest.mark.parametrize(
    ("box", "texts"),
    [
        (ACTIVITY.grow(-4), ["Menerima"]),
        (Box(80, 0, 600, 900), []),
        (Box(900, 0, 1000, 200), []),
    ],
)
def test_only_boxes_that_were_read_are_answered(box: Box, texts: list[str]) -> None:
    found = ReadAhead(plain=((ACTIVITY, (word("Menerima", ACTIVITY, 0.9),)),))
    assert [w.text for w in found.read([box])[0]] == texts
