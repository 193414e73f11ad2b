"""The counts of a recapitulation, read twice where doubtful, and held against its sums.

A sum that does not come out decides between two readings of the same cell where exactly that
brings it out; it never changes what both readings say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.grammar.counts import text_to_count
from extract.report.grid import CountGrid, GridCell
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source, Word
from records.readers import TextReader

SURE = 0.85
"""Confidence of a count under which its cell is read again."""
INSET = 0.12
"""What a cell is cut on all sides before it is read again, in heights of a capital."""
ALPHABET = "0123456789-"
PROVEN = 0.75
"""Confidence of a dash that was not read but whose column's sum comes out."""
UNREAD_REPAIR = 0.9
"""What a count is trusted with, of its words' confidence, for each character put right."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count's readings, the likeliest first, and the place it stands."""

    readings: tuple[str, ...]
    confidence: float
    box: Box
    written: str

    @property
    def text(self) -> str:
        return self.readings[0] if self.readings else ""


Places = dict[tuple[int, int], Count]
"""Counts by row and column; the row of sums is row -1."""


def read_counts(grid: CountGrid, sheet: Sheet, reader: TextReader | None) -> Places:
    """Every count of body and total row, doubtful ones read again in one call."""
    cells = grid_cells(grid)
    counts = {place: cell_to_count(cell) for place, cell in cells.items()}
    doubtful = [p for p, c in counts.items() if not c.readings or c.confidence < SURE]
    if reader is None or sheet.source is Source.LAYER:
        return settle_sums(grid, counts)
    _read_again(counts, doubtful, INSET * sheet.char_height, reader, ALPHABET)
    settled = settle_sums(grid, counts)
    wrong = [c for c in grid.counted if column_difference(grid, settled, c)]
    open_ = [
        p for p, c in settled.items() if p[1] in wrong or (p[1] in grid.counted and not c.text)
    ]
    _read_columns(settled, {place[1] for place in open_}, sheet.char_height, reader)
    return settle_sums(grid, settled)


def _read_again(
    counts: Places,
    places: Sequence[tuple[int, int]],
    cut: float,
    reader: TextReader,
    alphabet: str,
) -> None:
    """Reads the places anew, their boxes cut by so much, in one call."""
    if not places:
        return
    boxes = [counts[place].box.grow(-cut) for place in places]
    for place, words in zip(places, reader.read(boxes, alphabet), strict=True):
        counts[place] = _with_reading(counts[place], words)


def _read_columns(
    counts: Places, columns: set[int], char_height: float, reader: TextReader
) -> None:
    """Reads whole columns: a digit among others of its height is not read as one alone is."""
    strips = {
        column: bounding_box(count.box for place, count in counts.items() if place[1] == column)
        for column in sorted(columns)
    }
    if not strips:
        return
    found = reader.read([box.grow(-INSET * char_height) for box in strips.values()], ALPHABET)
    for column, words in zip(strips, found, strict=True):
        for place, count in counts.items():
            inside = [word for word in words if count.box.contains(word.box.center)]
            if place[1] == column and inside:
                counts[place] = _with_reading(count, inside)


def grid_cells(grid: CountGrid) -> dict[tuple[int, int], GridCell]:
    """Cells of counts and row numbers by row and column, the row of sums as row -1."""
    numbered = () if grid.index is None else (grid.index,)
    cells = {
        (i, column): row[column]
        for i, row in enumerate(grid.rows)
        for column in (*numbered, *grid.counted)
    }
    for column in grid.counted if grid.total is not None else ():
        cell = grid.total[column] if grid.total is not None else None
        if cell is not None:
            cells[-1, column] = cell
    return cells


def cell_to_count(cell: GridCell) -> Count:
    """The count a cell's words give; no reading where they are none."""
    found = text_to_count(cell.text.replace(" ", ""))
    if found is None:
        return Count((), 0.0, cell.box, cell.text)
    sure = cell.confidence * UNREAD_REPAIR**found.repairs
    return Count((found.value,), sure, cell.box, cell.text)


def _with_reading(count: Count, words: Sequence[Word]) -> Count:
    text = "".join(word.text for word in words)
    found = text_to_count(text)
    if found is None:
        return count
    sure = min((word.confidence for word in words), default=0.0)
    if not count.readings:
        return Count((found.value,), sure, count.box, count.written or text)
    if found.value in count.readings[1:]:
        # Two readings of three agree against the first.
        others = tuple(text for text in count.readings if text != found.value)
        return Count((found.value, *others), sure, count.box, count.written)
    if found.value == count.text:
        return Count(count.readings, max(sure, count.confidence), count.box, count.written)
    is_surer = sure > count.confidence
    both = (found.value, *count.readings) if is_surer else (*count.readings, found.value)
    return Count(both, max(sure, count.confidence) / 2, count.box, count.written)


def settle_sums(grid: CountGrid, counts: Places) -> Places:
    """The counts with second readings taken where they alone bring a column's sum out."""
    settled = dict(counts)
    for column in grid.counted:
        difference = column_difference(grid, settled, column)
        if difference == 0:
            _fill_proven(settled, column)
        if difference in (0, None):
            continue
        tries = [
            (place, other)
            for place in settled
            if place[1] == column
            for other in settled[place].readings[1:]
        ]
        for place, other in tries:
            tried = {**settled, place: _preferring(settled[place], other)}
            if column_difference(grid, tried, column) == 0:
                settled = tried
                break
    return settled


def _fill_proven(counts: Places, column: int) -> None:
    """Cells in which nothing could be read are none at all where the sum comes out without them."""
    for place, count in counts.items():
        if place[1] == column and not count.readings:
            counts[place] = Count(("0",), PROVEN, count.box, count.written)


def column_difference(grid: CountGrid, counts: Places, column: int) -> int | None:
    """The written sum of a column less the sum of its rows; None where one cannot be read.

    On a page that goes on with a table, whose first rows stand before it, nothing can be said.
    """
    total = counts.get((-1, column))
    if total is None or not total.text or first_number(grid, counts) not in (None, 1):
        return None
    rows = [counts[i, column].text for i in range(len(grid.rows))]
    if any(not text.isdigit() for text in rows if text):
        return None
    return int(total.text) - sum(int(text) for text in rows if text)


def first_number(grid: CountGrid, counts: Places) -> int | None:
    """The number of the first row, as most rows tell it; None where they do not."""
    if grid.index is None:
        return None
    read = [counts[i, grid.index].text for i in range(len(grid.rows))]
    fitting = [int(text) - i for i, text in enumerate(read) if text.isdigit()]
    first = max(set(fitting), key=fitting.count, default=None)
    return first if first is not None and fitting.count(first) * 2 >= len(read) else None


def _preferring(count: Count, reading: str) -> Count:
    others = tuple(text for text in count.readings if text != reading)
    return Count((reading, *others), max(count.confidence, PROVEN), count.box, count.written)
