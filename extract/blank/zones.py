"""Where a field's value may stand: beside its label, under it, over it, or in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import inf
from statistics import median

from extract.blank.ink import FEWEST_COLONS, SMALL, Base, Leveled
from extract.blank.labels import Label
from records.geometry import Box
from records.paper import Table

BASE_ABOVE, BASE_BELOW = 0.5, 2.0
"""A line belongs to the label whose foot is so far (letter heights) below or above it."""
UNDER = 6.0
"""A label that stands over its value has the line at most so far below its foot."""
OVER = 1.4
"""A label under its value's line has it at most so far (letter heights) above its head."""
ALIGNED = 3.0
"""How far behind the label's left end the line under it may begin; lines of a row may be one."""
LONG_LABEL = 8.0
"""Letter heights that a label without colon may end before the colons of the others."""
SAME_ROW, SAME_COLUMN = 1.5, 4.0
"""Letter heights between labels of one row, and between the left ends of one column: a number of
its field may stand before one label, and not be read before the next."""
APART = 2.0
"""Letter heights from a label's end to the label right of it."""
BEFORE_NEXT = 0.4
SAME_BASE = 0.5
"""Pieces of one line lie this near in height."""
LINE_AFTER = 6.0
"""Letter heights behind the colons that the lines to write on begin, at most."""
FOOT, LOWEST_FOOT = 0.3, 0.6
"""Where writing stands under a label's foot if no line tells, and at most (letter heights)."""
SAME_BEGIN = 0.5
"""Letter heights between the beginnings of two lines of one column."""
BEFORE_LINE = 0.6
"""Letter heights before its line that writing may begin."""
AFTER_LABEL, FEW_LETTERS = 20.0, 2
"""Letter heights behind a label in which writing is its value; marks that make it writing."""
MOST_IN_CELL = 1
"""A cell with more labels than this is a frame around fields, no cell of one."""


class Side(Enum):
    """On which side of its label a value stands."""

    BESIDE = "beside"
    UNDER = "under"
    OVER = "over"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Zone:
    """The side, the left and right end of the value, its column, and a cell that bounds it."""

    side: Side
    left: float
    right: float
    column: int
    cell: Box | None = None


Lined = tuple[Label, Zone, Base | None]
"""A label, its zone, and the line it has there."""


def find_zones(
    labels: Sequence[Label], tables: Sequence[Table], page: Leveled, width: float
) -> tuple[Zone, ...]:
    """The zone of each label, in the labels' order."""
    columns = _columns(labels, page.unit)
    sides = _sides(labels, page)
    colons = _colon_columns(labels, columns)
    zones = []
    for label, column, side in zip(labels, columns, sides, strict=True):
        cell = _cell(label, labels, tables, page)
        lines = bases_at(label, Zone(side, label.box.left, width, column), page)
        right = _next_label(label, column, labels, columns, lines, page, width)
        if cell is not None:
            zones.append(Zone(Side.CELL, cell.left, cell.right, column, cell))
        elif side is not Side.BESIDE:
            zones.append(Zone(side, label.box.left - page.unit, right, column))
        else:
            left = _value_left(label, colons.get(column), page)
            zones.append(Zone(Side.BESIDE, left, max(left, right), column))
    return tuple(zones)


def bases_at(label: Label, zone: Zone, page: Leveled) -> tuple[Base, ...]:
    """The lines a value's first row may stand on, from top to bottom."""
    low, high = -BASE_ABOVE, BASE_BELOW
    if zone.side is Side.UNDER:
        low, high = BASE_BELOW, UNDER
    elif zone.side is Side.OVER:
        low, high = _over(label, page)
    return tuple(
        base
        for base in page.bases
        if base.right > zone.left + 2 * page.unit
        and base.left < zone.right
        and low * page.unit <= base.y - label.baseline <= high * page.unit
    )


