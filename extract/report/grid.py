"""A recapitulation's table: heads, rows of names and counts, the row of sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.grammar.counts import text_to_count
from extract.kinds import text_is_total
from extract.lines import lines_to_text, words_to_lines
from extract.matrix.cells import is_noise, words_to_boxes
from extract.specks import lines_without_signs
from records.geometry import Box
from records.paper import Cell, Sheet, Source, Table, Word
from records.readers import TextReader

COUNT_SHARE = 0.6
"""Share of a column's filled cells that are counts, for it to be a column of counts."""
SURE = 0.8
"""Confidence of a head or name under which its cell is read again."""
INSET = 0.12
"""What a cell is cut on all sides before it is read again, in heights of a capital."""
HEAD_ROWS = 4
NARROW = 0.6
"""Of its right neighbour's width; a column of row numbers stays below."""
BORDER_TRACES = " |[]{}_¦"
"""What a cell's borders are read as at its edges."""
_INDEX = re.compile(r"^no\b|^nomor$|^urut", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's place on the page and the words in it."""

    box: Box
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        kept = [word for word in self.words if not is_noise(word)]
        lines = lines_without_signs(words_to_lines(kept))
        return lines_to_text(lines).strip(BORDER_TRACES)

    @property
    def confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)


@dataclass(frozen=True, slots=True)
class CountGrid:
    """The table in columns: names, body rows, the total row's cells by column.

    `counted` are the columns of counts; `index` is the column of row numbers, if any. `total` is
    None where the table has no row of sums, and holds None in columns that the row merges.
    """

    columns: tuple[str, ...]
    heads: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    total: tuple[GridCell | None, ...] | None
    counted: tuple[int, ...]
    index: int | None


def read_labels_again(grid: CountGrid, sheet: Sheet, reader: TextReader | None) -> CountGrid:
    """The grid with unsurely read heads and names read anew from their cells, in one call."""
    if reader is None or sheet.source is Source.LAYER:
        return grid
    skipped = {*grid.counted, grid.index}
    cells = [cell for cell in grid.heads if cell.confidence < SURE]
    cells += [
        cell
        for row in grid.rows
        for column, cell in enumerate(row)
        if column not in skipped and cell.words and cell.confidence < SURE
    ]
    if not cells:
        return grid
    found = reader.read([cell.box.grow(-INSET * sheet.char_height) for cell in cells])
    better = {
        id(cell): GridCell(cell.box, words)
        for cell, words in zip(cells, found, strict=True)
        if words and _letters_confidence(words) > _letters_confidence(cell.words)
    }
    heads = tuple(better.get(id(cell), cell) for cell in grid.heads)
    names = tuple(
        _name(better[id(cell)].text) if id(cell) in better else name
        for cell, name in zip(grid.heads, grid.columns, strict=True)
    )
    rows = tuple(tuple(better.get(id(cell), cell) for cell in row) for row in grid.rows)
    return replace(grid, columns=names, heads=heads, rows=rows)


def _letters_confidence(words: Sequence[Word]) -> float:
    total = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / total if total else 0.0


def table_to_grid(sheet: Sheet, table: Table) -> CountGrid | None:
    """The grid of a table whose body is mostly counts; None for another table."""
    boxes = [cell.box for cell in table.cells]
    held = words_to_boxes(sheet.words, boxes, sheet.char_height)
    filled = {
        (cell.row, cell.column): (cell, GridCell(cell.box, words))
        for cell, words in zip(table.cells, held, strict=True)
    }
    last_head = _last_head_row(table, filled)
    body = [_row(table, filled, row) for row in range(last_head + 1, table.row_count)]
    body = [row for row in body if not _is_column_numbers(row)]
    total_at = next((i for i, row in enumerate(body) if _is_total_row(row)), None)
    rows = [row for row in body[:total_at] if any(cell and cell.words for cell in row)]
    total = tuple(body[total_at]) if total_at is not None else None
    heads = _heads(table, filled, last_head)
    columns = _column_names(table, filled, last_head)
    index = _index_column(columns, heads)
    counted = _counted_columns(rows, index)
    if len(counted) < 2 or not rows:
        return None
    whole = tuple(tuple(cell or _empty(heads[i]) for i, cell in enumerate(row)) for row in rows)
    return CountGrid(columns, heads, whole, total, counted, index)


Filled = dict[tuple[int, int], tuple[Cell, GridCell]]


