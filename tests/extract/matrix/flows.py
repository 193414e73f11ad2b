"""A small part of a matrix with symbols and strokes laid out by row and actor."""

from __future__ import annotations

from collections.abc import Sequence

from extract.matrix.parts import ActorColumn, MatrixPart, PartRow, Written
from records.geometry import Box, Point
from records.paper import Sheet, Stroke, Symbol, SymbolKind, Word

LETTER = 10.0
WIDE, TALL, TOP = 100.0, 100.0, 200.0


def empty_part(rows: int, actors: int, page: int = 1) -> MatrixPart:
    """A part of blank rows, each 100 high, and actors, each 100 wide, below y 200."""
    columns = tuple(
        ActorColumn(_blank(Box(WIDE * a, 100, WIDE * (a + 1), TOP)), WIDE * a, WIDE * (a + 1))
        for a in range(actors)
    )
    body = Box(0, TOP, WIDE * actors, TOP + TALL * rows)
    return MatrixPart(
        page=page,
        title=None,
        box=Box(0, 100, WIDE * actors, TOP + TALL * rows),
        body=body,
        actors=columns,
        rows=tuple(_row(r, actors) for r in range(rows)),
        has_head=True,
        has_numbers=True,
        width=1000.0,
        height=2000.0,
        char_height=LETTER,
    )


def _blank(box: Box) -> Written:
    return Written((), box)


def _row(row: int, actors: int) -> PartRow:
    top = TOP + TALL * row
    box = Box(0, top, WIDE * actors, top + TALL)
    cells = tuple(Box(WIDE * a, top, WIDE * (a + 1), top + TALL) for a in range(actors))
    blank = _blank(box)
    return PartRow(box, cells, blank, blank, blank, blank, blank, blank)


def middle(row: int, actor: int) -> Point:
    """The centre of a cell."""
    return WIDE * (actor + 0.5), TOP + TALL * (row + 0.5)


def symbol(row: int, actor: int, kind: SymbolKind = SymbolKind.PROCESS) -> Symbol:
    """A symbol of 60 x 40 in the middle of a cell."""
    x, y = middle(row, actor)
    return Symbol(kind, Box(x - 30, y - 20, x + 30, y + 20), 0.95)


def down(one: tuple[int, int], other: tuple[int, int], confidence: float = 0.95) -> Stroke:
    """A connector from the foot of one symbol over the row's end to the head of another."""
    (x, y), (u, v) = middle(*one), middle(*other)
    turn = y + 45
    return Stroke(((x, y + 20), (x, turn), (u, turn), (u, v - 20)), True, confidence)


def sheet(
    symbols: Sequence[Symbol], strokes: Sequence[Stroke], words: Sequence[Word] = ()
) -> Sheet:
    """The page the part stands on."""
    return Sheet(
        1, 1000, 2000, 300, tuple(words), (), tuple(symbols), tuple(strokes), char_height=LETTER
    )


def word(text: str, left: float, top: float, confidence: float = 0.9) -> Word:
    """A word of letters 6 wide and 10 high."""
    return Word(text, Box(left, top, left + 6 * len(text), top + LETTER), confidence)
