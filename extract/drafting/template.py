"""What stands on an empty template, in millimetres of its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.drafting.combs import Comb, faces_to_combs
from extract.foreign.pieces import Piece, words_to_pieces
from records.geometry import Box
from records.paper import Ruling, Sheet, Table

PAPERS = ((210.0, 297.0), (210.0, 330.0), (215.9, 330.2), (215.9, 279.4), (148.0, 210.0))
"""Millimetres of A4, F4 in both its sizes, letter, A5, standing."""
SAME_PAPER = 0.03
USUAL_WIDTH, USUAL_LYING = 210.0, 297.0
"""Taken where a picture's resolution tells no paper."""
SUREST_GUESS = 0.4
"""Words less sure than this are no print."""
SMALLEST_SQUARE, LARGEST_SQUARE = 2.2, 8.0
"""Millimetres of the side of a square to check."""
EVEN = 1.3
"""How much longer one side of it may be."""
SHORTEST_RULING = 8.0
"""Millimetres of a ruling worth keeping."""


@dataclass(frozen=True, slots=True)
class Template:
    """An empty form's page."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    combs: tuple[Comb, ...]
    marks: tuple[Box, ...]
    rulings: tuple[Ruling, ...]
    squares: tuple[Box, ...]
    tables: tuple[Table, ...]


def paper_width(width: float, height: float, dpi: float) -> float:
    """The width of a page's paper in millimetres, from its size in pixels."""
    told = (width / dpi * 25.4, height / dpi * 25.4)
    for short, long in PAPERS:
        known = (short, long) if width <= height else (long, short)
        if all(abs(k / t - 1) <= SAME_PAPER for k, t in zip(known, told, strict=True)):
            return known[0]
    return USUAL_WIDTH if width <= height else USUAL_LYING


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader saw on the page, in pixels."""

    faces: tuple[Box, ...]
    solids: tuple[Box, ...]
    dotted: tuple[Ruling, ...]


def sheet_to_template(sheet: Sheet, tables: Sequence[Table], seen: Seen) -> Template:
    """The page in millimetres; words inside of boxes to write in are guides, no print."""
    width = paper_width(sheet.width, sheet.height, sheet.dpi)
    mm = width / sheet.width
    solids = [box.scale(mm, mm) for box in seen.solids]
    combs = faces_to_combs([box.scale(mm, mm) for box in seen.faces])
    squares = [comb.box for comb in combs if len(comb.cells) == 1 and _is_square(comb.box)]
    combs = tuple(comb for comb in combs if len(comb.cells) > 1)
    kept = [word for word in sheet.words if word.confidence >= SUREST_GUESS]
    cells = [*squares, *(cell for comb in combs for cell in comb.cells)]
    words = [word for word in kept if not _is_guide(word.box.scale(mm, mm), cells, solids)]
    pieces = tuple(
        Piece(piece.text, piece.folded, piece.box.scale(mm, mm)) for piece in words_to_pieces(words)
    )
    drawn = [_scaled(ruling, mm) for ruling in sheet.rulings]
    return Template(
        width,
        sheet.height * mm,
        pieces,
        combs,
        tuple(solids),
        _apart([*drawn, *(_scaled(ruling, mm) for ruling in seen.dotted)]),
        tuple(squares),
        tuple(_scaled_table(table, mm) for table in tables),
    )


def _is_square(box: Box) -> bool:
    small, large = sorted((box.width, box.height))
    return small >= SMALLEST_SQUARE and large <= min(LARGEST_SQUARE, EVEN * small)


def _is_guide(word: Box, cells: Sequence[Box], solids: Sequence[Box]) -> bool:
    """Whether a word is what a reader made of a box's frame, its guides or a solid mark."""
    inside = any(cell.contains(word.center) for cell in cells)
    framed = any(cell.overlap(word) > 0.5 * word.area for cell in cells)
    return inside or framed or any(box.overlap(word) > 0.5 * box.area for box in solids)


def _apart(rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings without second sightings of dotted ones."""
    kept: list[Ruling] = []
    for ruling in rulings:
        if not ruling.is_dotted or not any(_same(ruling, other) for other in kept):
            kept.append(ruling)
    return tuple(kept)


def _same(one: Ruling, other: Ruling) -> bool:
    if not other.is_dotted or abs(one.start[1] - other.start[1]) > 1.0:
        return False
    return min(one.end[0], other.end[0]) > max(one.start[0], other.start[0])


def _scaled(ruling: Ruling, mm: float) -> Ruling:
    points = tuple((x * mm, y * mm) for x, y in ruling.points)
    return Ruling(points, ruling.thickness * mm, ruling.is_dotted)


def _scaled_table(table: Table, mm: float) -> Table:
    cells = tuple(replace(cell, box=cell.box.scale(mm, mm)) for cell in table.cells)
    return Table(table.box.scale(mm, mm), cells, table.row_count, table.column_count)
