"""Boxes of one character moved onto the frames that are printed on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.cells.window import cut_window, pixels_per_mm
from records.geometry import Box, Homography, bounding_box
from records.pen import Grid, SettledGrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Mask

FRAME = 0.35
"""Millimetres outside of a cell in which its frame is drawn."""
INSIDE = 0.7
"""Millimetres inside of it that are bare but for the pen."""
BARE = 0.6
"""How much a dark inside weighs against a drawn frame."""
FAR = 0.04
"""What a millimetre away from where a frame should be costs, in shares of it."""
LONGEST = 40.0
"""Millimetres of a comb settled as one piece: paper is bowed."""
FINEST = 7.0
"""Pixels to a millimetre that tell a frame's place well enough."""
STEPS = (1.0, 0.985, 1.015, 0.97, 1.03)
"""Sizes tried, against the layout's."""


def settle_grid(mask: Mask, place: Homography, grid: Grid) -> SettledGrid:
    """The grid on its frames; `mask` is 255 wherever the page is darker than paper."""
    pieces = _pieces(grid.cells)
    cells: list[Box] = []
    scores: list[float] = []
    before = grid.shift
    for number, piece in enumerate(pieces):
        reach = grid.reach if number == 0 else (min(1.2, grid.reach[0]), min(1.2, grid.reach[1]))
        moved, shift, score = _settle_piece(mask, place, piece, before, reach)
        cells += moved
        scores.append(score)
        before = shift
    return SettledGrid(tuple(cells), float(np.mean(scores)))


def _pieces(cells: Sequence[Box]) -> list[list[Box]]:
    """The cells in runs of a length over which paper is flat, rows kept together."""
    runs: list[list[Box]] = []
    for cell in cells:
        if runs and bounding_box([*runs[-1], cell]).width <= LONGEST:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _settle_piece(
    mask: Mask,
    place: Homography,
    cells: Sequence[Box],
    shift: tuple[float, float],
    reach: tuple[float, float],
) -> tuple[list[Box], tuple[float, float], float]:
    whole = bounding_box(cells)
    scale = min(FINEST, max(4.0, pixels_per_mm(place, whole)))
    x, y = shift
    edge = 2.0
    around = Box(
        whole.left + x - reach[0] - edge,
        whole.top + y - reach[1] - edge,
        whole.right + x + reach[0] + edge,
        whole.bottom + y + reach[1] + edge,
    )
    window = cut_window(mask, place, around, scale, 0)
    seen = (window.pixels / 255.0).astype(np.float32)
    best: tuple[float, float, tuple[float, float]] | None = None
    for size in STEPS:
        stencil = _stencil(cells, whole, size, scale, edge)
        if stencil.shape[0] > seen.shape[0] or stencil.shape[1] > seen.shape[1]:
            continue
        answer = cv2.matchTemplate(seen, stencil, cv2.TM_CCORR)
        rows, columns = np.indices(answer.shape)
        middle = ((answer.shape[0] - 1) / 2, (answer.shape[1] - 1) / 2)
        off = np.hypot(rows - middle[0], columns - middle[1]) / scale
        told = answer - FAR * off - 0.5 * abs(size - 1)
        row, column = np.unravel_index(int(np.argmax(told)), told.shape)
        if best is None or told[row, column] > best[0]:
            dx = (float(column) - middle[1]) / scale
            dy = (float(row) - middle[0]) / scale
            best = (float(told[row, column]), size, (x + dx, y + dy))
    if best is None:
        return list(cells), shift, 0.0
    score, size, found = best
    return [_moved(cell, whole, size, found) for cell in cells], found, max(0.0, score)


def _moved(cell: Box, whole: Box, size: float, shift: tuple[float, float]) -> Box:
    x, y = whole.center
    return Box(
        x + (cell.left - x) * size + shift[0],
        y + (cell.top - y) * size + shift[1],
        x + (cell.right - x) * size + shift[0],
        y + (cell.bottom - y) * size + shift[1],
    )


def _stencil(
    cells: Sequence[Box], whole: Box, size: float, scale: float, edge: float
) -> NDArray[np.float32]:
    """Frames as positive shares that sum to one, bare insides as negative ones."""
    wide, tall = (whole.width + 2 * edge) * scale, (whole.height + 2 * edge) * scale
    frame = np.zeros((round(tall), round(wide)), np.float32)
    bare = np.zeros_like(frame)
    corner = (edge - whole.left, edge - whole.top)
    places = [_moved(cell, whole, size, corner) for cell in cells]
    for place in places:
        _fill(frame, place.grow(FRAME), scale, 1.0)
        _fill(bare, place, scale, 1.0)
    for place in places:
        _fill(frame, place, scale, 0.0)
        _fill(bare, place.grow(-INSIDE), scale, 0.0)
    frame /= max(1.0, float(frame.sum()))
    bare /= max(1.0, float(bare.sum()))
    return np.asarray(frame - BARE * bare, dtype=np.float32)


def _fill(picture: NDArray[np.float32], box: Box, scale: float, value: float) -> None:
    left, top = max(0, round(box.left * scale)), max(0, round(box.top * scale))
    right, bottom = round(box.right * scale), round(box.bottom * scale)
    picture[top:bottom, left:right] = value
