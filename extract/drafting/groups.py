"""Groups of boxes that one value is written in: day, month and year, parts of a number."""

from __future__ import annotations

from collections.abc import Sequence

from extract.drafting.combs import Comb, like_boxes
from extract.drafting.labels import label_above
from extract.foreign.pieces import Piece
from records.geometry import Box

GROUP_GAP = 1.0
"""Boxes' widths between two groups of one value at the most."""


def combs_to_values(combs: Sequence[Comb], pieces: Sequence[Piece]) -> list[list[Comb]]:
    """Combs of one kind of box with nothing but a small gap between them are one value's."""
    groups: list[list[Comb]] = []
    for comb in combs:
        if groups and _is_one_value(groups[-1][-1], comb, pieces):
            groups[-1].append(comb)
        else:
            groups.append([comb])
    return groups


def _is_one_value(left: Comb, right: Comb, pieces: Sequence[Piece]) -> bool:
    cell = right.cells[0]
    gap = right.box.left - left.box.right
    if not like_boxes(left.cells[0], cell) or gap > GROUP_GAP * cell.width:
        return False
    heads = {label_above(comb.box, pieces, cell.height) for comb in (left, right)}
    between = Box(left.box.right, cell.top, right.box.left, cell.bottom)
    return len(heads - {""}) < 2 and not any(between.contains(p.box.center) for p in pieces)
