"""The boxes of one upright page: settled on their frames, and read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ocr.cells.faces import find_faces, line_mask
from ocr.cells.reading import read_rows
from ocr.cells.settle import settle_grid
from ocr.cells.solids import find_solids
from ocr.cells.tally import count_strokes
from ocr.ink.marks import ink_mask, to_grey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.ink.marks import Mask
    from ocr.upright import Upright
    from records.geometry import Box, Homography
    from records.paper import Sheet
    from records.pen import CellRow, Grid, SettledGrid

PAGE_WIDTH_MM = 210.0
"""The width taken for a page's where only rough sizes are asked for."""


class CellPage:
    """Shows the boxes of one page; all is found when first asked for."""

    def __init__(self, sheet: Sheet, upright: Upright) -> None:
        self._grey = to_grey(upright.raster.pixels)
        self._height = max(8.0, sheet.char_height)

    def solids(self) -> tuple[Box, ...]:
        """The solid printed marks (squares, bars, triangles), in pixels of the upright page."""
        return find_solids(ink_mask(self._grey), self._grey.shape[1] / PAGE_WIDTH_MM)

    def faces(self, mm: float) -> tuple[Box, ...]:
        """The pieces of paper of a box's size that lines enclose; `mm` is one in pixels."""
        return find_faces(self._lines, mm)

    def settle(self, place: Homography, grids: Sequence[Grid]) -> tuple[SettledGrid, ...]:
        """Each grid moved onto the frames that are printed there."""
        return tuple(settle_grid(self._lines, place, grid) for grid in grids)

    def read(self, place: Homography, rows: Sequence[Sequence[Box]]) -> tuple[CellRow, ...]:
        """What stands in the boxes of each row; raises HandModelMissing."""
        return read_rows(self._grey, place, rows)

    def tally(self, place: Homography, cells: Sequence[Box]) -> tuple[tuple[int, float], ...]:
        """The strokes counted in each box, and how sure that is (0..1)."""
        return count_strokes(self._grey, place, cells)

    @cached_property
    def _lines(self) -> Mask:
        return line_mask(self._grey, self._height)
