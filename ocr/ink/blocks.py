"""Blocks of text: what stands between the rulings of a page, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import find_marks
from records.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Mask
    from records.paper import Ruling

LETTER_GAP = 0.25
"""Letters of one word stand nearer than this many letter heights, even across a ruling."""
CLOSING_REACH = 0.6
"""Rulings are drawn out by this many letter heights, so that corners close."""
EDGE = 0.3
"""White kept around a block, in letter heights."""
COARSE = 4
"""The page is cut along its rulings on a copy this many times smaller."""
PROBES = 7
"""Places across a piece at which its region is asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A block of text: its box, the pieces of text in it, and the foreign ones within its box."""

    box: Box
    pieces: NDArray[np.int32]
    foreign: NDArray[np.int32]


def find_blocks(text: Mask, rulings: Sequence[Ruling], letter_height: float) -> tuple[Block, ...]:
    """The blocks of a mask of written ink, from top to bottom.

    A word that runs over a ruling belongs whole to the side that holds more of it.
    """
    reach = max(3, round(letter_height * LETTER_GAP))
    joined = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    pieces = _pieces(np.asarray(joined, dtype=np.uint8))
    if not len(pieces):
        return ()
    regions = _regions(text.shape, rulings, letter_height)
    home = _homes(pieces, regions)
    blocks = []
    for region in np.unique(home).tolist():
        own = pieces[home == region]
        box = _around(own, EDGE * letter_height, text.shape)
        blocks.append(Block(box, own, _inside(pieces[home != region], box)))
    return tuple(sorted(blocks, key=lambda b: (b.box.top, b.box.left)))


def _regions(
    shape: tuple[int, ...], rulings: Sequence[Ruling], letter_height: float
) -> NDArray[np.int32]:
    """The page cut along its rulings: a number for each part, 0 on the rulings."""
    open_page = np.full((shape[0] // COARSE + 1, shape[1] // COARSE + 1), 255, dtype=np.uint8)
    for ruling in rulings:
        points = np.array(ruling.points, dtype=np.float64)
        for end, inner in ((0, 1), (-1, -2)):
            away = points[end] - points[inner]
            points[end] += away / max(1.0, float(np.hypot(*away))) * letter_height * CLOSING_REACH
        coarse = np.round(points / COARSE).astype(np.int32)
        cv2.polylines(open_page, [coarse], isClosed=False, color=0, thickness=1)
    _, regions = cv2.connectedComponents(open_page, connectivity=4, ltype=cv2.CV_32S)
    return np.asarray(regions, dtype=np.int32)


def _pieces(joined: Mask) -> NDArray[np.int32]:
    """The boxes of joined letters, found on a page of half the size: left, top, width, height."""
    height, width = joined.shape
    even = joined[: height - height % 2, : width - width % 2]
    half = cv2.max(
        cv2.max(even[::2, ::2], even[1::2, ::2]), cv2.max(even[::2, 1::2], even[1::2, 1::2])
    )
    return find_marks(np.asarray(half, dtype=np.uint8)).stats[:, :4] * 2


def _homes(pieces: NDArray[np.int32], regions: NDArray[np.int32]) -> NDArray[np.int64]:
    """The region each piece mostly stands in."""
    left, top, width, height = pieces.T // COARSE
    row = np.minimum(top + height // 2, regions.shape[0] - 1)
    places = (np.arange(PROBES) + 0.5) / PROBES
    columns = (left[:, None] + width[:, None] * places).astype(np.int64)
    asked = regions[row[:, None], np.minimum(columns, regions.shape[1] - 1)]
    same = (asked[:, :, None] == asked[:, None, :]).sum(axis=2)
    same[asked == 0] = 0
    return np.asarray(asked[np.arange(len(asked)), same.argmax(axis=1)], dtype=np.int64)


def _around(stats: NDArray[np.int32], edge: float, shape: tuple[int, ...]) -> Box:
    left, top = stats[:, 0].min() - edge, stats[:, 1].min() - edge
    right = (stats[:, 0] + stats[:, 2]).max() + edge
    bottom = (stats[:, 1] + stats[:, 3]).max() + edge
    return Box(
        max(0, int(left)),
        max(0, int(top)),
        min(shape[1], int(right) + 1),
        min(shape[0], int(bottom) + 1),
    )


def _inside(stats: NDArray[np.int32], box: Box) -> NDArray[np.int32]:
    right, bottom = stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]
    met = (stats[:, 0] < box.right) & (right > box.left)
    met &= (stats[:, 1] < box.bottom) & (bottom > box.top)
    return np.asarray(stats[met], dtype=np.int32)
