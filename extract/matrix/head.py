"""The head of an activity matrix among the tables of a page: which column holds what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.headings.labels import text_to_role, text_to_unit_of_time
from extract.headings.roles import Heading, headings_to_roles
from extract.lattice.squares import Lattice
from extract.matrix.cells import words_to_boxes, words_to_written
from extract.matrix.parts import MatrixPart, Role, Written
from records.paper import Cell, Word

LABEL_ROWS = 3
"""Rows over which the labels of one head are spread."""
DEEPEST = 5
"""Rows that one cell of a head may span."""
LEAST_COLUMNS = 5
"""Activity, an actor, requirements, duration, output."""
PARTED = 0.6
"""Share of the body's rows in which a line must part two columns under one head."""
SAME_PLACE = 0.025
"""Of the table's width: how far a column may shift from page to page."""

LONGEST_NUMBER = 4
"""Signs: a column's number in brackets."""
NUMBERS_SHARE = 0.6
"""Of the short texts of a row of column numbers that must look like numbers."""

LEAVES = (Role.ACTIVITY, Role.REQUIREMENTS, Role.DURATION, Role.OUTPUT)
TELLING = (*LEAVES, Role.ACTOR, Role.QUALITY)
ONLY_HERE = (Role.REQUIREMENTS, Role.DURATION, Role.OUTPUT, Role.ACTOR, Role.QUALITY)

