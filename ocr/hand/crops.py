"""A line of writing cut out of its page and brought to the size and darkness a reader expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.hand.model import LINE_HEIGHT
from records.geometry import bounding_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.hand.model import Chances
    from records.pen import InkMark

EDGE = 0.04
"""White above and below the ink, as a share of its height. Of 422 drawn lines in twenty hands,
80.1 % were read whole with 0.02, 79.4 % with 0.12, 76.3 % with 0.25; slant, width, boldness and
readings of several such pictures together changed less than a point."""
SIDE_EDGE = 0.35
LEAST_HEIGHT = 0.8
"""A line lower than this many letter heights (a lone dash) is not enlarged to full size."""
DARKEST, PAPER = 30, 255
INK_SHARE = 0.25
"""The darkest share of a line's ink is taken for fully dark."""
DENSEST, FEWEST_SIGNS = 0.5, 5
"""Signs to a place of the network's answer: a usual hand has 0.25 to 0.5 in a line, a narrow one
0.6: its `Kehilangan sepeda motor di depan masjid` was `Keilanan sed or dea asid`, and is whole when
it is read wider."""
WIDENED = 1.5
"""How much wider a line is made whose letters stand too close."""
WIDEST = 1600
"""Columns of the longest line read: a whole page's width of small writing."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A line 48 pixels tall; `left` is the page's x of its first column."""

    pixels: NDArray[np.uint8]
    left: float
    scale: float


def line_to_picture(
    grey: NDArray[np.uint8],
    labels: NDArray[np.int32],
    line: Sequence[InkMark],
    letter_height: float,
) -> Picture:
    """The marks of a line alone, their neighbours left out; `labels` numbers marks from 1."""
    box = bounding_box(mark.box for mark in line)
    tall = max(box.height, LEAST_HEIGHT * letter_height)
    edge, side = EDGE * tall, SIDE_EDGE * tall
    middle = box.center[1]
    top, bottom = int(middle - tall / 2 - edge), round(middle + tall / 2 + edge)
    left, right = int(box.left - side), round(box.right + side)
    pixels = _cut(grey, labels, line, (left, top, right, bottom))
    scale = LINE_HEIGHT / pixels.shape[0]
    width = int(min(WIDEST, max(LINE_HEIGHT // 2, round(pixels.shape[1] * scale))))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(pixels, (width, LINE_HEIGHT), interpolation=method)
    return Picture(np.asarray(sized, dtype=np.uint8), left, width / pixels.shape[1])


def is_dense(chances: Chances) -> bool:
    """Whether a line's signs stand so close that some may have run into one another."""
    likeliest = chances.argmax(axis=1)
    begins = (likeliest > 0) & (likeliest != np.concatenate([[0], likeliest[:-1]]))
    signs = int(begins.sum())
    return signs >= FEWEST_SIGNS and signs > DENSEST * len(likeliest)


def widen(picture: Picture) -> Picture:
    """The line stretched sideways, its letters as tall as before."""
    width = round(picture.pixels.shape[1] * WIDENED)
    sized = cv2.resize(picture.pixels, (width, LINE_HEIGHT), interpolation=cv2.INTER_CUBIC)
    share = width / picture.pixels.shape[1]
    return Picture(np.asarray(sized, dtype=np.uint8), picture.left, picture.scale * share)


def _cut(
    grey: NDArray[np.uint8],
    labels: NDArray[np.int32],
    line: Sequence[InkMark],
    place: tuple[int, int, int, int],
) -> NDArray[np.uint8]:
    left, top, right, bottom = place
    height, width = grey.shape
    inner = (max(0, left), max(0, top), min(width, right), min(height, bottom))
    here = labels[inner[1] : inner[3], inner[0] : inner[2]]
    own = np.isin(here, [mark.key + 1 for mark in line]).astype(np.uint8)
    soft = cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0
    # The blurred rim of a neighbour is no part of this line.
    soft &= (here == 0) | (own > 0)
    ink = grey[inner[1] : inner[3], inner[0] : inner[2]].astype(np.float32)
    dark = float(np.quantile(ink[own > 0], INK_SHARE)) if own.any() else 0.0
    stretched = (ink - dark) * (PAPER - DARKEST) / max(1.0, PAPER - dark) + DARKEST
    pixels = np.full((bottom - top, right - left), PAPER, np.uint8)
    inside = np.where(soft, np.clip(stretched, DARKEST, PAPER), PAPER).astype(np.uint8)
    y, x = inner[1] - top, inner[0] - left
    pixels[y : y + inside.shape[0], x : x + inside.shape[1]] = inside
    return pixels
