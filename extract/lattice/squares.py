"""Where the lines of a table's lattice run, also through cells merged over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.geometry import Box
from records.paper import Cell, Table


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table asked by row and column: which cell holds a square, where a stretch of it lies."""

    table: Table
    squares: tuple[tuple[Cell, ...], ...]
    """The cell that holds each square, row by row."""

    def cell(self, row: int, column: int) -> Cell:
        return self.squares[row][column]

    def box(self, rows: tuple[int, int], columns: tuple[int, int]) -> Box:
        """The box of a stretch of rows and columns, ends included."""
        row, column = sum(rows) // 2, sum(columns) // 2
        left = self._edge(columns[0], row, "column", False)
        right = self._edge(columns[1], row, "column", True)
        top = self._edge(rows[0], column, "row", False)
        bottom = self._edge(rows[1], column, "row", True)
        return Box(left, top, max(left, right), max(top, bottom))

    def _edge(self, at: int, near: int, axis: str, is_far: bool) -> float:
        """Where a line runs, told by the closest cell that ends on it."""
        line = [row[at] for row in self.squares] if axis == "column" else self.squares[at]
        found = [c for c in line if _ends_on(c, at, axis, is_far)]
        cell = min(found, key=lambda c: _distance(c, near, axis)) if found else line[near]
        if axis == "column":
            return cell.box.right if is_far else cell.box.left
        return cell.box.bottom if is_far else cell.box.top


def _span(cell: Cell, axis: str) -> tuple[int, int]:
    if axis == "column":
        return (cell.column, cell.column + cell.column_span - 1)
    return (cell.row, cell.row + cell.row_span - 1)


def _ends_on(cell: Cell, at: int, axis: str, is_far: bool) -> bool:
    return _span(cell, axis)[1 if is_far else 0] == at


def _distance(cell: Cell, near: int, axis: str) -> int:
    first, last = _span(cell, "row" if axis == "column" else "column")
    return max(first - near, near - last, 0)


def table_to_lattice(table: Table) -> Lattice:
    """The table with its squares; a square no cell holds raises ValueError."""
    found: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                found[row, column] = cell
    rows: list[Sequence[Cell]] = []
    for row in range(table.row_count):
        if any((row, column) not in found for column in range(table.column_count)):
            raise ValueError("a square of the table belongs to no cell")
        rows.append([found[row, column] for column in range(table.column_count)])
    return Lattice(table, tuple(tuple(row) for row in rows))
