"""The QR code of a blank we printed, found on a page however it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp

from forms.code import PageCode, text_to_code
from ocr.ink.marks import to_grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from records.geometry import Point

    Grey = NDArray[np.uint8]

LOOK_SIZE = 1700
"""Long side in pixels of the picture a code is looked for on: nearly every code shows on it."""
FURTHER_SIZES = (2600, 1700, 1100, 4000)
SOFTEN = (0.0, 0.9, 1.6)
"""Noise and gaps of copies of copies are blurred by so many pixels."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """What a code says, and its corners in pixels, clockwise from its own upper left."""

    code: PageCode
    corners: tuple[Point, ...]


def find_code(pixels: NDArray[np.uint8]) -> FoundCode | None:
    """The code of ours on a page, looked for once; None where none shows."""
    return _read(to_grey(pixels), LOOK_SIZE, 0.0)


def search_code(pixels: NDArray[np.uint8]) -> FoundCode | None:
    """The code of a page that surely bears one, looked for at several sizes and softened."""
    grey = to_grey(pixels)
    for size in FURTHER_SIZES:
        for soften in SOFTEN:
            found = _read(grey, size, soften)
            if found is not None:
                return found
    return None


def _read(grey: Grey, size: int, soften: float) -> FoundCode | None:
    scale = min(1.0, size / max(grey.shape))
    look = grey
    if scale < 1:
        look = np.asarray(
            cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    if soften:
        look = np.asarray(cv2.GaussianBlur(look, (0, 0), soften), dtype=np.uint8)
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for barcode in zxingcpp.read_barcodes(np.ascontiguousarray(look), formats=kinds):
        code = text_to_code(barcode.text)
        if code is not None:
            place = barcode.position
            found = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            return FoundCode(code, tuple((p.x / scale, p.y / scale) for p in found))
    return None
