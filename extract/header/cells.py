"""Which words stand in which cell of a table, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from extract.lines import Line, words_to_lines
from records.geometry import Box, bounding_box
from records.paper import Cell, Table, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMN_GAP = 2.2
"""Blank within a line, in heights of a capital, that parts columns of text: a justified blank
stays below one height, a tabulator rarely does."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell and the lines written in it, top to bottom."""

    cell: Cell
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for line in self.lines for word in line)


def fill_cells(table: Table, words: Sequence[Word]) -> tuple[FilledCell, ...]:
    """Every cell of the table with its lines; each word stands in the one cell it covers most."""
    held: dict[int, list[Word]] = {}
    shared = _overlaps(words, [cell.box for cell in table.cells])
    homes = shared.argmax(axis=1).tolist() if shared.size else []
    for number, index in enumerate(homes):
        if shared[number, index] * 2 > words[number].box.area:
            held.setdefault(index, []).append(words[number])
    return tuple(
        FilledCell(cell, words_to_lines(held.get(index, [])))
        for index, cell in enumerate(table.cells)
    )


def words_outside(tables: Sequence[Table], words: Sequence[Word]) -> tuple[Word, ...]:
    """The words that stand in no cell of any table."""
    cells = [cell.box for table in tables for cell in table.cells]
    most = _overlaps(words, cells).max(axis=1, initial=0.0).tolist()
    return tuple(word for word, one in zip(words, most, strict=True) if not one * 2 > word.box.area)


def _overlaps(words: Sequence[Word], boxes: Sequence[Box]) -> NDArray[np.float64]:
    """The area each word shares with each box, words x boxes."""
    left, top, right, bottom = _edges([word.box for word in words])[..., None]
    first, head, last, foot = _edges(boxes)[:, None]
    across = np.minimum(right, last) - np.maximum(left, first)
    down = np.minimum(bottom, foot) - np.maximum(top, head)
    return np.asarray(np.maximum(across, 0.0) * np.maximum(down, 0.0))


def _edges(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Left, top, right and bottom of each box, a row each."""
    edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    return np.array(edges, dtype=np.float64).reshape(-1, 4).T


def split_line(line: Line, char_height: float) -> tuple[Line, ...]:
    """The line parted where a wide blank stands between two words."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.box.left - parts[-1][-1].box.right <= COLUMN_GAP * char_height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return tuple(tuple(part) for part in parts)


def line_box(line: Line) -> Box:
    """The box around a line's words."""
    return bounding_box(word.box for word in line)


def line_text(line: Line) -> str:
    """The line's words, one blank between them."""
    return " ".join(word.text for word in line)


def lines_box(lines: Sequence[Line]) -> Box:
    """The box around several lines; raises ValueError for none."""
    return bounding_box(word.box for line in lines for word in line)


def lines_confidence(lines: Sequence[Line]) -> float:
    """How sure the words of the lines are, each weighed by its letters; 0 for no word."""
    weights = [(len(word.text), word.confidence) for line in lines for word in line]
    total = sum(weight for weight, _ in weights)
    return sum(weight * sure for weight, sure in weights) / total if total else 0.0