def first_line(bases: Sequence[Base], page: Leveled) -> Base | None:
    """The topmost line, its pieces joined."""
    if not bases:
        return None
    top = min(base.y for base in bases)
    near = sorted(
        (base for base in bases if base.y <= top + SAME_BASE * page.unit), key=lambda b: b.y
    )
    row: list[Base] = []
    for base in near:
        # A line that runs below another is the next box's edge, no piece of it.
        if all(base.left >= other.right or base.right <= other.left for other in row):
            row.append(base)
    longest = max(row, key=lambda base: base.right - base.left)
    return Base(min(b.left for b in row), max(b.right for b in row), longest.y)


def _columns(labels: Sequence[Label], unit: float) -> list[int]:
    """The number of each label's column: labels whose left ends lie near."""
    lefts: list[float] = []
    numbers = []
    for label in labels:
        near = [k for k, x in enumerate(lefts) if abs(x - label.box.left) <= SAME_COLUMN * unit]
        if not near:
            lefts.append(label.box.left)
            near = [len(lefts) - 1]
        numbers.append(near[0])
    return numbers


def _colon_columns(labels: Sequence[Label], columns: Sequence[int]) -> dict[int, float]:
    """The right ends of each column's colons, where there are enough of them."""
    found: dict[int, list[float]] = {}
    for label, column in zip(labels, columns, strict=True):
        if label.colon is not None:
            found.setdefault(column, []).append(label.colon.right)
    return {k: median(v) for k, v in found.items() if len(v) >= FEWEST_COLONS}


def _value_left(label: Label, colons: float | None, page: Leveled) -> float:
    if label.colon is not None:
        return label.colon.right
    if colons is None:
        return label.box.right
    return max(label.box.right, min(colons, label.box.right + LONG_LABEL * page.unit))


def _sides(labels: Sequence[Label], page: Leveled) -> list[Side]:
    """On which side each label has its value: those with nothing beside them, by vote."""
    beside, under, over = [], [], []
    printed = {ink.mark.key for label in labels for run in label.runs for ink in run.inks}
    written = [ink.box for ink in page.inks if ink.mark.key not in printed]
    for label in labels:
        after = label.box.right - page.unit
        offs = [((b.y - label.baseline) / page.unit, b) for b in page.bases]
        has_line = any(-BASE_ABOVE <= off <= BASE_BELOW and b.left >= after for off, b in offs)
        beside.append(has_line or _is_written_after(label, written, page))
        aligned = [
            off
            for off, b in offs
            if b.left <= label.box.left + ALIGNED * page.unit and b.right >= label.box.right
        ]
        low, high = _over(label, page)
        under.append(any(BASE_BELOW < off <= UNDER for off in aligned) and not beside[-1])
        over.append(any(low <= off <= high for off in aligned) and not beside[-1])
    # Where every label but the first row's has a line above it, and all below, they stand over.
    side, votes = (Side.OVER, over) if sum(over) > sum(under) else (Side.UNDER, under)
    if sum(votes) > sum(beside) and sum(votes) >= len(labels) / 2:
        return [side if is_it else Side.BESIDE for is_it in votes]
    return [Side.BESIDE for _ in labels]


def _is_written_after(label: Label, written: Sequence[Box], page: Leveled) -> bool:
    """Whether letters stand right of a label, level with it."""
    x, y, unit = label.box.right + BEFORE_NEXT * page.unit, label.box.center[1], page.unit
    level = [box for box in written if abs(box.center[1] - y) <= unit]
    near = [box for box in level if x < box.left < x + AFTER_LABEL * unit]
    return sum(max(box.width, box.height) > 2 * SMALL * unit for box in near) >= FEW_LETTERS


def _over(label: Label, page: Leveled) -> tuple[float, float]:
    """How far (letter heights) from a label's foot the line it hangs under lies, above its head."""
    head = (label.box.top - label.baseline) / page.unit
    return head - OVER, head + BEFORE_NEXT


