"""Readers of single boxes on one page: cells, fields, lone digits, many for the cost of one."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ocr.covered import read_covered_rows
from ocr.ink.marks import ink_mask
from ocr.ink.painting import PAPER, paint_out, ruling_mask
from ocr.ink.pale import without_pale_ink
from ocr.ink.specks import without_lone_specks
from ocr.ink.stamps import without_stamps
from ocr.montage import Crop, read_crops
from ocr.readings import read_pieces
from records.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.tesseract import TesseractSettings
    from ocr.upright import Upright
    from records.paper import Sheet, Word

LEAST_INK = 0.02
"""A box with less ink than this, in squared letter heights, is empty: a full stop has as much."""
EDGE = 0.35
"""White kept around the ink of a box, in letter heights."""


class RegionReader:
    """Reads boxes of one upright page, rulings and drawn shapes painted out."""

    def __init__(
        self, sheet: Sheet, upright: Upright, settings: TesseractSettings | None = None
    ) -> None:
        self._sheet = sheet
        self._upright = upright
        self._settings = settings

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """The words in each box, in reading order; raises leaves of ServiceUnavailable.

        Boxes are in pixels of the upright page; `alphabet` names the only characters allowed.
        """
        found: list[tuple[Word, ...]] = [() for _ in boxes]
        if self._sheet.char_height <= 0:
            return tuple(found)
        crops = [self._crop(box) for box in boxes]
        asked = [k for k, crop in enumerate(crops) if crop is not None]
        kept = [crop for crop in crops if crop is not None]
        for k, words in zip(asked, read_pieces(kept, self._settings, alphabet), strict=True):
            found[k] = words
        return tuple(found)

    def read_turned(self, boxes: Sequence[Box]) -> tuple[tuple[Word, ...], ...]:
        """The words in each box of text that runs from bottom to top, in reading order."""
        found: list[tuple[Word, ...]] = [() for _ in boxes]
        if self._sheet.char_height <= 0:
            return tuple(found)
        # A turned word whose letters touch is as high and narrow as something drawn.
        page = (self._without_rulings, ink_mask(self._without_rulings))
        crops = {
            k: crop for k, box in enumerate(boxes) if (crop := self._crop(box, page)) is not None
        }
        turned = [_turned(crop) for crop in crops.values()]
        for (k, crop), words in zip(crops.items(), read_crops(turned, self._settings), strict=True):
            found[k] = tuple(replace(w, box=_turned_back(w.box, crop)) for w in words)
        return tuple(found)

    def read_covered(self, box: Box) -> tuple[tuple[Word, ...], ...]:
        """Two readings of print under a stamp or signature: the figures painted out, and left.

        Raises HandModelMissing.
        """
        height = self._sheet.char_height
        tall, wide = self._page[0].shape
        left, top = max(0, int(box.left)), max(0, int(box.top))
        right, bottom = min(wide, round(box.right)), min(tall, round(box.bottom))
        if height <= 0 or right <= left or bottom <= top:
            return ()
        return tuple(
            read_covered_rows(page[top:bottom, left:right], left, top, height)
            for page in (self._page[0], self._without_rulings)
        )

    @cached_property
    def _without_rulings(self) -> NDArray[np.uint8]:
        """The page with its rulings painted out and nothing else."""
        height = self._sheet.char_height
        grey = without_stamps(self._upright.raster.pixels, height)
        rulings = ruling_mask(ink_mask(grey), self._sheet.rulings, height)
        return np.maximum(grey, rulings)

    @cached_property
    def _page(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """The page with only what is written on it, and the mask of that; made when first read."""
        height = self._sheet.char_height
        grey = without_stamps(self._upright.raster.pixels, height)
        return paint_out(grey, ink_mask(grey), self._sheet.rulings, height)

    def _crop(
        self, box: Box, page: tuple[NDArray[np.uint8], NDArray[np.uint8]] | None = None
    ) -> Crop | None:
        """The ink of a box with a white edge; None where nothing is written."""
        painted, written = page or self._page
        tall, wide = painted.shape
        left, top = max(0, int(box.left)), max(0, int(box.top))
        right, bottom = min(wide, round(box.right)), min(tall, round(box.bottom))
        ink = written[top:bottom, left:right]
        height = self._sheet.char_height
        if not ink.size or np.count_nonzero(ink) < LEAST_INK * height * height:
            return None
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        first_row, first_column = top + int(rows[0]), left + int(columns[0])
        inner = painted[first_row : top + rows[-1] + 1, first_column : left + columns[-1] + 1]
        edge = round(EDGE * height)
        pixels = np.pad(without_pale_ink(inner, height), edge, constant_values=PAPER)
        return Crop(pixels, first_column - edge, first_row - edge, height)


def _turned(crop: Crop) -> Crop:
    """A crop turned by a quarter to the right; beside so short a line a speck makes another."""
    pixels = without_lone_specks(crop.pixels, crop.letter_height)
    return Crop(np.ascontiguousarray(np.rot90(pixels, -1)), 0, 0, crop.letter_height)


def _turned_back(box: Box, crop: Crop) -> Box:
    """Where a box of a crop turned by a quarter to the right stands on the page."""
    bottom = crop.top + crop.pixels.shape[0]
    return Box(crop.left + box.top, bottom - box.right, crop.left + box.bottom, bottom - box.left)


class LayerReader:
    """Gives the words of a page's text layer in boxes; reads nothing."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """The words whose middle lies in each box; with an alphabet, those spelt in it alone."""
        allowed = set(alphabet)
        words = [w for w in self._sheet.words if not allowed or set(w.text) <= allowed]
        return tuple(tuple(w for w in words if box.contains(w.box.center)) for box in boxes)
