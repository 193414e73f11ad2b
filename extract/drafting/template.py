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
SMALLEST_SQUARE = 2.2
"""Millimetres of the side of a square to check."""
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
    squares: tuple[Box, ...]
    dotted: tuple[Ruling, ...]


def sheet_to_template(sheet: Sheet, tables: Sequence[Table], seen: Seen) -> Template:
    """The page in millimetres; words inside of boxes to write in are guides, no print."""
    width = paper_width(sheet.width, sheet.height, sheet.dpi)
    mm = width / sheet.width
    squares = [box.scale(mm, mm) for box in seen.squares if box.height * mm >= SMALLEST_SQUARE]
    combs = faces_to_combs([box.scale(mm, mm) for box in seen.faces])
    combs = tuple(comb for comb in combs if not _is_square(comb, squares))
    cells = [cell for comb in combs if len(comb.cells) > 1 for cell in comb.cells]
    solids = [box.scale(mm, mm) for box in seen.solids]
    words = [
        word
        for word in sheet.words
        if word.confidence >= SUREST_GUESS
        and not any(box.contains(word.box.scale(mm, mm).center) for box in cells)
        and not any(box.overlap(word.box.scale(mm, mm)) > 0.5 * box.area for box in solids)
    ]
    pieces = tuple(
        Piece(piece.text, piece.folded, piece.box.scale(mm, mm)) for piece in words_to_pieces(words)
    )
    combs = tuple(c for c in combs if len(c.cells) > 1 or not _holds_text(c, pieces))
    rulings = [ruling for ruling in sheet.rulings if not ruling.is_dotted]
    return Template(
        width,
        sheet.height * mm,
        pieces,
        combs,
        tuple(solids),
        tuple(_scaled(ruling, mm) for ruling in (*rulings, *seen.dotted)),
        tuple(squares),
        tuple(_scaled_table(table, mm) for table in tables),
    )


def _is_square(comb: Comb, squares: Sequence[Box]) -> bool:
    return any(box.contains(comb.cells[0].center) for box in squares)


def _holds_text(comb: Comb, pieces: Sequence[Piece]) -> bool:
    return any(comb.box.contains(piece.box.center) for piece in pieces)


def _scaled(ruling: Ruling, mm: float) -> Ruling:
    points = tuple((x * mm, y * mm) for x, y in ruling.points)
    return Ruling(points, ruling.thickness * mm, ruling.is_dotted)


def _scaled_table(table: Table, mm: float) -> Table:
    cells = tuple(replace(cell, box=cell.box.scale(mm, mm)) for cell in table.cells)
    return Table(table.box.scale(mm, mm), cells, table.row_count, table.column_count)
