"""Labels and what belongs to them: blocks of lines, from cells between rulings or plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.header.block import Block
from extract.header.cells import FilledCell, line_box, split_line
from extract.header.labels import PARTNERS, LabelMatch, line_to_label, wrapped_label
from extract.header.listing.columns import part_columns
from extract.header.listing.unread import part_unread_heads
from extract.lines import Line
from records.geometry import Box

INFERRED = 0.5
"""Likeness given to a head known by its neighbour only."""
HEAD_LINES = 3
"""Lines that a head's misread crumbs make at most."""
ABOVE = 0.6
"""How far, in heights of a capital, a value may begin above its label's line."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    match: LabelMatch
    index: int
    line: Line
    """The line that begins with the label."""
    line_count: int = 1
    """Lines the label takes: a narrow place breaks it over two."""


def cells_to_blocks(cells: Sequence[FilledCell], char_height: float) -> tuple[Block, ...]:
    """The blocks of a table: labels beside or above their values, or in one cell with them."""
    labels = {id(filled): _cell_labels(filled, char_height) for filled in cells}
    _add_partners(cells, labels)
    blocks: list[Block] = []
    for filled in cells:
        for position, label in enumerate(labels[id(filled)]):
            later = labels[id(filled)][position + 1 :]
            inside = _lines_inside(filled, label, later)
            if label.match.is_list:
                blocks.append(_list_block(filled, label, inside, cells, labels))
            else:
                blocks.append(_scalar_block(filled, label, later, inside, cells, labels))
    return tuple(blocks)


def _cell_labels(filled: FilledCell, char_height: float) -> tuple[_Labelled, ...]:
    found: list[_Labelled] = []
    for index, line in enumerate(filled.lines):
        if found and index < found[-1].index + found[-1].line_count:
            continue
        match = line_to_label(line, char_height, in_cell=len(filled.lines) == 1)
        if match is not None:
            found.append(_Labelled(match, index, line))
        elif (wrapped := wrapped_label(filled.lines, index, char_height)) is not None:
            found.append(_Labelled(wrapped.match, index, wrapped.line, 2))
    if found and found[0].index > 0 and all(label.match.is_list for label in found):
        # A head stands first in its cell: a list label further down is a word of the list.
        return ()
    return tuple(found)


def _add_partners(cells: Sequence[FilledCell], labels: dict[int, tuple[_Labelled, ...]]) -> None:
    """Gives unread heads the label that the regulation sets beside their neighbour's."""
    known = {label.match.key for found in labels.values() for label in found}
    for filled in cells:
        keys = [label.match.key for label in labels[id(filled)] if label.match.is_list]
        partner = PARTNERS.get(keys[0]) if len(keys) == 1 else None
        if partner is None or partner in known:
            continue
        for other in cells:
            is_beside = other is not filled and other.cell.row == filled.cell.row
            is_head = other.cell.row_span == filled.cell.row_span and not labels[id(other)]
            if is_beside and is_head and len(filled.lines) == 1 and len(other.lines) <= HEAD_LINES:
                match = LabelMatch(partner, INFERRED, 0, True, False)
                labels[id(other)] = (_Labelled(match, len(other.lines), ()),)


def _lines_inside(
    filled: FilledCell, label: _Labelled, later: Sequence[_Labelled]
) -> tuple[Line, ...]:
    """What stands in the label's own cell after it: the rest of its line, the lines below."""
    end = later[0].index if later else len(filled.lines)
    rest = _strip_colon(label.line[label.match.word_count :])
    below = filled.lines[label.index + label.line_count : end]
    if not rest and below and not _strip_colon(below[0]):
        below = below[1:]
    return ((rest,) if rest else ()) + tuple(below)


def _list_block(
    filled: FilledCell,
    label: _Labelled,
    inside: tuple[Line, ...],
    cells: Sequence[FilledCell],
    labels: dict[int, tuple[_Labelled, ...]],
) -> Block:
    lines, region = inside, filled.cell.box
    if not inside:
        for under in _cells_below(filled, cells):
            if labels[id(under)]:
                break
            lines += under.lines
            region = under.cell.box if region == filled.cell.box else region.union(under.cell.box)
    return Block(label.match.key, True, label.match.likeness, lines, region)


def _cells_below(filled: FilledCell, cells: Sequence[FilledCell]) -> Iterator[FilledCell]:
    box = filled.cell.box
    under = [
        other
        for other in cells
        if other.cell.row >= filled.cell.row + filled.cell.row_span
        and min(box.right, other.cell.box.right) - max(box.left, other.cell.box.left)
        > min(box.width, other.cell.box.width) / 2
    ]
    yield from sorted(under, key=lambda other: other.cell.row)


