"""Empty cells, framed lines and grids with heads become proposed fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extract.drafting.labels import Names, clean, label_left, label_to_kind
from extract.drafting.lines import LABEL_REACH, LOWEST, TALLEST
from extract.drafting.proposal import (
    ProposedColumn,
    ProposedField,
    ProposedRow,
    ProposedTable,
    Spot,
)
from extract.drafting.template import Template
from extract.foreign.pieces import Piece
from forms.form import FieldKind
from records.geometry import Box
from records.paper import Cell, Ruling, Table

SMALLEST_CELL = 15.0
"""Millimetres of width that a cell to write in has."""
TALLEST_FRAME = 60.0
"""Millimetres of height of a frame to write in."""
SIGNATURE_TALL = 12.0
"""Millimetres of height that a box to sign in has."""
NARROWEST = 5.0
"""Millimetres of a column of a grid."""
CAPTION_EDGE, CAPTION_SHARE = 3.0, 0.45
"""Millimetres of a caption from its cell's upper left corner; how much of the height it takes."""
LOWEST_ROOM = 6.0
"""Millimetres of height that are left under it to write in."""
FEWEST_ROWS = 3
SAME_EDGE = 1.2
"""Millimetres within which edges of cells are in line."""
WITHIN_MM = 0.4
"""Inside of a cell its own lines are left out."""


def cells_to_proposals(
    template: Template, taken: Sequence[Box], names: Names
) -> list[ProposedField]:
    """A field for every empty cell that has a text left of it: in a cell, or beside the frame."""
    fields = []
    for table in template.tables:
        for cell in table.cells:
            if cell.box.width < SMALLEST_CELL or cell.box.height < LOWEST:
                continue
            if any(cell.box.overlap(b) > 0 for b in taken):
                continue
            inside = _text_in(cell.box, template.pieces)
            room = _under_caption(cell.box, template.pieces) if inside else cell.box
            if room is None and not _is_to_sign(cell, inside):
                continue
            label = inside or _label(cell, table, template.pieces)
            if label:
                box = (room or cell.box).grow(-WITHIN_MM)
                spot = Spot(box, lines=max(1, round(box.height / TALLEST)))
                kind = label_to_kind(label)
                fields.append(ProposedField(names.take(label), (label,), kind, (spot,)))
    return fields


def frames_to_proposals(
    template: Template, taken: Sequence[Box], names: Names
) -> list[ProposedField]:
    """A field for every empty frame with a text left of it or as a caption in its corner."""
    fields = []
    for box in _frames(template.rulings):
        inside = _text_in(box, template.pieces)
        room = _under_caption(box, template.pieces) if inside else box
        if room is None or any(box.overlap(b) > 0 for b in taken):
            continue
        label = inside or _beside(box, template)
        if label:
            spot = Spot(room.grow(-WITHIN_MM), lines=max(1, round(room.height / TALLEST)))
            fields.append(ProposedField(names.take(label), (label,), label_to_kind(label), (spot,)))
    return fields


def _beside(box: Box, template: Template) -> str:
    """The text left of a frame, no line between the two."""
    uprights = [r.start[0] for r in template.rulings if _stands_at(r, box.center[1])]
    near = [
        piece
        for piece in template.pieces
        if -SAME_EDGE <= box.left - piece.box.right <= LABEL_REACH
        and not any(piece.box.right < x < box.left - SAME_EDGE for x in uprights)
    ]
    return label_left(box, near, (box.top, box.bottom))


def _frames(rulings: Sequence[Ruling]) -> list[Box]:
    """The upright boxes that rulings enclose and none crosses, of a size to write in."""
    level = sorted((r for r in rulings if r.is_horizontal), key=lambda r: r.start[1])
    found: list[Box] = []
    for number, top in enumerate(level):
        for bottom in level[number + 1 :]:
            tall = bottom.start[1] - top.start[1]
            if LOWEST <= tall <= TALLEST_FRAME:
                found += _between(top, bottom, rulings)
    kept: list[Box] = []
    # Of two lines close together, as neighbours have them, the inner ones bound the frame.
    for box in sorted(found, key=lambda b: b.area):
        if not any(box.overlap(other) > 0.5 * other.area for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda b: (b.top, b.left))


def _between(top: Ruling, bottom: Ruling, rulings: Sequence[Ruling]) -> Iterator[Box]:
    y0, y1 = top.start[1], bottom.start[1]
    edges = sorted(r.start[0] for r in rulings if _stands_at(r, y0, y1))
    for left, right in pairwise(edges):
        box = Box(left, y0, right, y1)
        if box.width < SMALLEST_CELL or not (_spans(top, box) and _spans(bottom, box)):
            continue
        inner = box.grow(-SAME_EDGE)
        crossed = any(
            r.is_horizontal and inner.top < r.start[1] < inner.bottom and _spans(r, box)
            for r in rulings
        )
        if not crossed:
            yield box


