"""The faces between borders: lattice squares joined where no border parts them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lattice.borders import Borders
from extract.lattice.tracks import Stretch, Track
from records.geometry import Box
from records.paper import Cell

PARTS = 0.5
"""Share of a square's side that must be drawn to part it from its neighbour."""
PARTS_FAINTLY = 0.2
"""The same where no word stands across."""
ACROSS = 0.5
"""Char heights a word must reach to either side of a line to stand across it."""

Square = tuple[int, int]


def borders_to_cells(
    borders: Borders, words: Sequence[Box], char_height: float
) -> tuple[Cell, ...]:
    """Cells row by row, their boxes on the straightened page; none without two lines each way."""
    xs, ys = [t.at for t in borders.plumbs], [t.at for t in borders.levels]
    if len(xs) < 2 or len(ys) < 2:
        return ()
    groups = _groups(borders, words, char_height)
    cells = [
        Cell(
            top,
            left,
            bottom - top + 1,
            right - left + 1,
            Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1]),
        )
        for top, left, bottom, right in _rectangles(groups)
    ]
    return tuple(sorted(cells, key=lambda c: (c.row, c.column)))


def _parts(
    track: Track, side: Stretch, across: Sequence[tuple[Stretch, Stretch]], char_height: float
) -> bool:
    """Whether a line parts two squares; `across` holds words as (over the line, along it)."""
    drawn = track.coverage(*side)
    if drawn >= PARTS or drawn < PARTS_FAINTLY:
        return drawn >= PARTS
    reach = ACROSS * char_height
    return not any(
        over[0] < track.at - reach
        and over[1] > track.at + reach
        and side[0] < (along[0] + along[1]) / 2 < side[1]
        for over, along in across
    )


def _groups(borders: Borders, words: Sequence[Box], char_height: float) -> list[set[Square]]:
    xs, ys = [t.at for t in borders.plumbs], [t.at for t in borders.levels]
    beside = [((w.left, w.right), (w.top, w.bottom)) for w in words]
    above = [((w.top, w.bottom), (w.left, w.right)) for w in words]
    parent = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}

    def root(square: Square) -> Square:
        while parent[square] != square:
            parent[square] = parent[parent[square]]
            square = parent[square]
        return square

    for r, c in list(parent):
        side, top = (ys[r], ys[r + 1]), (xs[c], xs[c + 1])
        if c and not _parts(borders.plumbs[c], side, beside, char_height):
            parent[root((r, c))] = root((r, c - 1))
        if r and not _parts(borders.levels[r], top, above, char_height):
            parent[root((r, c))] = root((r - 1, c))
    groups: dict[Square, set[Square]] = {}
    for square in parent:
        groups.setdefault(root(square), set()).add(square)
    return list(groups.values())


def _rectangles(groups: Sequence[set[Square]]) -> list[tuple[int, int, int, int]]:
    """Each group as (top, left, bottom, right); a group that is no rectangle is cut into some."""
    found = []
    for group in groups:
        rest = set(group)
        while rest:
            rectangle = _largest_from(min(rest), rest)
            top, left, bottom, right = rectangle
            rest -= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            found.append(rectangle)
    return found


def _largest_from(corner: Square, squares: set[Square]) -> tuple[int, int, int, int]:
    top, left = corner
    right = left
    while (top, right + 1) in squares:
        right += 1
    bottom = top
    while all((bottom + 1, c) in squares for c in range(left, right + 1)):
        bottom += 1
    return (top, left, bottom, right)
