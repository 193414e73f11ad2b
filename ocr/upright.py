"""A page image turned upright, flattened, straightened and evenly lit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.flat.light import even_light
from ocr.flat.photo import find_page
from ocr.flat.proportion import flattening
from ocr.flat.turning import find_turn
from ocr.ink.marks import to_grey
from ocr.marks.placement import standing_to_placement
from records.geometry import Homography
from records.paper import Raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ocr.marks.standing import Standing

    Matrix3 = NDArray[np.float64]
    Size = tuple[int, int]

LOOK_DPI = 150.0
"""Turn and skew show on a page of this resolution as well as on a finer one."""
FINE_DPI = 250.0
"""From this resolution on, letters stand the softer and quicker way of resampling."""
STRAIGHT_DEG = 0.03
"""A lean this small moves a line's end by less than a stroke; the pixels are left as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """An upright page image.

    `to_original` takes its pixels to shares 0..1 of the page as the file shows it; `turn` is
    how the page was turned clockwise.
    """

    raster: Raster
    to_original: Homography
    turn: int


def to_upright(raster: Raster, standing: Standing | None = None) -> Upright:
    """The page upright, flat, straight and evenly lit.

    A page without text keeps its turn. Nothing is resampled twice, nor at all where the page
    stands straight already. `standing` says how a page with corner marks lies; nothing else is
    asked then.
    """
    if standing is not None:
        matrix, size, dpi, turn = standing_to_placement(standing, raster)
    else:
        flatten, size, dpi = _flattening(raster)
        turn, angle_deg = _lean(raster.pixels, flatten, size, dpi)
        place, size = _placement(size, turn, angle_deg)
        matrix = place @ flatten
    pixels = even_light(_moved(raster.pixels, matrix, size, dpi))
    shares = np.diag([1 / raster.width, 1 / raster.height, 1.0]) @ np.linalg.inv(matrix)
    return Upright(Raster(pixels, dpi), _to_homography(shares), turn)


def _flattening(raster: Raster) -> tuple[Matrix3, Size, float]:
    corners = find_page(raster.pixels)
    if corners is None:
        return np.eye(3), (raster.width, raster.height), raster.dpi
    return flattening(corners, raster.width, raster.height, raster.dpi)


def _lean(pixels: NDArray[np.uint8], flatten: Matrix3, size: Size, dpi: float) -> tuple[int, float]:
    """The turn and skew of the flattened page, seen on a small copy."""
    scale = min(1.0, LOOK_DPI / dpi)
    small = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    if np.array_equal(flatten, np.eye(3)):
        look = cv2.resize(to_grey(pixels), small, interpolation=cv2.INTER_AREA)
    else:
        shrink = np.diag([scale, scale, 1.0]) @ flatten
        look = cv2.warpPerspective(to_grey(pixels), shrink, small, flags=cv2.INTER_AREA)
    return find_turn(even_light(np.asarray(look, dtype=np.uint8)), dpi * scale)


def _moved(pixels: NDArray[np.uint8], matrix: Matrix3, size: Size, dpi: float) -> NDArray[np.uint8]:
    if np.array_equal(matrix, np.eye(3)):
        return pixels
    method = cv2.INTER_CUBIC if dpi < FINE_DPI else cv2.INTER_LINEAR
    moved = cv2.warpPerspective(pixels, matrix, size, flags=method, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, dtype=np.uint8)


def _placement(size: Size, turn: int, angle_deg: float) -> tuple[Matrix3, Size]:
    """The matrix that turns and straightens a flat page of this size, and its size then."""
    width, height = size
    turns = {
        0: np.eye(3),
        90: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], dtype=np.float64),
        180: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=np.float64),
        270: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64),
    }
    if turn in (90, 270):
        size = (height, width)
    if abs(angle_deg) < STRAIGHT_DEG:
        return turns[turn], size
    angle = np.radians(angle_deg)
    x, y = size[0] / 2, size[1] / 2
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    straight = np.array(
        [[cos, sin, x - cos * x - sin * y], [-sin, cos, y + sin * x - cos * y], [0, 0, 1]]
    )
    return straight @ turns[turn], size


def _to_homography(matrix: Matrix3) -> Homography:
    a, b, c, d, e, f, g, h, i = (float(v) for v in (matrix / matrix[2, 2]).ravel())
    return Homography((a, b, c, d, e, f, g, h, i))