def _scalar_block(
    filled: FilledCell,
    label: _Labelled,
    later: Sequence[_Labelled],
    inside: tuple[Line, ...],
    cells: Sequence[FilledCell],
    labels: dict[int, tuple[_Labelled, ...]],
) -> Block:
    own = filled.cell.box
    box = line_box(label.line)
    top = own.top if label.index == 0 else box.top - ABOVE * box.height
    bottom = line_box(later[0].line).top - ABOVE * box.height if later else own.bottom
    bottom = max(top, bottom)
    beside = [
        other
        for other in cells
        if other.cell.column >= filled.cell.column + filled.cell.column_span
        and other.cell.row < filled.cell.row + filled.cell.row_span
        and filled.cell.row < other.cell.row + other.cell.row_span
    ]
    beside.sort(key=lambda other: (other.cell.column, other.cell.row))
    lines: list[Line] = []
    region: Box | None = None
    for other in beside:
        if labels[id(other)] or (region is not None and other.cell.box.left > region.right - 1):
            break
        inner = other.cell.box
        cut_top, cut_bottom = max(top, inner.top), min(bottom, inner.bottom)
        if cut_bottom <= cut_top:
            continue
        strip = Box(inner.left, cut_top, inner.right, cut_bottom)
        region = strip if region is None else region.union(strip)
        lines += [line for line in other.lines if _is_within(line, top, bottom)]
    if inside or region is None:
        return Block(label.match.key, False, label.match.likeness, inside, own)
    return Block(
        label.match.key, False, label.match.likeness, tuple(map(_strip_colon, lines)), region
    )


def _is_within(line: Line, top: float, bottom: float) -> bool:
    return top <= line_box(line).center[1] < bottom


def lines_to_blocks(lines: Sequence[Line], char_height: float, width: float) -> tuple[Block, ...]:
    """The blocks of plain lines: `label : value` with its further lines, heads with their lists.

    `width` is the page's; a value's region runs to the right edge.
    """
    lines = part_columns(lines, char_height)
    found = _find_labels(lines, char_height)
    blocks = []
    for position, label in enumerate(found):
        end = found[position + 1].index if position + 1 < len(found) else len(lines)
        rest = _strip_colon(label.line[label.match.word_count :])
        below = tuple(lines[label.index + label.line_count : end])
        is_block = label.match.key == "approved_by" and not rest
        if not label.match.is_list and not is_block:
            below = _indented(below, label, rest, char_height)
        inside = ((rest,) if rest else ()) + below
        region = _line_region(label, lines, end, width)
        blocks.append(
            Block(label.match.key, label.match.is_list, label.match.likeness, inside, region)
        )
    kept = [replace(block, lines=tuple(filter(None, block.lines))) for block in blocks]
    return part_unread_heads(kept, char_height)


def _find_labels(lines: Sequence[Line], char_height: float) -> list[_Labelled]:
    found: list[_Labelled] = []
    seen_list = False
    for index, line in enumerate(lines):
        if found and index < found[-1].index + found[-1].line_count:
            continue
        match = line_to_label(line, char_height)
        wrapped = None if match else wrapped_label(lines, index, char_height)
        if wrapped is not None and not seen_list:
            found.append(_Labelled(wrapped.match, index, wrapped.line, 2))
            continue
        if match is None and len(parts := split_line(line, char_height)) > 1:
            match = line_to_label(parts[0], char_height)
            match = None if match is not None and match.is_list else match
        if match is None or (seen_list and match.is_short):
            continue
        seen_list = seen_list or match.is_list
        found.append(_Labelled(match, index, line))
    return found


def _indented(
    below: Sequence[Line], label: _Labelled, rest: Line, char_height: float
) -> tuple[Line, ...]:
    """The further lines of a value: they stand no further left than the value begins."""
    start = line_box(rest).left if rest else line_box(label.line).right
    floor = min(start, line_box(label.line).right + char_height) - 2 * char_height
    return tuple(line for line in below if line_box(line).left >= floor)


def _line_region(label: _Labelled, lines: Sequence[Line], end: int, width: float) -> Box:
    box = line_box(label.line)
    words = label.line[: label.match.word_count]
    left = box.left if label.match.is_list else line_box(words).right
    top = box.bottom if label.match.is_list else box.top - ABOVE * box.height
    bottom = line_box(lines[end]).top if end < len(lines) else line_box(lines[-1]).bottom
    return Box(left, top, max(width, left), max(bottom, top + box.height))


def _strip_colon(line: Line) -> Line:
    """The line without the colon before a value."""
    while line and not any(c.isalnum() or c in "-–—" for c in line[0].text):
        line = line[1:]
    if line and line[0].text[0] in ":;":
        first = replace(line[0], text=line[0].text.lstrip(":; ") or "-")
        line = (first, *line[1:])
    return line
