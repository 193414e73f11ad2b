"""Fields drawn: labels, boxes for a line of hand, combs, check boxes, tables, areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from compose.blank.sheet import LEFT, MM, Sheet, text_width
from forms.form import Field, FieldKind, Option

LABEL_WIDE = 50 * MM
VALUE = LEFT + LABEL_WIDE + 5 * MM
"""Where the boxes of values begin."""
LEFT_HALF, HALF_GAP, HALF_LABEL = 0.45, 4 * MM, 12 * MM
"""Of two rows side by side: the first box's share, the white between them, the second's label."""
GAP = 1 * MM
"""White between the frames of two lines."""
CELL_WIDE, CELL_LEAST = 7 * MM, 4.5 * MM
"""Comb boxes: as wide as a digit is comfortably written, and the least; below that, an open box."""
TOOTH = 1.2 * MM
"""A comb's teeth, above and below: taller ones are taken for a digit 1."""
HEAD_TALL = 8 * MM
"""Of a table's head: nobody writes in it."""
CELL_LINE = 5 * MM
"""Height of a line in a table's cell, where a hand writes two of what is long; no guide is printed:
it would run through what is short."""
WORDY = (FieldKind.TEXT, FieldKind.LONG_TEXT)
CHECK = 4.8 * MM
OPTION_GAP = 4.5 * MM
LABEL_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a row stands across the page: its label's left edge, and its box's edges."""

    label: float
    value: float
    right: float


def whole_row(right: float) -> Slot:
    """A row from the margin to where the content ends."""
    return Slot(LEFT, VALUE, right)


def half_rows(right: float) -> tuple[Slot, Slot]:
    """Two rows side by side, the first in line with those above and below."""
    middle = VALUE + LEFT_HALF * (right - VALUE)
    second = middle + HALF_GAP
    return Slot(LEFT, VALUE, middle), Slot(second, second + HALF_LABEL + 4 * MM, right)


def fits_second_half(label: str) -> bool:
    """Whether a label has room between two boxes."""
    return text_width(label, LABEL_SIZE) <= HALF_LABEL


@dataclass(frozen=True, slots=True)
class PlacedOption:
    """A check box and the left edge of its square."""

    option: Option
    x: float


def draw_heading(sheet: Sheet, text: str, y: float, tall: float) -> None:
    """A bold heading over a thin rule; grey would reach a copy as specks."""
    sheet.text(text.upper(), (LEFT, y, sheet.right - LEFT, tall), size=LABEL_SIZE, bold=True)
    sheet.line((LEFT, y + tall), (sheet.right, y + tall))


def draw_row(
    sheet: Sheet,
    one: Field,
    y: float,
    pitch: float,
    slot: Slot,
    *,
    lines: int = 1,
    labelled: bool = True,
) -> None:
    """A label and its box, or its comb."""
    _label(sheet, one, y, pitch, slot, "" if labelled else " (lanjutan)")
    tall = lines * pitch - GAP
    cell = _cell_width(one, slot) if lines == 1 else 0.0
    left, wide = slot.value, cell * one.cells if cell else slot.right - slot.value
    sheet.frame(left, y, wide, tall)
    for number in range(1, one.cells if cell else 0):
        x = left + number * cell
        sheet.line((x, y), (x, y + TOOTH))
        sheet.line((x, y + tall - TOOTH), (x, y + tall))
    for number in range(1, lines):
        guide = y + number * pitch - GAP / 2
        sheet.line((left + 2 * MM, guide), (slot.right - 2 * MM, guide), dotted=True)
    box = (left, y, wide, tall)
    sheet.pen(one.key, one.kind, box, cells=one.cells if cell else 0, lines=lines)


def _cell_width(one: Field, slot: Slot) -> float:
    """Of a comb's boxes; 0 where the field asks for none or they would be too narrow."""
    if not one.cells:
        return 0.0
    cell = min(CELL_WIDE, (slot.right - slot.value) / one.cells)
    return cell if cell >= CELL_LEAST else 0.0