def _empty(head: GridCell) -> GridCell:
    return GridCell(head.box, ())


def _covering(table: Table, filled: Filled, row: int, column: int) -> tuple[Cell, GridCell] | None:
    """The cell that covers a place of the grid, also one merged over several."""
    if (row, column) in filled:
        return filled[row, column]
    for cell, content in filled.values():
        if (
            cell.row <= row < cell.row + cell.row_span
            and cell.column <= column < cell.column + cell.column_span
        ):
            return cell, content
    return None


def _row(table: Table, filled: Filled, row: int) -> list[GridCell | None]:
    """A row's cells by column; None where a cell merged from the left or above covers it."""
    cells: list[GridCell | None] = []
    for column in range(table.column_count):
        found = filled.get((row, column))
        cells.append(found[1] if found else None)
    return cells


def _last_head_row(table: Table, filled: Filled) -> int:
    """The last row of the heads: above the first row whose cells are counts."""
    for row in range(1, min(table.row_count, HEAD_ROWS + 2)):
        texts = [cell.text for cell in _row(table, filled, row) if cell is not None and cell.words]
        counts = sum(text_to_count(text) is not None for text in texts)
        if counts >= 2 and not _is_numbering(texts):
            return row - 1
        if _is_numbering(texts):
            return row - 1
    return 0


def _is_numbering(texts: Sequence[str]) -> bool:
    """Whether the texts number the columns: 1 2 3 …"""
    digits = [re.sub(r"\D", "", text) for text in texts]
    numbers = [int(digit) for digit in digits if digit]
    return len(numbers) >= 4 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_column_numbers(row: Sequence[GridCell | None]) -> bool:
    texts = [cell.text for cell in row if cell is not None]
    return len([t for t in texts if t]) == len(row) and _is_numbering(texts)


def _is_total_row(row: Sequence[GridCell | None]) -> bool:
    texts = [cell.text for cell in row if cell is not None and cell.words]
    return any(text_is_total(text) for text in texts[:3])


def _heads(table: Table, filled: Filled, last_head: int) -> tuple[GridCell, ...]:
    """Each column's lowest head cell."""
    heads = []
    for column in range(table.column_count):
        found = _covering(table, filled, last_head, column)
        heads.append(found[1] if found else GridCell(table.box, ()))
    return tuple(heads)


def _column_names(table: Table, filled: Filled, last_head: int) -> tuple[str, ...]:
    """The columns' names from their lowest heads; of equal ones each takes its group's too."""
    names = [_name(cell.text) for cell in _heads(table, filled, last_head)]
    for column, name in enumerate(names):
        if name and names.count(name) == 1:
            continue
        above = [
            _name(found[1].text)
            for row in range(last_head + 1)
            if (found := _covering(table, filled, row, column)) is not None
        ]
        joined = " ".join(dict.fromkeys(text for text in above if text))
        names[column] = joined or name
    return tuple(names)


def _name(text: str) -> str:
    """A head's name without traces of borders; a stroke between two words was a slash."""
    bare = re.sub(r"\s[|¦]+(?=\s)", "", text).strip(BORDER_TRACES + "-–—~=.,:;'\"`’‘")
    return re.sub(r"(?<=\w) [Il1] (?=\w)", " / ", bare)


def _index_column(columns: Sequence[str], heads: Sequence[GridCell]) -> int | None:
    """The column of row numbers: by its name, or a narrow first one whose name says nothing."""
    named = next((i for i, name in enumerate(columns) if _INDEX.match(name)), None)
    if named is not None or len(columns) < 3:
        return named
    is_narrow = heads[0].box.width < NARROW * heads[1].box.width
    return 0 if is_narrow and len(re.sub(r"\W", "", columns[0])) <= 3 else None


def _counted_columns(
    rows: Sequence[Sequence[GridCell | None]], index: int | None
) -> tuple[int, ...]:
    width = len(rows[0]) if rows else 0
    counted = []
    for column in range(width):
        cells = [row[column] for row in rows]
        texts = [cell.text for cell in cells if cell is not None and cell.words]
        counts = sum(text_to_count(text) is not None for text in texts)
        if column != index and texts and counts >= COUNT_SHARE * len(texts):
            counted.append(column)
    # A column nobody could read may still be one: it stands among its like.
    for column in range(min(counted, default=width), width):
        if column not in counted and not any(
            cell is not None and cell.text for cell in (row[column] for row in rows)
        ):
            counted.append(column)
    return tuple(sorted(counted))
