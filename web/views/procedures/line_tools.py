"""What can be done to the row and the column of a matrix's cell, as buttons."""

from __future__ import annotations

from dataclasses import dataclass

from records.findings import Matrix
from web.language import Tongue, mark

LEFT, RIGHT, UP, DOWN = "left", "right", "up", "down"
ROW, COLUMN = mark("Baris {no}"), mark("Kolom {actor}")


@dataclass(frozen=True, slots=True)
class Tool:
    """A button: the change it sends, its sign and its words."""

    change: str
    icon: str
    said: str


@dataclass(frozen=True, slots=True)
class LineTools:
    """The buttons of one row or column; `insert` is where a new column would stand."""

    said: str
    tools: tuple[Tool, ...]
    insert: int | None = None


def path_to_tools(path: str, matrix: Matrix, tongue: Tongue) -> tuple[LineTools, ...]:
    """The tools of the row and of the column a cell stands in; those that begin an empty matrix."""
    parts = path.split(".")
    row, column = _row(parts), _column(parts)
    found = []
    if row is not None and row < len(matrix.steps):
        no = matrix.steps[row].no or f"#{row + 1}"
        found.append(LineTools(tongue.text(ROW, no=no), _row_tools(row, matrix, tongue)))
    elif not matrix.steps:
        first = Tool("row-add.0", "plus", tongue.text("Tambah baris pertama"))
        found.append(LineTools("", (first,)))
    if column is not None and column < len(matrix.actors):
        said = tongue.text(COLUMN, actor=matrix.actors[column])
        found.append(LineTools(said, _column_tools(column, matrix, tongue), column + 1))
    elif not matrix.actors:
        found.append(LineTools(tongue.text("Belum ada pelaksana"), (), 0))
    return tuple(found)


def _row(parts: list[str]) -> int | None:
    return int(parts[2]) if parts[1:2] == ["steps"] and parts[2:3] and parts[2].isdigit() else None


def _column(parts: list[str]) -> int | None:
    if parts[1:2] == ["actors"] and parts[-1].isdigit():
        return int(parts[-1])
    of_cell = parts[3:4] in (["actors"], ["exits"]) and len(parts) > 4
    return int(parts[4]) if of_cell and parts[4].isdigit() else None


def _row_tools(at: int, matrix: Matrix, tongue: Tongue) -> tuple[Tool, ...]:
    say = tongue.text
    found = [
        Tool(f"row-add.{at}", "plus", say("Sisipkan di atas")),
        Tool(f"row-add.{at + 1}", "plus", say("Sisipkan di bawah")),
    ]
    if at:
        found.append(Tool(f"row-move.{at}.{at - 1}", UP, say("Naikkan")))
    if at + 1 < len(matrix.steps):
        found.append(Tool(f"row-move.{at}.{at + 1}", DOWN, say("Turunkan")))
    return (*found, Tool(f"row-remove.{at}", "close", say("Hapus baris")))


def _column_tools(at: int, matrix: Matrix, tongue: Tongue) -> tuple[Tool, ...]:
    say = tongue.text
    found = []
    if at:
        found.append(Tool(f"actor-move.{at}.{at - 1}", LEFT, say("Geser ke kiri")))
    if at + 1 < len(matrix.actors):
        found.append(Tool(f"actor-move.{at}.{at + 1}", RIGHT, say("Geser ke kanan")))
    return (*found, Tool(f"actor-remove.{at}", "close", say("Hapus kolom")))
