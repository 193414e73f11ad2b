"""Where each group of boxes seems to have moved: told by what is printed near, then by its frames.

Another print of a form has its tables a few millimetres away; bowed paper does the same. A
label or mark on the same level tells a group's height, one in the same column its side.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from extract.foreign.matching import Match
from records.geometry import Box, Point, bounding_box
from records.pen import CellReader, Grid, SettledGrid

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL_NEAR, LEVEL_FAR = 7.0, 90.0
"""Millimetres over which a tie tells another place's shift: along its own direction, and across."""
ENOUGH = 1.0
"""Sum of weights from which ties are believed wholly; fewer are drawn towards no shift."""
REACH = (3.0, 3.0)
"""Millimetres around that place within which frames are looked for."""
ASIDE = 0.9
"""A group that settled so far from its neighbours' shift is settled again near to theirs."""
NEIGHBOURS = 6
NARROW = (0.8, 0.8)


def settle_all(
    match: Match, groups: Sequence[tuple[Box, ...]], reader: CellReader
) -> tuple[SettledGrid, ...]:
    """Every group of boxes on its frames, in millimetres of the match's layout."""
    if not groups:
        return ()
    ties = match_to_residuals(match)
    grids = [Grid(cells, expected_shift(bounding_box(cells), ties), REACH) for cells in groups]
    settled = list(reader.settle(match.place, grids))
    again = _strays(groups, settled)
    moved = [Grid(groups[k], shift, NARROW) for k, shift in again]
    for (k, _), one in zip(again, reader.settle(match.place, moved), strict=True):
        settled[k] = one
    return tuple(settled)


def match_to_residuals(match: Match) -> NDArray[np.float64]:
    """Rows of x, y, dx, dy and a weight: how far each tie lies off the page's map."""
    if not match.ties:
        return np.zeros((0, 5))
    inverse = np.linalg.inv(np.array(match.place.rows).reshape(3, 3))
    here = np.array([[*tie.here, 1.0] for tie in match.ties]) @ inverse.T
    here = here[:, :2] / here[:, 2:3]
    there = np.array([tie.there for tie in match.ties])
    weights = np.array([2.0 if tie.is_mark else 1.0 for tie in match.ties])
    return np.column_stack([there, here - there, weights])


def expected_shift(box: Box, ties: NDArray[np.float64]) -> Point:
    """The shift of a place by the ties on its level and in its column."""
    if not len(ties):
        return (0.0, 0.0)
    x, y = box.center
    dx = np.maximum(0.0, np.abs(ties[:, 0] - x) - box.width / 2)
    dy = np.maximum(0.0, np.abs(ties[:, 1] - y) - box.height / 2)
    level = ties[:, 4] * np.exp(-((dy / LEVEL_NEAR) ** 2) - (dx / LEVEL_FAR) ** 2)
    column = ties[:, 4] * np.exp(-((dx / LEVEL_NEAR) ** 2) - (dy / LEVEL_FAR) ** 2)
    return _weighed(ties[:, 2], column), _weighed(ties[:, 3], level)


def _weighed(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """The weighted median, drawn towards 0 where there is little to go by."""
    total = float(weights.sum())
    if total < 1e-3:
        return 0.0
    order = np.argsort(values)
    at = int(np.searchsorted(np.cumsum(weights[order]), total / 2))
    middle = float(values[order[min(at, len(order) - 1)]])
    return middle * min(1.0, total / ENOUGH)


def _strays(
    groups: Sequence[tuple[Box, ...]], settled: Sequence[SettledGrid]
) -> list[tuple[int, Point]]:
    """Groups that settled elsewhere than those around them, and the shift of the latter."""
    boxes = [bounding_box(cells) for cells in groups]
    shifts = [
        (one.cells[0].left - cells[0].left, one.cells[0].top - cells[0].top)
        for cells, one in zip(groups, settled, strict=True)
    ]
    found = []
    for k, box in enumerate(boxes):
        others = sorted(
            (j for j in range(len(boxes)) if j != k), key=lambda j: _apart(boxes[j], box)
        )[:NEIGHBOURS]
        if len(others) < NEIGHBOURS // 2:
            continue
        x, y = (median(shifts[j][axis] for j in others) for axis in (0, 1))
        if max(abs(shifts[k][0] - x), abs(shifts[k][1] - y)) > ASIDE:
            found.append((k, (x, y)))
    return found


def _apart(one: Box, other: Box) -> float:
    x, y = one.center
    return abs(x - other.center[0]) / 3 + abs(y - other.center[1])
