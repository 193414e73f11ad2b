"""The drawing of a page: its table's grid taken away, shapes found, connectors traced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.coarse import coarseness, shrink
from ocr.drawing.columns import find_columns
from ocr.drawing.connectors.segments import find_segments
from ocr.drawing.connectors.tracing import trace
from ocr.drawing.lines import (
    SHORTEST_LINE,
    Grid,
    find_grids,
    find_runs,
    paint_runs,
    run_mask,
    transposed,
)
from ocr.drawing.ruled import with_rulings
from ocr.drawing.shading import lines_on_shading, without_solids
from ocr.drawing.shapes import find_shapes
from ocr.drawing.values import Drawing, Shape
from records.paper import SymbolKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from records.paper import Ruling, Stroke

    Mask = NDArray[np.uint8]
    Window = tuple[slice, slice]

LEAST_LINES = (3, 4)
"""Lines across and down below which a table is no matrix."""
LONE = 0.75
"""How sure the only shape of a table must be: an emblem may look like a box."""
RAGGED = 0.15
"""In letter heights: how far ink of an outline may stand out from the shape found."""
STROKE_PAINT, HEAD_PAINT = 0.22, 0.35
"""In letter heights: how wide connectors and half their heads are painted out of the text."""


def read_drawing(
    ink: Mask, grey: Mask, letter_height: float, rulings: Sequence[Ruling] = ()
) -> Drawing:
    """The shapes and connectors drawn over the tables of an upright page.

    `ink` is 255 where there is ink; `grey` is the evenly lit page; `letter_height` is that of
    a capital, in pixels; `rulings` stand in for lines too worn to be runs of ink. A page
    without a table of several rows and columns has no drawing.
    """
    if letter_height <= 0:
        return Drawing()
    shapes: list[Shape] = []
    strokes: list[Stroke] = []
    painted = np.zeros_like(ink)
    for grid in _grids(ink, letter_height, rulings):
        window = _window(grid, ink)
        found, drawn = _shapes((ink, grey), grid, window, letter_height)
        marks = [shape for shape in found if shape.kind is not SymbolKind.OFF_PAGE]
        if not marks or (len(marks) == 1 and marks[0].confidence < LONE):
            continue
        shapes += found
        traced = _strokes(
            (ink, grey), grid, found, _drawn_window(grid, found, window, drawn), letter_height
        )
        strokes += traced
        _paint(painted, found, traced, letter_height)
    symbols = tuple(shape.symbol for shape in shapes)
    return Drawing(symbols, tuple(strokes), painted if shapes else None)


def _shapes(
    page: tuple[Mask, Mask], grid: Grid, window: Window, letter_height: float
) -> tuple[list[Shape], tuple[float, float]]:
    """The shapes of a window, and from where to where the columns reach that they stand in.

    `page` is the page's ink and its grey pixels.
    """
    rows, columns = window
    ink, grey = (pixels[rows, columns] for pixels in page)
    lines = _grid_lines(grid, window)
    bare = _without_lines(ink, lines, grid)
    factor = coarseness(letter_height)
    coarse, height = shrink(bare, factor), letter_height / factor
    dark = lines_on_shading(grey, letter_height)
    if dark is not None:
        dark = shrink(_without_lines(dark, lines, grid), factor)
    places = find_columns(coarse, grid, columns.start, factor, height)
    found = [
        Shape(shape.kind, shape.polygon + np.array([left, 0], np.float32), shape.confidence)
        for left, right in places.ranges()
        for shape in find_shapes(
            np.ascontiguousarray(coarse[:, left:right]),
            height,
            None if dark is None else np.ascontiguousarray(dark[:, left:right]),
        )
    ]
    if not found:
        return [], (columns.start, columns.stop)
    ends = places.around(min(s.box.left for s in found), max(s.box.right for s in found))
    corner = np.array([columns.start, rows.start], np.float32)
    shapes = [Shape(s.kind, s.polygon * factor + corner, s.confidence) for s in found]
    return shapes, (columns.start + ends[0] * factor, columns.start + ends[1] * factor)


def _strokes(
    page: tuple[Mask, Mask],
    grid: Grid,
    shapes: list[Shape],
    window: Window,
    letter_height: float,
) -> list[Stroke]:
    """The connectors of a window; `page` is the page's ink and its grey pixels."""
    rows, columns = window
    corner = np.array([columns.start, rows.start], np.float32)
    across, down = _grid_masks(grid, (rows, columns))
    solid = np.zeros_like(across)
    rim = max(3, round(RAGGED * letter_height))
    moved = [Shape(s.kind, s.polygon - corner, s.confidence) for s in shapes]
    for shape in moved:
        points = np.round(shape.polygon).astype(np.int32)
        cv2.fillPoly(solid, [points], 255)
        cv2.polylines(solid, [points], isClosed=True, color=255, thickness=rim)
    ink, grey = (pixels[rows, columns] for pixels in page)
    pieces = find_segments(ink, grey, across, down, solid, letter_height)
    x, y = float(columns.start), float(rows.start)
    placed = [
        replace(p, start=(p.start[0] + x, p.start[1] + y), end=(p.end[0] + x, p.end[1] + y))
        for p in pieces
    ]
    return trace(placed, shapes, grid, letter_height)