_COLUMN_NUMBER = re.compile(r"^\W*[\dlIiOoSZ|]{0,2}\W*$")


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """A column of the matrix: its role and its first and last column in the lattice."""

    role: Role
    first: int
    last: int

    @property
    def span(self) -> tuple[int, int]:
        return (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a matrix; the body begins at lattice row `end`."""

    columns: tuple[HeadColumn, ...]
    actors: tuple[Written, ...]
    end: int
    unit_of_time: str = ""
    is_written: bool = True
    """False for the columns of the page before, where a page has no head of its own."""


def lattice_to_head(lattice: Lattice, words: Sequence[Word], char_height: float) -> Head | None:
    """The head of an activity matrix; None where the table is none."""
    if lattice.table.column_count < LEAST_COLUMNS:
        return None
    texts = _texts(lattice, words, char_height)
    labels = _first_labels(texts)
    if not labels:
        return None
    start = min(cell.row for cell in labels)
    end = _end(lattice, labels, start)
    spans = _spans(lattice, end, labels)
    over = [_over(lattice, span, start, end, labels) for span in spans]
    headings = [
        Heading(_label(lattice, span, end, labels), o, lattice.box((start, end - 1), span).width)
        for span, o in zip(spans, over, strict=True)
    ]
    roles = headings_to_roles(headings)
    columns = tuple(
        HeadColumn(role, *span) for role, span in zip(roles, spans, strict=True) if role
    )
    if not any(c.role is Role.ACTOR for c in columns):
        return None
    actors = _actor_names(lattice, columns, (start, end), words, char_height)
    waktu = [texts[c] for c, role in labels.items() if role is Role.DURATION]
    return Head(columns, actors, end, text_to_unit_of_time(waktu[0]) if waktu else "")


def _end(lattice: Lattice, labels: dict[Cell, Role], start: int) -> int:
    """The first row under the head: number and activity reach down to it, as do all leaves.

    Where one of them runs on, its lower border is worn away: most tell.
    """
    sides = {lattice.cell(start, 0), lattice.cell(start, 1)}
    leaves = {cell for cell, role in labels.items() if role in LEAVES}
    deep = {c for c in sides | set(labels) if 1 < c.row_span <= DEEPEST}
    ends = Counter(cell.row + cell.row_span for cell in leaves | deep)
    return max(ends, key=lambda end: (ends[end], end), default=start + 1)


def _texts(lattice: Lattice, words: Sequence[Word], char_height: float) -> dict[Cell, str]:
    cells = lattice.table.cells
    held = words_to_boxes(words, [c.box for c in cells], char_height)
    return {
        cell: words_to_written(inside, cell.box, char_height).text
        for cell, inside in zip(cells, held, strict=True)
        if inside
    }


def _first_labels(texts: dict[Cell, str]) -> dict[Cell, Role]:
    """The labels of the topmost rows that make a head; none where no rows do.

    Of each role the topmost cell counts: a word of the head may come again in the body.
    """
    named = {cell: role for cell, text in texts.items() if (role := text_to_role(text))}
    for start in sorted({cell.row for cell in named}):
        labels: dict[Cell, Role] = {}
        for cell in sorted(named, key=lambda c: (c.row, c.column)):
            if start <= cell.row < start + LABEL_ROWS and named[cell] not in labels.values():
                labels[cell] = named[cell]
        if _is_matrix(set(labels.values())):
            return labels
    return {}


def _is_matrix(roles: set[Role]) -> bool:
    return len(roles & set(TELLING)) >= 2 and bool(roles & set(ONLY_HERE))


def _spans(lattice: Lattice, end: int, labels: dict[Cell, Role]) -> list[tuple[int, int]]:
    """The lattice columns under each cell of the head's last row."""
    spans: list[tuple[int, int]] = []
    column = 0
    while column < lattice.table.column_count:
        cell = lattice.cell(end - 1, column)
        last = cell.column + cell.column_span - 1
        is_group = labels.get(cell) in (Role.ACTOR, Role.QUALITY)
        first = column
        for i in range(column + 1, last + 1):
            if is_group or _is_parted(lattice, i, end):
                spans.append((first, i - 1))
                first = i
        spans.append((first, last))
        column = last + 1
    return spans


def _is_parted(lattice: Lattice, column: int, end: int) -> bool:
    """Whether the body is parted left of a column although the head is not."""
    rows = range(end, lattice.table.row_count)
    parted = sum(lattice.cell(r, column).column == column for r in rows)
    return bool(rows) and parted >= PARTED * len(rows)


def _over(
    lattice: Lattice, span: tuple[int, int], start: int, end: int, labels: dict[Cell, Role]
) -> Role | None:
    """The role of the head over several columns, this one among them."""
    for row in range(start, end):
        role = labels.get(lattice.cell(row, span[0]))
        if role in (Role.ACTOR, Role.QUALITY):
            return role
    return None


def _label(
    lattice: Lattice, span: tuple[int, int], end: int, labels: dict[Cell, Role]
) -> Role | None:
    """The column's own label, from the cell lowest in the head."""
    for row in range(end - 1, min(c.row for c in labels) - 1, -1):
        cell = lattice.cell(row, span[0])
        role = labels.get(cell)
        if role in (Role.ACTOR, Role.QUALITY):
            return None
        if role is not None:
            return role
    return None


def _actor_names(
    lattice: Lattice,
    columns: Sequence[HeadColumn],
    rows: tuple[int, int],
    words: Sequence[Word],
    char_height: float,
) -> tuple[Written, ...]:
    actors = [c for c in columns if c.role is Role.ACTOR]
    boxes = [lattice.box((_name_row(lattice, c, rows), rows[1] - 1), c.span) for c in actors]
    held = words_to_boxes(words, boxes, char_height)
    return tuple(words_to_written(w, box, char_height) for w, box in zip(held, boxes, strict=True))


def _name_row(lattice: Lattice, column: HeadColumn, rows: tuple[int, int]) -> int:
    """The first row of the actor's own name, under the head over several columns.

    A head over a single actor is as wide as the name: it ends where the other heads over
    columns end.
    """
    cells = {lattice.cell(rows[0], c) for c in range(lattice.table.column_count)}
    over = {c.row + c.row_span for c in cells if c.column_span > 1} - {rows[1]}
    first = rows[0]
    for row in range(*rows):
        cell = lattice.cell(row, column.first)
        bottom = cell.row + cell.row_span
        is_wider = cell.column < column.first or (cell.column + cell.column_span - 1 > column.last)
        if bottom < rows[1] and (is_wider or bottom in over):
            first = max(first, bottom)
    return first


def before_to_head(lattice: Lattice, before: MatrixPart) -> Head | None:
    """The columns of the page before, found again by place in a table without a head."""
    box, old = lattice.table.box, before.box
    width = max(old.width, 1.0)
    columns: list[HeadColumn] = []
    for known in before.columns:
        left = box.left + (known.left - old.left) / width * box.width
        right = box.left + (known.right - old.left) / width * box.width
        near = SAME_PLACE * box.width
        inside = [
            i
            for i in range(lattice.table.column_count)
            if (b := lattice.box((0, lattice.table.row_count - 1), (i, i))).left >= left - near
            and b.right <= right + near
        ]
        if not inside:
            return None
        columns.append(HeadColumn(known.role, inside[0], inside[-1]))
    names = tuple(actor.name for actor in before.actors)
    return Head(tuple(columns), names, 0, before.unit_of_time, is_written=False)


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are no more than the numbers of the columns, some misread."""
    written = ["".join(text.split()) for text in texts if text]
    if any(len(text) > LONGEST_NUMBER for text in written):
        return False
    return sum(bool(_COLUMN_NUMBER.match(t)) for t in written) >= NUMBERS_SHARE * len(written)
