"""A marked page's place on its picture becomes the matrix that makes it upright."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.marks.standing import Standing
    from records.paper import Raster

MM_PER_INCH = 25.4
QUARTER = 90
FINEST = 1.25
"""A page is made at most this much finer than its picture claims to be: a code misread by a
pixel must not make a page of gigabytes."""


def standing_to_placement(
    standing: Standing, raster: Raster
) -> tuple[NDArray[np.float64], tuple[int, int], float, int]:
    """The matrix to the upright page, its size in pixels, its resolution, and how it is turned.

    The page is as fine as its picture shows it on the whole.
    """
    to_picture = np.linalg.inv(standing.matrix)
    wide, tall = standing.width, standing.height
    corners = np.array([[0, 0, 1], [wide, 0, 1], [wide, tall, 1], [0, tall, 1]], dtype=np.float64)
    seen = corners @ to_picture.T
    seen = seen[:, :2] / seen[:, 2:]
    sides = np.linalg.norm(np.roll(seen, -1, axis=0) - seen, axis=1)
    lengths = np.array([wide, tall] * 2)
    scale = float((sides / lengths).mean())
    scale = min(scale, FINEST * max(raster.width, raster.height) / tall)
    size = (max(1, round(wide * scale)), max(1, round(tall * scale)))
    matrix = np.diag([scale, scale, 1.0]) @ standing.matrix
    right = seen[1] - seen[0]
    angle = np.degrees(np.arctan2(right[1], right[0]))
    turn = round(-angle / QUARTER) * QUARTER % 360
    return matrix, size, scale * MM_PER_INCH, turn
