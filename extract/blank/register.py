"""The rows of a table field: cells between rulings, each with its lines of writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from extract.blank.decode.beam import read_texts
from extract.blank.decode.values import REVIEW_BELOW, decode, is_address
from extract.blank.ink import Ink, Leveled, Run, inks_to_runs
from extract.blank.lettering import best_likeness
from extract.blank.places import is_speck, runs_to_lines
from extract.lines import words_to_lines
from forms.form import Column, Field
from records.findings import Evidence
from records.geometry import Box, bounding_box
from records.paper import Cell, Sheet, Source, Table
from records.pen import PenReader, Scribble

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 0.6
FEWEST_HEADS = 2
"""Heads found in the first row that make it the row of heads."""

Rows = tuple[Mapping[str, str], ...]


def read_register(
    field: Field, sheet: Sheet, tables: Sequence[Table], page: Leveled, pen: PenReader
) -> tuple[Rows, dict[str, Evidence]]:
    """The filled rows of a table field, and where each value stands; none without a table."""
    table = max(tables, key=lambda t: len(t.cells), default=None)
    if table is None or table.column_count < len(field.columns):
        return (), {}
    homes = _inks_in_cells(table, page)
    columns, first = _columns(field, sheet, table, homes, page, pen)
    if not columns:
        return (), {}
    source = Source.LAYER if sheet.source is Source.LAYER else Source.HAND
    rows: dict[int, dict[str, str]] = {}
    places: dict[tuple[int, str], Evidence] = {}
    for row, column, lines, own in _heard_cells(table, columns, first, homes, page, pen):
        decoded = decode(column.kind, (), own, is_address=is_address(column.labels))
        rows.setdefault(row, {one.key: "" for one in field.columns})[column.key] = decoded.value
        box = bounding_box(ink.mark.box for line in lines for ink in line.inks)
        sure = round(decoded.confidence, 3)
        review = sure < REVIEW_BELOW or not decoded.value
        places[row, column.key] = Evidence(
            sheet.page, sheet.share(box), decoded.text, sure, source, review
        )
    order = sorted(rows)
    evidence = {
        f"fields.{field.key}.{order.index(row)}.{key}": one for (row, key), one in places.items()
    }
    return tuple(rows[row] for row in order), evidence


def _heard_cells(
    table: Table,
    columns: Mapping[int, Column],
    first: int,
    homes: Mapping[tuple[int, int], list[Ink]],
    page: Leveled,
    pen: PenReader,
) -> list[tuple[int, Column, tuple[Run, ...], list[Scribble]]]:
    """The written cells below the heads: row, column, lines, and what the reader saw in these."""
    asked: list[tuple[int, Column, tuple[Run, ...]]] = []
    for cell in table.cells:
        column = columns.get(cell.column)
        inks = homes.get((cell.row, cell.column), [])
        if cell.row < first or column is None or not inks:
            continue
        runs = [run for run in inks_to_runs(inks, page.unit) if not is_speck(run, page.unit)]
        if runs:
            asked.append((cell.row, column, runs_to_lines(runs, page, pen)))
    flat = [line for _, _, lines in asked for line in lines]
    scribbles = iter(pen.read([[ink.mark for ink in line.inks] for line in flat]))
    heard = [(row, column, lines, [next(scribbles) for _ in lines]) for row, column, lines in asked]
    counted = _counted_rows([(row, own) for row, _, _, own in heard], first)
    return [cell for cell in heard if cell[0] not in counted]


def _counted_rows(cells: Sequence[tuple[int, Sequence[Scribble]]], first: int) -> set[int]:
    """The row right below the heads where it numbers the columns: `2 3 4`, each one more."""
    texts = [
        "".join(texts[0].text for line in lines if (texts := read_texts(line, width=2)))
        for row, lines in cells
        if row == first
    ]
    numbers = [int(text) if (text := one.strip(" ().")).isdigit() else None for one in texts]
    if len(numbers) < FEWEST_HEADS:
        return set()
    starts = [number - k for k, number in enumerate(numbers) if number is not None]
    agreed = max((starts.count(start) for start in starts), default=0)
    return {first} if agreed >= max(FEWEST_HEADS, len(numbers) - 1) else set()


def _inks_in_cells(table: Table, page: Leveled) -> dict[tuple[int, int], list[Ink]]:
    """The marks of each cell: whole runs of writing, where most of the run stands."""
    inside = [ink for ink in page.inks if table.box.contains(ink.mark.box.center)]
    homes: dict[tuple[int, int], list[Ink]] = {}
    edges = (
        np.array([(c.box.left, c.box.top, c.box.right, c.box.bottom) for c in table.cells])
        .reshape(-1, 4)
        .T
    )
    for ink in inside if table.cells else ():
        cell = table.cells[_cell_of(ink.mark.box, edges)]
        homes.setdefault((cell.row, cell.column), []).append(ink)
    return homes


def _cell_of(box: Box, edges: NDArray[np.float64]) -> int:
    """The cell that covers most of a mark."""
    left, top, right, bottom = edges
    across = np.minimum(right, box.right) - np.maximum(left, box.left)
    down = np.minimum(bottom, box.bottom) - np.maximum(top, box.top)
    return int(np.argmax(np.maximum(across, 0.0) * np.maximum(down, 0.0)))


def _columns(
    field: Field,
    sheet: Sheet,
    table: Table,
    homes: Mapping[tuple[int, int], list[Ink]],
    page: Leveled,
    pen: PenReader,
) -> tuple[dict[int, Column], int]:
    """Which column of the table is which of the field, and the first row below the heads."""
    scored = _printed_heads(field, sheet, table)
    if len({n for alike, _, n, _ in scored if alike >= ALIKE}) < FEWEST_HEADS:
        scored = _scored_heads(field, table, homes, page, pen, 0)
    if sum(score[0] >= ALIKE for score in scored) < FEWEST_HEADS:
        scored += _scored_heads(field, table, homes, page, pen, 1)
    columns: dict[int, Column] = {}
    used: set[int] = set()
    first = 1
    for alike, row, n, cell in sorted(scored, key=lambda s: (-s[0], -s[1])):
        if alike >= ALIKE and n not in used and cell.column not in columns:
            columns[cell.column] = field.columns[n]
            used.add(n)
            first = max(first, 1 - row)
    missing = [n for n in range(len(field.columns)) if n not in used]
    if columns and missing:
        _by_turn(field, table, columns, missing)
    return columns, first


def _printed_heads(field: Field, sheet: Sheet, table: Table) -> list[tuple[float, int, int, Cell]]:
    """The same by the words of print, in the row that most heads stand in, or two such rows.

    Boxes drawn close above a register are rows of its table too; a head over several columns has
    theirs in the row below it.
    """
    best: list[tuple[float, int, int, Cell]] = []
    for row in range(table.row_count):
        scored = []
        is_parted = any(c.row == row and c.column_span > 1 for c in table.cells)
        rows = (row, row + 1) if is_parted else (row,)
        for cell in (c for c in table.cells if c.row in rows):
            inside = [w for w in sheet.words if cell.box.contains(w.box.center)]
            text = " ".join(word.text for line in words_to_lines(inside) for word in line)
            for n, column in enumerate(field.columns):
                alike = best_likeness(text, column.labels)
                if alike >= ALIKE:
                    scored.append((alike, -cell.row, n, cell))
        if len({n for _, _, n, _ in scored}) > len({n for _, _, n, _ in best}):
            best = scored
    return best


def _scored_heads(
    field: Field,
    table: Table,
    homes: Mapping[tuple[int, int], list[Ink]],
    page: Leveled,
    pen: PenReader,
    row: int,
) -> list[tuple[float, int, int, Cell]]:
    """How alike each cell of a row is to each column's label: likeness, -row, column, cell."""
    heads = [c for c in table.cells if c.row == row and homes.get((c.row, c.column))]
    runs = [inks_to_runs(homes[c.row, c.column], page.unit) for c in heads]
    scribbles = iter(pen.read([[ink.mark for ink in run.inks] for found in runs for run in found]))
    scored = []
    for cell, found in zip(heads, runs, strict=True):
        texts = [read_texts(next(scribbles), width=3) for _ in found]
        text = " ".join(t[0].text for t in texts if t)
        for n, column in enumerate(field.columns):
            scored.append((best_likeness(text, column.labels), -row, n, cell))
    return scored


def _by_turn(
    field: Field, table: Table, columns: dict[int, Column], missing: Sequence[int]
) -> None:
    """A column whose head was not read stands beside its neighbours."""
    places = {one.key: place for place, one in columns.items()}
    for n in missing:
        for step in (-1, 1):
            beside = n + step
            if 0 <= beside < len(field.columns) and field.columns[beside].key in places:
                place = places[field.columns[beside].key] - step
                if 0 <= place < table.column_count and place not in columns:
                    columns[place] = field.columns[n]
                    break