def _drawn_window(
    grid: Grid, shapes: list[Shape], window: Window, drawn: tuple[float, float]
) -> Window:
    """The part of a table's window between the rulings around its drawn columns, headless."""
    rows, columns = window
    left = min(drawn[0], *(s.box.left for s in shapes))
    right = max(drawn[1], *(s.box.right for s in shapes))
    top = min(s.box.center[1] for s in shapes)
    near = 0.01 * (grid.right - grid.left)
    places = [run.place for run in grid.down]
    low = max((x for x in places if x < left + near), default=float(columns.start))
    high = min((x for x in places if x > right - near), default=float(columns.stop))
    levels = [run.place for run in grid.across]
    above = max((y for y in levels if y < top), default=float(rows.start))
    return (
        slice(max(rows.start, int(above) - 4), rows.stop),
        slice(max(0, int(low) - 4), int(high) + 5),
    )


def _grids(ink: Mask, letter_height: float, rulings: Sequence[Ruling]) -> list[Grid]:
    shortest = SHORTEST_LINE * letter_height
    ink = without_solids(ink, letter_height)
    across = find_runs(run_mask(ink, letter_height, SHORTEST_LINE), shortest)
    down = find_runs(run_mask(transposed(ink), letter_height, SHORTEST_LINE), shortest)
    across = with_rulings(across, rulings, letter_height, level=True)
    down = with_rulings(down, rulings, letter_height, level=False)
    found = find_grids(across, down, letter_height)
    return [g for g in found if len(g.across) >= LEAST_LINES[0] and len(g.down) >= LEAST_LINES[1]]


def _window(grid: Grid, ink: Mask) -> Window:
    height, width = ink.shape
    return (
        slice(max(0, int(grid.top) - 4), min(height, int(grid.bottom) + 5)),
        slice(max(0, int(grid.left) - 4), min(width, int(grid.right) + 5)),
    )


def _grid_masks(grid: Grid, window: Window) -> tuple[Mask, Mask]:
    """The grid's horizontal and vertical lines as masks of a window."""
    rows, columns = window
    height, width = rows.stop - rows.start, columns.stop - columns.start
    across = np.zeros((height, width), np.uint8)
    paint_runs(across, grid.across, value=255, origin=(columns.start, rows.start))
    turned = np.zeros((width, height), np.uint8)
    paint_runs(turned, grid.down, value=255, origin=(rows.start, columns.start))
    return across, transposed(turned)


def _grid_lines(grid: Grid, window: Window) -> Mask:
    across, down = _grid_masks(grid, window)
    return np.asarray(cv2.bitwise_or(across, down), np.uint8)


def _without_lines(ink: Mask, lines: Mask, grid: Grid) -> Mask:
    """The ink of a window without the table's lines; what they cross is mended."""
    bare = cv2.subtract(ink, lines)
    size = int(max(run.thickness for run in grid.across + grid.down)) + 4
    mended = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return np.asarray(cv2.bitwise_or(bare, cv2.bitwise_and(mended, lines)), np.uint8)


def _paint(mask: Mask, shapes: list[Shape], strokes: list[Stroke], letter_height: float) -> None:
    """Draws shapes and connectors with their heads over a mask."""
    for shape in shapes:
        cv2.fillPoly(mask, [np.round(shape.polygon).astype(np.int32)], 255)
    wide = max(3, round(STROKE_PAINT * letter_height))
    head = max(2, round(HEAD_PAINT * letter_height))
    for stroke in strokes:
        points = np.round(np.array(stroke.points)).astype(np.int32)
        cv2.polylines(mask, [points], isClosed=False, color=255, thickness=wide)
        if stroke.head:
            x, y = (int(v) for v in points[-1])
            cv2.rectangle(mask, (x - head, y - head), (x + head, y + head), 255, -1)