def _next_label(
    label: Label,
    column: int,
    labels: Sequence[Label],
    columns: Sequence[int],
    lines: Sequence[Base],
    page: Leveled,
    width: float,
) -> float:
    """Where the next label of the row or the next column of labels begins.

    One of the value's own `lines` that runs on through the next column is its own all the way.
    """
    found = [width]
    for other, number in zip(labels, columns, strict=True):
        if other.box.left < label.box.right + APART * page.unit or number == column:
            continue
        own = [one.baseline for one, k in zip(labels, columns, strict=True) if k == number]
        reach = SAME_ROW * page.unit * (1 if len(own) == 1 else 2)
        in_row = any(abs(baseline - label.baseline) <= SAME_ROW * page.unit for baseline in own)
        end = other.box.right
        if not in_row and any(line.left < end < line.right for line in lines):
            continue
        if min(own) - reach <= label.baseline <= max(own) + reach:
            found.append(other.box.left - BEFORE_NEXT * page.unit)
    return min(found)


def _cell(
    label: Label, labels: Sequence[Label], tables: Sequence[Table], page: Leveled
) -> Box | None:
    """The cell that holds the label's value: the free ones right of its own, else its own."""
    for table in tables:
        flat = {(c.row, c.column): page.flat(c.box) for c in table.cells}
        own = [key for key, box in flat.items() if box.contains(label.box.center)]
        if not own or len(flat) < 2:
            continue
        row, column = own[0]
        holding = {
            key: sum(box.contains(one.box.center) for one in labels) for key, box in flat.items()
        }
        is_open = flat[row, column].left <= page.unit
        if is_open or holding[row, column] > MOST_IN_CELL:
            continue
        free = None
        for key in sorted(k for k in flat if k[0] == row and k[1] > column):
            if holding[key]:
                break
            free = flat[key] if free is None else free.union(flat[key])
        return free if free is not None else flat[row, column]
    return None


def usual_foot(found: Sequence[Lined], page: Leveled) -> float:
    """How far below a label's foot its line usually lies."""
    offs = [line.y - label.baseline for label, _, line in found if line is not None]
    sides = {zone.side for _, zone, _ in found}
    if Side.UNDER in sides or Side.OVER in sides:
        return median(offs) if offs else 2 * page.unit
    return min(median(offs) if offs else FOOT * page.unit, LOWEST_FOOT * page.unit)


def line_ends(found: Sequence[Lined]) -> dict[int, float]:
    """Where the lines of each column end: a piece of a line is not taken for the whole."""
    rights: dict[int, list[float]] = {}
    for _, zone, line in found:
        if line is not None:
            rights.setdefault(zone.column, []).append(line.right)
    return {column: median(ends) for column, ends in rights.items()}


def line_begins(found: Sequence[Lined], page: Leveled) -> dict[int, float]:
    """Where the lines of each column begin.

    A long label may reach past the colons. Writing hides the beginnings of lines: it is the
    leftmost that tells, one that two lines share where no colons stand above one another.
    """
    starts: dict[int, list[float]] = {}
    ended = _aligned_colons(found, page)
    for _, zone, line in found:
        reach = LINE_AFTER * page.unit if zone.column in ended else inf
        if line is not None and 0 <= line.left - zone.left <= reach:
            starts.setdefault(zone.column, []).append(line.left)
    begins = {}
    for column, lefts in starts.items():
        near = SAME_BEGIN * page.unit if column not in ended else inf
        shared = [a for a, b in pairwise(sorted(lefts)) if b - a <= near]
        if len(lefts) >= FEWEST_COLONS and shared:
            begins[column] = shared[0] - BEFORE_LINE * page.unit
    return begins


def _aligned_colons(found: Sequence[Lined], page: Leveled) -> set[int]:
    """The columns whose colons stand above one another; elsewhere each ends its label."""
    ends: dict[int, list[float]] = {}
    for label, zone, _ in found:
        if label.colon is not None:
            ends.setdefault(zone.column, []).append(label.colon.left)
    return {
        column
        for column, lefts in ends.items()
        if sum(abs(x - median(lefts)) <= page.unit for x in lefts) > len(lefts) / 2
    }