def _label(sheet: Sheet, one: Field, y: float, pitch: float, slot: Slot, more: str = "") -> None:
    tall = pitch - GAP
    text = one.labels[0] + more
    if one.kind is FieldKind.CHOICE:
        text += f" ({' / '.join(option.labels[0] for option in one.options)})"
    room = slot.value - slot.label - 5 * MM
    wide = text_width(text, LABEL_SIZE)
    size = LABEL_SIZE if wide < 2 * room else LABEL_SIZE - 2
    sheet.text(text, (slot.label, y, max(room, HALF_LABEL), tall), size=size)
    sheet.text(":", (slot.value - 4 * MM, y, 3 * MM, tall), size=LABEL_SIZE)


def option_lines(one: Field, right: float) -> Iterator[tuple[PlacedOption, ...]]:
    """The options of a group of check boxes, line by line, in columns of one width."""
    options = one.options
    widest = max(text_width(option.labels[0], LABEL_SIZE) for option in options)
    column = CHECK + 2 * MM + widest + OPTION_GAP
    most = max(1, int((right - VALUE + OPTION_GAP) / column))
    lines = ceil(len(options) / most)
    abreast = ceil(len(options) / lines)
    for start in range(0, len(options), abreast):
        yield tuple(
            PlacedOption(option, VALUE + number * column)
            for number, option in enumerate(options[start : start + abreast])
        )


def draw_options(
    sheet: Sheet, one: Field | None, options: Sequence[PlacedOption], y: float, pitch: float
) -> None:
    """A line of check boxes; the group's label only where the field is given."""
    if one is not None:
        _label(sheet, one, y, pitch, whole_row(sheet.right))
    tall = pitch - GAP
    top = y + (tall - CHECK) / 2
    for placed in options:
        sheet.frame(placed.x, top, CHECK, CHECK)
        sheet.pen(placed.option.key, FieldKind.CHECKS, (placed.x, top, CHECK, CHECK))
        x = placed.x + CHECK + 2 * MM
        sheet.text(placed.option.labels[0], (x, y, sheet.right - x, tall), size=LABEL_SIZE)


def draw_area(sheet: Sheet, one: Field, box: tuple[float, float, float, float]) -> None:
    """A box for a signature or a photograph, its label inside above."""
    x, y, wide, tall = box
    sheet.frame(*box)
    sheet.text(one.labels[0], (x + 2 * MM, y + 1 * MM, wide, 4 * MM), size=8)
    label = 5.5 * MM
    sheet.pen(one.key, one.kind, (x, y + label, wide, tall - label))


def draw_table_head(sheet: Sheet, one: Field, y: float, right: float) -> None:
    """The names of the columns."""
    pitch = HEAD_TALL
    edges = _edges(one, right)
    for column, (start, end) in zip(one.columns, pairwise(edges), strict=True):
        sheet.frame(start, y, end - start, pitch)
        sheet.text(
            column.labels[0], (start, y, end - start, pitch), size=9.5, bold=True, align="center"
        )


def draw_table_row(
    sheet: Sheet, one: Field, number: int, y: float, pitch: float, right: float
) -> None:
    """An empty row of a table."""
    edges = _edges(one, right)
    for column, (start, end) in zip(one.columns, pairwise(edges), strict=True):
        box = (start, y, end - start, pitch)
        sheet.frame(*box)
        lines = max(1, int(pitch / CELL_LINE)) if column.kind in WORDY else 1
        sheet.pen(f"{one.key}.{number}.{column.key}", column.kind, box, lines=lines)


def _edges(one: Field, right: float) -> list[float]:
    """The columns' edges from left to right: the widths follow their shares."""
    whole = sum(column.share for column in one.columns)
    edges = [LEFT]
    for column in one.columns:
        edges.append(edges[-1] + (right - LEFT) * column.share / whole)
    return edges
