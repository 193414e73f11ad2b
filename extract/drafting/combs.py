"""Enclosed pieces of paper of one size, side by side, are boxes of one character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.geometry import Box, bounding_box

SAME_SIZE = 0.12
"""How far the sides of boxes that belong together differ, as a share."""
SAME_LEVEL = 0.15
"""How far their tops differ, as a share of the height."""
WIDEST_GAP = 0.75
"""Boxes further apart than this share of their width are of two combs."""
EVEN_GAP = 0.15
"""How far the gaps of a comb differ, as a share of the boxes' width."""
STACKED = 0.6
"""Combs one below the other with less between them, as a share of the height, are a block."""


@dataclass(frozen=True, slots=True)
class Comb:
    """Boxes of one size from left to right; a single one is a comb too."""

    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        return bounding_box(self.cells)

    @property
    def gap(self) -> float:
        """What lies between two boxes; 0 for a single one."""
        if len(self.cells) < 2:
            return 0.0
        inside = sum(cell.width for cell in self.cells)
        return max(0.0, (self.box.width - inside) / (len(self.cells) - 1))


@dataclass(frozen=True, slots=True)
class Block:
    """Combs of one kind of box, one close below the other."""

    combs: tuple[Comb, ...]

    @property
    def box(self) -> Box:
        return bounding_box(comb.box for comb in self.combs)


def faces_to_combs(faces: Sequence[Box]) -> tuple[Comb, ...]:
    """The combs among enclosed pieces of paper, from top to bottom, left to right."""
    rows: list[list[Box]] = []
    for face in sorted(faces, key=lambda b: (b.left, b.top)):
        best = next((row for row in rows if _goes_on(row, face)), None)
        if best is None:
            rows.append([face])
        else:
            best.append(face)
    combs = [Comb(tuple(row)) for row in rows]
    return tuple(sorted(combs, key=lambda c: (c.box.top, c.box.left)))


def _goes_on(row: list[Box], face: Box) -> bool:
    last = row[-1]
    if not like_boxes(last, face) or abs(last.top - face.top) > SAME_LEVEL * last.height:
        return False
    gap = face.left - last.right
    if not -0.1 * last.width <= gap <= WIDEST_GAP * last.width:
        return False
    if len(row) == 1:
        return True
    before = row[-1].left - row[-2].right
    return abs(gap - before) <= EVEN_GAP * last.width


def like_boxes(one: Box, other: Box) -> bool:
    """Whether two boxes are of one size."""
    wide = abs(one.width - other.width) <= SAME_SIZE * max(one.width, other.width)
    return wide and abs(one.height - other.height) <= SAME_SIZE * max(one.height, other.height)


def combs_to_blocks(combs: Sequence[Comb]) -> tuple[Block, ...]:
    """Combs that stand close below one another, their boxes of one size, left ends in line."""
    blocks: list[list[Comb]] = []
    for comb in combs:
        best = next((block for block in blocks if _is_below(block[-1], comb)), None)
        if best is None:
            blocks.append([comb])
        else:
            best.append(comb)
    return tuple(Block(tuple(block)) for block in blocks)


def _is_below(upper: Comb, lower: Comb) -> bool:
    cell, other = upper.cells[0], lower.cells[0]
    if not like_boxes(cell, other) or abs(cell.left - other.left) > 0.2 * cell.width:
        return False
    # Boxes that stand apart sideways are numbers of their own, though near to one another.
    between = other.top - cell.bottom
    return between <= min(STACKED * cell.height, 0.5 * cell.height) and (
        upper.gap <= 0.2 * cell.width
    )
