"""Items at the top of a page that go on with the lists of the page before."""

from __future__ import annotations

from collections.abc import Sequence

from extract.header.cells import FilledCell, lines_box
from extract.header.labels import line_to_label
from extract.header.lists import lines_to_entries, marker_number
from extract.header.part import Value, lines_to_value
from extract.lines import Line
from records.paper import Sheet

Halves = tuple[tuple[Value, ...], tuple[Value, ...]]


def leading_items(
    sheet: Sheet, tables: Sequence[Sequence[FilledCell]], outside: Sequence[Line]
) -> Halves:
    """The items above the first label of a page without single values, by halves of the page."""
    height = sheet.char_height
    first = next((cells for cells in tables if any(f.lines for f in cells)), None)
    if first is None:
        lines = _unlabelled(outside, height)
        return (_items(sheet, lines), ()) if _is_list(lines) else ((), ())
    top = min((f.cell.box.top for f in first if _has_label(f.lines, height)), default=0.0)
    left: list[Line] = []
    right: list[Line] = []
    for filled in first:
        if filled.cell.box.bottom <= top + height / 2:
            half = left if filled.cell.box.left < sheet.width * MIDDLE else right
            half += filled.lines
    return _items(sheet, left), _items(sheet, right)


MIDDLE = 0.4
"""Share of the page's width right of which a cell that begins there is in the right half."""


def _unlabelled(lines: Sequence[Line], height: float) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if line_to_label(line, height) is not None:
            return kept
        kept.append(line)
    return []


def _is_list(lines: Sequence[Line]) -> bool:
    """Whether plain lines above the first label hold items: a letterhead has none."""
    return any(marker_number(line) for line in lines)


def _has_label(lines: Sequence[Line], height: float) -> bool:
    return any(line_to_label(line, height) is not None for line in lines)


def _items(sheet: Sheet, lines: Sequence[Line]) -> tuple[Value, ...]:
    """The items in reading order; a page's number above them is none."""
    ordered = sorted(lines, key=lambda line: lines_box([line]).top)
    entries = lines_to_entries(ordered, sheet.char_height, goes_on=True)
    return tuple(lines_to_value(sheet, entry.lines, entry.text) for entry in entries)
