"""Rests of rulings and sides of boxes among the marks of a page: no writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Marks
    from records.paper import Ruling

REST_HEIGHT = 0.22
"""Flatter marks (letter heights) that lie on a ruling are rests of it."""
REST_REACH = 0.16
BAR_LENGTH, BAR_WIDTH, BAR_REACH = 1.2, 0.25, 0.4
"""A box's side is so long and thin, and ends so near to the rulings (letter heights)."""


def on_rulings(
    marks: Marks, flat: NDArray[np.intp], rulings: Sequence[Ruling], height: float
) -> NDArray[np.intp]:
    """Which of the flat marks lie on a level ruling."""
    on = np.zeros(len(flat), dtype=bool)
    x = marks.left[flat] + marks.width[flat] / 2
    y = marks.top[flat] + marks.height[flat] / 2
    for ruling in rulings:
        if not ruling.is_horizontal:
            continue
        points = np.array(sorted(ruling.points))
        within = (x >= points[0, 0]) & (x <= points[-1, 0])
        off = np.abs(np.interp(x, points[:, 0], points[:, 1]) - y)
        on |= within & (off <= REST_REACH * height + ruling.thickness / 2)
    return np.asarray(flat[on], dtype=np.intp)


def frame_sides(marks: Marks, rulings: Sequence[Ruling], height: float) -> NDArray[np.intp]:
    """Bare bars that stand from one level ruling to the next: sides of a box."""
    bars = np.flatnonzero((marks.height > BAR_LENGTH * height) & (marks.width < BAR_WIDTH * height))
    sides = []
    for k in bars.tolist():
        ends = (marks.top[k], marks.top[k] + marks.height[k])
        x = marks.left[k] + marks.width[k] / 2
        if all(any(_passes(r, x, float(end), height) for r in rulings) for end in ends):
            sides.append(k)
    return np.array(sides, dtype=np.intp)


def _passes(ruling: Ruling, x: float, y: float, height: float) -> bool:
    """Whether a level ruling passes a place, or ends there."""
    if not ruling.is_horizontal:
        return False
    points = np.array(sorted(ruling.points))
    reach = BAR_REACH * height
    off = abs(float(np.interp(x, points[:, 0], points[:, 1])) - y)
    return bool(points[0, 0] - reach <= x <= points[-1, 0] + reach and off <= reach)
