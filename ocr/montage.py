"""Many crops read in one call: stacked into one picture, the words mapped back.

Each cell of a table becomes a block of its own, so that no line of text runs on into the
neighbouring cell, and all letters come in the size Tesseract reads best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.tesseract import TesseractSettings, read_words
from records.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from records.paper import Word

    Grey = NDArray[np.uint8]

READING_HEIGHT = 28.0
"""Capitals are brought to about this many pixels: Tesseract's networks see lines 36 pixels tall."""
MOST_ENLARGED, MOST_REDUCED = 3.0, 0.4
BLOCK = 6
"""Tesseract's segmentation mode for a uniform block of text."""
SPACE = 1.1
"""Crops stand this many capitals apart, like paragraphs."""
MARGIN = 1.0
"""White around the picture, in capitals."""
PAPER = 255


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A piece of a page: its pixels, where they stand on the page, how tall its capitals are."""

    pixels: Grey
    left: float
    top: float
    letter_height: float

    @property
    def scale(self) -> float:
        """What brings the crop's letters to the reading size; 1 where that is near enough."""
        wanted = READING_HEIGHT / self.letter_height if self.letter_height > 0 else 1.0
        wanted = min(MOST_ENLARGED, max(MOST_REDUCED, wanted))
        return 1.0 if 0.85 < wanted < 1.2 else wanted


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a crop stands in the montage."""

    top: int
    bottom: int
    scale: float


def read_crops(
    crops: Sequence[Crop], settings: TesseractSettings | None = None, alphabet: str = ""
) -> tuple[tuple[Word, ...], ...]:
    """The words of each crop, boxes in pixels of the page; raises leaves of ServiceUnavailable."""
    if not crops:
        return ()
    picture, slots = compose(crops)
    found: list[list[Word]] = [[] for _ in crops]
    tops = np.array([slot.top for slot in slots])
    edge = int(READING_HEIGHT * MARGIN)
    for word in read_words(picture, READING_DPI, settings, BLOCK, alphabet):
        middle = word.box.center[1]
        k = max(0, int(np.searchsorted(tops, middle, side="right")) - 1)
        placed = _placed(word, crops[k], slots[k], edge)
        if placed is not None:
            found[k].append(placed)
    return tuple(tuple(words) for words in found)


READING_DPI = 300.0
"""What Tesseract is told: capitals of the reading size are then of usual print."""


def compose(crops: Sequence[Crop]) -> tuple[Grey, tuple[Slot, ...]]:
    """One picture of all crops, one below the other, and where each stands in it."""
    space = int(READING_HEIGHT * SPACE)
    edge = int(READING_HEIGHT * MARGIN)
    sized = [_sized(crop) for crop in crops]
    width = max(s.shape[1] for s in sized) + 2 * edge
    height = sum(s.shape[0] + space for s in sized) + 2 * edge - space
    picture = np.full((height, width), PAPER, dtype=np.uint8)
    slots = []
    top = edge
    for crop, pixels in zip(crops, sized, strict=True):
        tall, wide = pixels.shape[:2]
        picture[top : top + tall, edge : edge + wide] = pixels
        slots.append(Slot(top, top + tall, crop.scale))
        top += tall + space
    return picture, tuple(slots)


def _sized(crop: Crop) -> Grey:
    if crop.scale == 1.0:
        return crop.pixels
    method = cv2.INTER_CUBIC if crop.scale > 1 else cv2.INTER_AREA
    height, width = crop.pixels.shape[:2]
    size = (max(1, round(width * crop.scale)), max(1, round(height * crop.scale)))
    return np.asarray(cv2.resize(crop.pixels, size, interpolation=method), dtype=np.uint8)


def _placed(word: Word, crop: Crop, slot: Slot, edge: int) -> Word | None:
    """The word on the page, cut at its crop; None where it lies between crops."""
    height, width = crop.pixels.shape[:2]
    left = min(max((word.box.left - edge) / slot.scale, 0.0), width)
    right = min(max((word.box.right - edge) / slot.scale, 0.0), width)
    top = min(max((word.box.top - slot.top) / slot.scale, 0.0), height)
    bottom = min(max((word.box.bottom - slot.top) / slot.scale, 0.0), height)
    if right <= left or bottom <= top:
        return None
    return replace(
        word,
        box=Box(crop.left + left, crop.top + top, crop.left + right, crop.top + bottom),
    )
