"""A page's skew and bow, measured on its own long rulings and taken away from points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from records.geometry import Box, Point
from records.paper import Ruling

Coefficients = tuple[float, float, float, float]

LONG_RULING = 8.0
"""Char heights; shorter pieces say little about the slope of a page."""
MAX_RESIDUAL = 0.5
"""Char heights a ruling may leave the fit before it is taken for a slanted stroke."""
SAMPLES = 9
"""Points a ruling: a bow needs a few, more add nothing."""
RIDGE = 1e-3
"""Keeps the bend at nothing where the rulings do not measure it."""


@dataclass(frozen=True, slots=True)
class Straightening:
    """Displacements of a page: `across` moves rulings level, `down` moves them plumb.

    Both are polynomials of the place, as shares -1..1 of the page measured from its middle.
    """

    across: Coefficients
    down: Coefficients
    width: float
    height: float

    def _shares(self, x: float, y: float) -> Point:
        return (2 * x / self.width - 1, 2 * y / self.height - 1)

    def _displacement(self, x: float, y: float) -> Point:
        s, t = self._shares(x, y)
        a, b = self.across, self.down
        dy = s * (a[0] + a[1] * s + a[2] * t + a[3] * s * t)
        dx = t * (b[0] + b[1] * t + b[2] * s + b[3] * s * t)
        return (dx, dy)

    def flatten(self, point: Point) -> Point:
        """The point on the straightened page."""
        dx, dy = self._displacement(*point)
        return (point[0] - dx, point[1] - dy)

    def bend(self, point: Point) -> Point:
        """The point of the page as it is; undoes `flatten`."""
        x, y = point
        for _ in range(4):
            dx, dy = self._displacement(x, y)
            x, y = point[0] + dx, point[1] + dy
        return (x, y)

    def flatten_box(self, box: Box) -> Box:
        """The box moved whole by the displacement of its centre."""
        x, y = box.center
        u, v = self.flatten((x, y))
        return Box(box.left + u - x, box.top + v - y, box.right + u - x, box.bottom + v - y)

    def bend_box(self, box: Box) -> Box:
        """The box on the page as it is, each edge placed by its middle."""
        x, y = box.center
        left = self.bend((box.left, y))[0]
        right = self.bend((box.right, y))[0]
        top = self.bend((x, box.top))[1]
        bottom = self.bend((x, box.bottom))[1]
        return Box(left, top, max(left, right), max(top, bottom))


def rulings_to_straightening(
    rulings: Sequence[Ruling], char_height: float, width: float, height: float
) -> Straightening:
    """The bend of the page; none where no long ruling tells of it."""
    level = [_shares(r, width, height) for r in rulings if _is_long(r, char_height, True)]
    plumb = [_shares(r, width, height)[:, ::-1] for r in rulings if _is_long(r, char_height, False)]
    limit_y = 2 * MAX_RESIDUAL * char_height / height
    limit_x = 2 * MAX_RESIDUAL * char_height / width
    across = _fit(level, limit_y) * (height / 2)
    down = _fit(plumb, limit_x) * (width / 2)
    return Straightening(_four(across), _four(down), width, height)


def _four(values: NDArray[np.float64]) -> Coefficients:
    a, b, c, d = (float(v) for v in values)
    return (a, b, c, d)


def _is_long(ruling: Ruling, char_height: float, is_horizontal: bool) -> bool:
    (x0, y0), (x1, y1) = ruling.start, ruling.end
    length = abs(x1 - x0) if is_horizontal else abs(y1 - y0)
    return ruling.is_horizontal == is_horizontal and length >= LONG_RULING * char_height


def _shares(ruling: Ruling, width: float, height: float) -> NDArray[np.float64]:
    points = np.array(sorted(ruling.points), dtype=np.float64)
    if not ruling.is_horizontal:
        points = points[np.argsort(points[:, 1])]
    along = 0 if ruling.is_horizontal else 1
    places = np.linspace(points[0, along], points[-1, along], SAMPLES)
    other = np.interp(places, points[:, along], points[:, 1 - along])
    x, y = (places, other) if ruling.is_horizontal else (other, places)
    return np.column_stack([2 * x / width - 1, 2 * y / height - 1])


def _fit(lines: list[NDArray[np.float64]], limit: float) -> NDArray[np.float64]:
    """Least squares of t = t_line + s * (a + b s + c t + d s t), rulings off the fit left out."""
    kept = list(lines)
    solution = np.zeros(4)
    for _ in range(3):
        if not kept:
            return np.zeros(4)
        solution = _solve(kept)
        good = [line for line in lines if _residual(line, solution) <= limit]
        if len(good) == len(kept):
            break
        kept = good
    return solution


def _terms(line: NDArray[np.float64]) -> NDArray[np.float64]:
    s, t = line[:, 0], line[:, 1]
    return np.column_stack([s, s * s, s * t, s * s * t])


def _residual(line: NDArray[np.float64], solution: NDArray[np.float64]) -> float:
    rest = line[:, 1] - _terms(line) @ solution
    return float(np.max(np.abs(rest - np.median(rest))))


def _solve(lines: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    left, right = np.zeros((4, 4)), np.zeros(4)
    total = 0.0
    for line in lines:
        length = float(line[-1, 0] - line[0, 0])
        terms = _terms(line)
        terms = terms - terms.mean(axis=0)
        value = line[:, 1] - line[:, 1].mean()
        left += length * terms.T @ terms
        right += length * terms.T @ value
        total += length
    # The first term, plain skew, is never held back.
    ridge = np.diag([1e-9, RIDGE, RIDGE, RIDGE]) * total
    return np.asarray(np.linalg.solve(left + ridge, right), dtype=np.float64)
