"""The tables of a page become parts of activity matrices: rows with their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.headings.names import written_to_name
from extract.headings.turned import read_turned_names
from extract.lattice.squares import Lattice, table_to_lattice
from extract.lines import words_to_lines
from extract.matrix.cells import read_again, words_to_boxes, words_to_written
from extract.matrix.head import (
    Head,
    HeadColumn,
    before_to_head,
    is_column_numbers,
    lattice_to_head,
)
from extract.matrix.parts import ActorColumn, Column, MatrixPart, PartRow, Role, Written
from records.geometry import Box
from records.paper import Sheet, Table
from records.readers import TextReader

QUALITY = (Role.REQUIREMENTS, Role.DURATION, Role.OUTPUT, Role.REMARKS)
TEXTS = (Role.NUMBER, Role.ACTIVITY, *QUALITY)
TITLE_ABOVE = 7.0
"""Char heights above the table in which its title stands."""
BLOCK_GAP = 1.6
"""Char heights between two lines of one text; more parts two texts in a merged cell."""
NUMBERS_ROW = 3.5
"""Char heights of the tallest row of column numbers most of which were lost."""
WHOLE_ROW = 0.5
"""Share of the columns a cell spans to be a heading row of its own."""

Band = tuple[int, int]
"""The first and last lattice row of a row of the matrix."""
Place = tuple[int, Role]


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of a matrix on the lattice and the box of each text in it."""

    lattice: Lattice
    head: Head
    bands: tuple[Band, ...]
    boxes: Mapping[Place, Box]

    def text_at(self, texts: Mapping[Box, Written], band: int, role: Role) -> Written:
        box = self.boxes.get((band, role))
        if box is None:
            first, last = self.bands[band]
            empty = self.lattice.box((first, last), (0, 0))
            return Written((), Box(empty.left, empty.top, empty.left, empty.bottom))
        return texts[box]


def sheet_to_matrix_parts(
    sheet: Sheet,
    tables: Sequence[Table],
    reader: TextReader | None = None,
    before: MatrixPart | None = None,
) -> tuple[MatrixPart, ...]:
    """The parts of activity matrices on a page, top to bottom.

    `reader` reads doubtful cells again, all of a page at once; `before` is the last part of the
    page before, whose columns serve a table that goes on without a head.
    """
    parts: list[MatrixPart] = []
    for table in sorted(tables, key=lambda t: t.box.top):
        lattice = table_to_lattice(table)
        head = lattice_to_head(lattice, sheet.words, sheet.char_height)
        if head is None and before is not None and not parts:
            head = before_to_head(lattice, before)
        if head is not None and head.end < table.row_count:
            parts.append(_part(sheet, lattice, head, reader))
    return tuple(parts)


def _part(sheet: Sheet, lattice: Lattice, head: Head, reader: TextReader | None) -> MatrixPart:
    if head.is_written:
        head = replace(head, actors=_names(head.actors, reader, sheet.char_height))
    body = _body(sheet, lattice, head)
    texts = _texts(sheet, body, reader)
    rows = tuple(_row(body, texts, i) for i in range(len(body.bands)))
    first = min(head.end, lattice.table.row_count - 1)
    whole = (0, lattice.table.column_count - 1)
    return MatrixPart(
        page=sheet.page,
        title=_title(sheet, lattice.table),
        box=lattice.table.box,
        body=lattice.box((first, lattice.table.row_count - 1), whole),
        actors=_actors(body),
        rows=rows,
        has_head=head.is_written,
        has_numbers=any(c.role is Role.NUMBER for c in head.columns),
        width=sheet.width,
        height=sheet.height,
        source=sheet.source,
        unit_of_time=head.unit_of_time,
        char_height=sheet.char_height,
        columns=tuple(_column(body, c) for c in head.columns),
    )


def _names(
    names: tuple[Written, ...], reader: TextReader | None, char_height: float
) -> tuple[Written, ...]:
    """The actors' names, doubtful ones read again by themselves, as they run."""
    found = read_turned_names(names, reader)
    if found == names and reader is not None:
        found = tuple(read_again(names, [Role.ACTOR] * len(names), reader, char_height))
    return tuple(written_to_name(name) for name in found)


def _column(body: _Body, column: HeadColumn) -> Column:
    box = body.lattice.box((body.head.end, body.lattice.table.row_count - 1), column.span)
    return Column(column.role, box.left, box.right)


def _actors(body: _Body) -> tuple[ActorColumn, ...]:
    columns = [_column(body, c) for c in body.head.columns if c.role is Role.ACTOR]
    return tuple(
        ActorColumn(name, column.left, column.right)
        for name, column in zip(body.head.actors, columns, strict=True)
    )


def _body(sheet: Sheet, lattice: Lattice, head: Head) -> _Body:
    bands = _bands(lattice, head)
    boxes = _boxes(sheet, lattice, head, bands)
    body = _Body(lattice, head, bands, boxes)
    while body.bands and _is_numbers(sheet, body):
        head = replace(head, end=body.bands[0][1] + 1)
        bands = bands[1:]
        body = _Body(lattice, head, bands, _boxes(sheet, lattice, head, bands))
    return body


