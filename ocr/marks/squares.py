"""Solid squares of a corner mark's size, wherever they stand on a picture and however it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.flat.light import even_light
from ocr.ink.marks import to_grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from records.geometry import Point

    Grey = NDArray[np.uint8]

LOOK_SIZE = 1400
"""Long side in pixels of the picture they are looked for on."""
DARK = 0.5
"""A mark is darker than this share of the paper."""
OPENED = 1 / 130
"""What is narrower than this share of the long side is no mark: letters, rulings, code modules."""
SMALLEST, LARGEST = 1 / 100, 1 / 28
"""Sides of a mark of 6 mm, as shares of the long side: a page that fills its picture, or half."""
OBLONG = 1.6
"""A square seen aslant is at most so much longer than wide."""
FILL = 0.8
"""Share of its slanted frame that a mark fills; a disc, as punch holes are, fills 0.785."""
MOST = 16


@dataclass(frozen=True, slots=True)
class Solid:
    """A dark square: its middle and side in pixels of the picture."""

    middle: Point
    side: float


def find_solids(pixels: NDArray[np.uint8]) -> tuple[Solid, ...]:
    """The dark squares of a picture, the squarest first."""
    grey = to_grey(pixels)
    scale = min(1.0, LOOK_SIZE / max(grey.shape))
    look = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    even = even_light(np.asarray(look, dtype=np.uint8))
    dark = np.asarray(even < DARK * 255, dtype=np.uint8)
    long = max(look.shape)
    core = max(3, round(OPENED * long))
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((core, core), np.uint8))
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found: list[tuple[float, Solid]] = []
    for contour in contours:
        (x, y), (wide, tall), _ = cv2.minAreaRect(contour)
        short, side = min(wide, tall) + 1, max(wide, tall) + 1
        if not SMALLEST * long <= (short + side) / 2 <= LARGEST * long or side > OBLONG * short:
            continue
        fill = (cv2.contourArea(contour) + (short + side)) / (short * side)
        if fill >= FILL:
            middle = _middle(even, x, y, (short + side) / 2)
            solid = Solid((middle[0] / scale, middle[1] / scale), (short + side) / 2 / scale)
            found.append((min(1.0, fill) - (side / short - 1), solid))
    found.sort(key=lambda pair: -pair[0])
    return tuple(solid for _, solid in found[:MOST])


def _middle(even: Grey, x: float, y: float, side: float) -> Point:
    """The centre of a mark's darkness, finer than a pixel."""
    reach = round(0.75 * side)
    left, top = max(0, round(x) - reach), max(0, round(y) - reach)
    window = even[top : round(y) + reach + 1, left : round(x) + reach + 1].astype(np.float32)
    weight = np.clip(DARK * 255 - window, 0, None)
    count, labels = cv2.connectedComponents((weight > 0).astype(np.uint8))
    if count > 1:
        sizes = np.bincount(labels.ravel(), minlength=count)
        sizes[0] = 0
        weight[labels != int(np.argmax(sizes))] = 0
    whole = float(weight.sum())
    if whole == 0:
        return x, y
    rows, columns = np.indices(weight.shape)
    return (
        left + float((weight * columns).sum()) / whole + 0.5,
        top + float((weight * rows).sum()) / whole + 0.5,
    )
