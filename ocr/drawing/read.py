"""The drawing of a page: its table's grid taken away, shapes found, connectors traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.lines import (
    SHORTEST_LINE,
    Grid,
    find_grids,
    find_runs,
    paint_runs,
    run_mask,
)
from ocr.drawing.shapes import find_shapes
from ocr.drawing.values import Drawing, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

LEAST_LINES = (3, 4)
"""Lines across and down below which a table is no matrix."""


def read_drawing(ink: Mask, letter_height: float) -> Drawing:
    """The shapes and connectors drawn over the tables of an upright page.

    `ink` is 255 where there is ink; `letter_height` is that of a capital, in pixels. A page
    without a table of several rows and columns has no drawing.
    """
    if letter_height <= 0:
        return Drawing()
    shapes: list[Shape] = []
    painted = np.zeros_like(ink)
    for grid in _grids(ink, letter_height):
        rows, columns = _window(grid, ink)
        found = find_shapes(_without_grid(ink[rows, columns], grid, rows, columns), letter_height)
        for shape in found:
            polygon = shape.polygon + np.array([columns.start, rows.start], np.float32)
            shapes.append(Shape(shape.kind, polygon, shape.confidence))
    _paint(painted, shapes)
    return Drawing(tuple(shape.symbol for shape in shapes), (), painted)


def _grids(ink: Mask, letter_height: float) -> list[Grid]:
    shortest = SHORTEST_LINE * letter_height
    across = find_runs(run_mask(ink, letter_height, SHORTEST_LINE), shortest)
    turned = np.ascontiguousarray(ink.T)
    down = find_runs(run_mask(turned, letter_height, SHORTEST_LINE), shortest)
    found = find_grids(across, down, letter_height)
    return [g for g in found if len(g.across) >= LEAST_LINES[0] and len(g.down) >= LEAST_LINES[1]]


def _window(grid: Grid, ink: Mask) -> tuple[slice, slice]:
    height, width = ink.shape
    return (
        slice(max(0, int(grid.top) - 4), min(height, int(grid.bottom) + 5)),
        slice(max(0, int(grid.left) - 4), min(width, int(grid.right) + 5)),
    )


def _without_grid(ink: Mask, grid: Grid, rows: slice, columns: slice) -> Mask:
    """The ink of a window without the table's lines; what they cross is mended."""
    lines = np.zeros_like(ink)
    paint_runs(lines, grid.across, value=255, origin=(columns.start, rows.start))
    turned = np.zeros(ink.shape[::-1], np.uint8)
    paint_runs(turned, grid.down, value=255, origin=(rows.start, columns.start))
    lines |= turned.T
    bare = np.where(lines > 0, 0, ink).astype(np.uint8)
    size = int(max(run.thickness for run in grid.across + grid.down)) + 4
    mended = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return np.where(lines > 0, mended, bare).astype(np.uint8)


def _paint(mask: Mask, shapes: list[Shape]) -> None:
    for shape in shapes:
        cv2.fillPoly(mask, [np.round(shape.polygon).astype(np.int32)], 255)