def _stands_at(ruling: Ruling, y: float, other: float | None = None) -> bool:
    """Whether an upright ruling passes a height, or all from it to another."""
    top, bottom = sorted((ruling.start[1], ruling.end[1]))
    last = y if other is None else other
    reaches = top - SAME_EDGE <= y and last <= bottom + SAME_EDGE
    return reaches and not ruling.is_horizontal


def _spans(ruling: Ruling, box: Box) -> bool:
    left, right = sorted((ruling.start[0], ruling.end[0]))
    return left - SAME_EDGE <= box.left and box.right <= right + SAME_EDGE


def _under_caption(box: Box, pieces: Sequence[Piece]) -> Box | None:
    """What is free of a cell under the small text in its upper left corner; None without one."""
    inside = [piece.box for piece in pieces if box.contains(piece.box.center)]
    bottom = max(text.bottom for text in inside)
    is_caption = (
        min(text.top for text in inside) - box.top <= CAPTION_EDGE
        and min(text.left for text in inside) - box.left <= CAPTION_EDGE
        and bottom - box.top <= CAPTION_SHARE * box.height
        and box.bottom - bottom >= LOWEST_ROOM
    )
    return Box(box.left, bottom, box.right, box.bottom) if is_caption else None


def _is_to_sign(cell: Cell, text: str) -> bool:
    """Whether a box with a text in it is one for a signature."""
    return cell.box.height >= SIGNATURE_TALL and label_to_kind(text) is FieldKind.SIGNATURE


def _label(cell: Cell, table: Table, pieces: Sequence[Piece]) -> str:
    """The text of the cell at the left, as far as it is level; of a first cell, what is beside."""
    box = cell.box
    level = [p for p in pieces if box.top <= p.box.center[1] <= box.bottom]
    left = [
        other
        for other in table.cells
        if other.box.right <= box.left + SAME_EDGE
        and other.box.top - SAME_EDGE <= box.center[1] <= other.box.bottom + SAME_EDGE
        and other.box.width >= NARROWEST
    ]
    if left:
        return _text_in(max(left, key=lambda other: other.box.right).box, level)
    near = [p for p in level if -SAME_EDGE <= box.left - p.box.right <= LABEL_REACH]
    return label_left(box, near, (box.top, box.bottom))


def grids_to_proposals(
    template: Template, taken: Sequence[Box], names: Names
) -> list[ProposedTable]:
    """A table for every grid of empty rows under a row of heads."""
    found = []
    for table in template.tables:
        free = [c for c in table.cells if not any(c.box.overlap(box) > 0 for box in taken)]
        rows = [
            sorted(row, key=lambda c: c.box.left)
            for _, row in groupby(sorted(free, key=lambda c: c.row), key=lambda c: c.row)
        ]
        for number, heads in enumerate(rows):
            below = _rows_under(heads, rows[number + 1 :])
            texts = [_text_in(head.box, template.pieces) for head in heads]
            if len(heads) < 2 or not all(texts) or len(below) < FEWEST_ROWS:
                continue
            if any(_text_in(c.box, template.pieces) for row in below for c in row[1:]):
                continue
            named = [_text_in(row[0].box, template.pieces) for row in below]
            if len(heads) > 2 and all(named):
                # A column that the paper fills itself, of numbers or names, is not written in.
                heads, texts, below = heads[1:], texts[1:], [row[1:] for row in below]
            found.append(_grid(heads, texts, below, named, names))
    return found


def _rows_under(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows below whose cells stand under the heads."""
    kept: list[Sequence[Cell]] = []
    for row in rows:
        if len(row) != len(heads) or not all(
            abs(a.box.left - b.box.left) <= SAME_EDGE
            and abs(a.box.right - b.box.right) <= SAME_EDGE
            for a, b in zip(heads, row, strict=True)
        ):
            break
        kept.append(row)
    return kept


def _grid(
    heads: Sequence[Cell],
    texts: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    named: Sequence[str],
    names: Names,
) -> ProposedTable:
    """`named` is what stands printed at the head of each row."""
    own = Names()
    columns = tuple(
        ProposedColumn(own.take(text), (text,), label_to_kind(text), (c.box.left, c.box.right))
        for c, text in zip(heads, texts, strict=True)
    )
    told = [text if sum(c.isalpha() for c in text) > 1 else "" for text in named]
    lines = tuple(
        ProposedRow(f"r{k}", (text or f"Baris {k}",), (row[0].box.top, row[0].box.bottom))
        for k, (row, text) in enumerate(zip(rows, told, strict=True), start=1)
    )
    return ProposedTable(names.take("Tabel"), ("Tabel",), columns, lines)


def _text_in(box: Box, pieces: Sequence[Piece]) -> str:
    inside = [piece for piece in pieces if box.contains(piece.box.center)]
    ordered = sorted(inside, key=lambda p: (round(p.box.center[1] / 2), p.box.left))
    return clean(" ".join(piece.text for piece in ordered))