def _is_numbers(sheet: Sheet, body: _Body) -> bool:
    """Whether the first row holds the columns' numbers."""
    band = body.bands[0]
    spans = [c.span for c in body.head.columns]
    boxes = [body.lattice.box(band, span) for span in spans]
    held = words_to_boxes(sheet.words, boxes, sheet.char_height)
    texts = [
        words_to_written(w, b, sheet.char_height).text for w, b in zip(held, boxes, strict=True)
    ]
    is_low = boxes[0].height <= NUMBERS_ROW * sheet.char_height
    return is_column_numbers(texts) and (is_low or sum(map(bool, texts)) > len(texts) / 2)


def _bands(lattice: Lattice, head: Head) -> tuple[Band, ...]:
    """Rows of the matrix: a line parts two where it parts the activity, or most other texts."""
    columns = {c.role: c.first for c in head.columns if c.role is not Role.ACTOR}
    starts = [head.end]
    for row in range(head.end + 1, lattice.table.row_count):
        parts = {role: lattice.cell(row, column).row == row for role, column in columns.items()}
        others = [parts[role] for role in parts if role is not Role.ACTIVITY]
        by_number = parts.get(Role.NUMBER, True)
        is_by_others = by_number and bool(others) and all(others)
        if parts[Role.ACTIVITY] or is_by_others:
            starts.append(row)
    return tuple((a, b - 1) for a, b in pairwise([*starts, lattice.table.row_count]))


def _boxes(sheet: Sheet, lattice: Lattice, head: Head, bands: Sequence[Band]) -> dict[Place, Box]:
    """The box of each text; rows that share a merged cell share its box."""
    boxes: dict[Place, Box] = {}
    for column in head.columns:
        if column.role not in TEXTS:
            continue
        for i, band in enumerate(bands):
            whole = _whole_row(lattice, head, band)
            if whole is not None:
                if column.role is Role.ACTIVITY:
                    boxes[i, column.role] = whole
                continue
            boxes[i, column.role] = lattice.box(band, column.span)
        if column.role in QUALITY:
            _share_merged(sheet, lattice, column, bands, boxes)
    return boxes


def _whole_row(lattice: Lattice, head: Head, band: Band) -> Box | None:
    """The cell of a heading row, that runs over most columns."""
    activity = next(c for c in head.columns if c.role is Role.ACTIVITY)
    cell = lattice.cell(band[0], activity.first)
    if cell.column_span < WHOLE_ROW * lattice.table.column_count:
        return None
    return lattice.box(band, (cell.column, cell.column + cell.column_span - 1))


def _share_merged(
    sheet: Sheet,
    lattice: Lattice,
    column: HeadColumn,
    bands: Sequence[Band],
    boxes: dict[Place, Box],
) -> None:
    """Gives rows parted by no line in a column one box, if one text stands in it."""
    i = 0
    while i < len(bands):
        j = i
        while (
            j + 1 < len(bands)
            and lattice.cell(bands[j][1], column.first)
            == lattice.cell(bands[j + 1][0], column.first)
            and (j + 1, column.role) in boxes
        ):
            j += 1
        if j > i and (i, column.role) in boxes:
            box = lattice.box((bands[i][0], bands[j][1]), column.span)
            if _is_one_text(sheet, box):
                boxes.update({(k, column.role): box for k in range(i, j + 1)})
        i = j + 1


def _is_one_text(sheet: Sheet, box: Box) -> bool:
    """Whether the lines in a box follow one another without a wide gap."""
    lines = words_to_lines(words_to_boxes(sheet.words, [box], sheet.char_height)[0])
    if not lines:
        return False
    gap = BLOCK_GAP * sheet.char_height
    return all(
        min(w.box.top for w in below) - max(w.box.bottom for w in above) <= gap
        for above, below in pairwise(lines)
    )


def _texts(sheet: Sheet, body: _Body, reader: TextReader | None) -> dict[Box, Written]:
    places: dict[Box, Role] = {}
    for (_, role), box in body.boxes.items():
        places.setdefault(box, role)
    boxes = list(places)
    held = words_to_boxes(sheet.words, boxes, sheet.char_height)
    texts = [
        words_to_written(words, box, sheet.char_height)
        for words, box in zip(held, boxes, strict=True)
    ]
    if reader is not None:
        texts = read_again(texts, [places[box] for box in boxes], reader, sheet.char_height)
    return dict(zip(boxes, texts, strict=True))


def _row(body: _Body, texts: Mapping[Box, Written], band: int) -> PartRow:
    whole = (0, body.lattice.table.column_count - 1)
    return PartRow(
        body.lattice.box(body.bands[band], whole),
        tuple(
            body.lattice.box(body.bands[band], c.span)
            for c in body.head.columns
            if c.role is Role.ACTOR
        ),
        *(body.text_at(texts, band, role) for role in TEXTS),
    )


def _title(sheet: Sheet, table: Table) -> Written | None:
    """The last line above the table, if it is near."""
    top = table.box.top
    above = [
        w
        for w in sheet.words
        if top - TITLE_ABOVE * sheet.char_height <= w.box.center[1]
        and w.box.bottom <= top + sheet.char_height / 2
        and table.box.left - sheet.char_height <= w.box.center[0] <= table.box.right
    ]
    lines = words_to_lines(above)
    if not lines:
        return None
    last = words_to_written(lines[-1], table.box)
    return None if last.is_empty else last
