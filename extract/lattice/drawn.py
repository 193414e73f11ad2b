"""Lines that are sides of what is drawn in a cell: no borders, however near they come to them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lattice.tracks import Piece
from records.geometry import Box
from records.paper import Ruling

CORNER = 0.3
"""Char heights within which the sides of a box meet."""
RIM = 0.3
"""Char heights that a side may lie outside the shape found."""
LARGEST = 14.0
"""Char heights of the largest box that is drawn in a cell."""

Pieces = tuple[tuple[Piece, ...], tuple[Piece, ...]]


def without_outlines(
    rulings: Sequence[Ruling], shapes: Sequence[Box], char_height: float
) -> tuple[Ruling, ...]:
    """The rulings without those that lie wholly on a drawn shape."""
    grown = [shape.grow(RIM * char_height) for shape in shapes]
    return tuple(
        ruling
        for ruling in rulings
        if not any(all(shape.contains(p) for p in ruling.points) for shape in grown)
    )


def without_boxes(levels: Sequence[Piece], plumbs: Sequence[Piece], char_height: float) -> Pieces:
    """The level and plumb pieces without the sides of boxes that touch no other line's end."""
    near, most = CORNER * char_height, LARGEST * char_height
    gone: set[Piece] = set()
    short = [piece for piece in levels if piece.length <= most]
    sides = [piece for piece in plumbs if piece.length <= most]
    for top in short:
        left = [s for s in sides if _hangs(s, top.start, top.at, near)]
        right = [s for s in sides if _hangs(s, top.end, top.at, near)]
        for one in left:
            for other in right:
                foot = [b for b in short if _closes(b, one, other, near)]
                box = {top, one, other, *foot}
                if len(box) == 4 and not _is_joined(box, levels, plumbs, near):
                    gone |= box
    return (
        tuple(piece for piece in levels if piece not in gone),
        tuple(piece for piece in plumbs if piece not in gone),
    )


def _hangs(side: Piece, x: float, y: float, near: float) -> bool:
    return abs(side.at - x) <= near and abs(side.start - y) <= near


def _closes(foot: Piece, one: Piece, other: Piece, near: float) -> bool:
    return (
        abs(foot.start - one.at) <= near
        and abs(foot.end - other.at) <= near
        and abs(foot.at - one.end) <= near
        and abs(foot.at - other.end) <= near
    )


def _is_joined(
    box: set[Piece], levels: Sequence[Piece], plumbs: Sequence[Piece], near: float
) -> bool:
    """Whether another line runs through a corner of a box, or from one side to the other."""
    across = [piece for piece in box if piece in levels]
    down = [piece for piece in box if piece in plumbs]
    corners = [(x, piece.at) for piece in across for x in (piece.start, piece.end)]
    others = [piece for piece in levels if piece not in box]
    upright = [piece for piece in plumbs if piece not in box]
    return (
        any(_meets(piece, x, y, near) for x, y in corners for piece in others)
        or any(_meets(piece, y, x, near) for x, y in corners for piece in upright)
        or any(_parts(piece, down, near) for piece in others)
        or any(_parts(piece, across, near) for piece in upright)
    )


def _parts(piece: Piece, sides: Sequence[Piece], near: float) -> bool:
    """Whether a line runs from one side of a box to the other."""
    return all(_meets(side, piece.at, side.at, near) for side in sides) and all(
        abs(end - side.at) <= near
        for end, side in zip((piece.start, piece.end), sorted(sides, key=_place), strict=True)
    )


def _place(side: Piece) -> float:
    return side.at


def _meets(piece: Piece, along: float, across: float, near: float) -> bool:
    return abs(piece.at - across) <= near and piece.start - near <= along <= piece.end + near
