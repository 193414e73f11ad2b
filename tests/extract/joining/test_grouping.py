"""Parts of one matrix are joined, parts of another are kept apart."""

from __future__ import annotations

import pytest

from extract.joining.grouping import parts_to_groups
from extract.matrix.parts import ActorColumn, MatrixPart, PartRow, PlacedMark, Written
from records.geometry import Box
from records.paper import SymbolKind

BOX = Box(0, 0, 100, 100)
CAPSULE, TASK = SymbolKind.TERMINATOR, SymbolKind.PROCESS
EMPTY = Written((), BOX)


def part(page: int, symbols: str, *, numbers: str = "", actors: str = "KBO Kapolsek") -> MatrixPart:
    """A part with a head whose rows hold a capsule (C) or a task (T), some with a number."""
    texts = numbers.split() or [""] * len(symbols)
    rows = tuple(
        PartRow(BOX, (BOX,), Written((), BOX, 1.0, text), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)
        for text in texts
    )
    marks = tuple(
        PlacedMark(i, 0, CAPSULE if letter == "C" else TASK, BOX, 0.9)
        for i, letter in enumerate(symbols)
    )
    names = tuple(ActorColumn(Written((), BOX, 1.0, name), 0, 1) for name in actors.split())
    return MatrixPart(page, None, BOX, BOX, names, rows, True, bool(numbers), marks=marks)


@pytest.mark.parametrize(
    ("first", "second", "groups"),
    [
        (part(1, "CTT", numbers="1 2 3"), part(2, "TTC", numbers="4 5 6"), 1),
        (part(1, "CTC", numbers="1 2 3"), part(2, "CTC", numbers="1 2 3"), 2),
        (part(1, "CTT"), part(2, "TTC"), 1),
        (part(1, "CTC"), part(2, "CTC"), 2),
        (part(1, "CTC"), part(2, "TTC"), 1),
        (part(1, "CTT"), part(2, "CTC"), 1),
        (part(1, "CTT"), part(2, "TTC", actors="Pemohon Bendahara"), 2),
        (part(1, "CTT"), part(2, "TTC", actors="KBO Kapolsek Pemohon"), 2),
    ],
)
def test_heads_numbers_and_capsules_tell_matrices_apart(
    first: MatrixPart, second: MatrixPart, groups: int
) -> None:
    assert len(parts_to_groups([first, second])) == groups
