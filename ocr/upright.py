"""A page image turned upright, flattened, straightened and evenly lit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.flat.direction import upside_down_chances
from ocr.flat.light import even_light
from ocr.flat.skew import text_skew
from ocr.flat.turning import sideways_share, turned
from ocr.ink.marks import capital_height, find_marks, ink_mask, letter_rows, to_grey
from records.geometry import Homography
from records.paper import Raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix3 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """An upright page image.

    `to_original` takes its pixels to shares 0..1 of the page as the file shows it; `turn` is
    how the page was turned clockwise.
    """

    raster: Raster
    to_original: Homography
    turn: int


def to_upright(raster: Raster) -> Upright:
    """The page upright, flat, straight and evenly lit; an empty page stays as it is."""
    grey = even_light(to_grey(raster.pixels))
    turn = _turn(grey, raster.dpi)
    grey = turned(grey, turn)
    angle = _skew(grey, raster.dpi)
    matrix, size = _placement(raster.width, raster.height, turn, angle)
    pixels = even_light(
        np.asarray(
            cv2.warpPerspective(
                raster.pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            ),
            dtype=np.uint8,
        )
    )
    shares = np.diag([1 / raster.width, 1 / raster.height, 1.0]) @ np.linalg.inv(matrix)
    return Upright(Raster(pixels, raster.dpi), _to_homography(shares), turn)


def _turn(grey: NDArray[np.uint8], dpi: float) -> int:
    marks = find_marks(ink_mask(grey))
    letters = letter_rows(marks, dpi)
    if len(letters) < 8:
        return 0
    base = 90 if sideways_share(marks, letters) > 0.5 else 0
    standing = turned(grey, base)
    crops = _line_crops(standing, dpi)
    if not crops:
        return base
    on_head = float(np.mean(upside_down_chances(crops)))
    return (base + 180) % 360 if on_head > 0.5 else base


def _line_crops(grey: NDArray[np.uint8], dpi: float, most: int = 16) -> list[NDArray[np.uint8]]:
    mask = ink_mask(grey)
    marks = find_marks(mask)
    letters = letter_rows(marks, dpi)
    height = capital_height(marks.height[letters])
    if height <= 0:
        return []
    keep = np.zeros(len(marks.stats) + 1, dtype=np.uint8)
    keep[letters + 1] = 255
    text = keep[marks.labels]
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (int(height) | 1, 3))
    lines = find_marks(np.asarray(cv2.morphologyEx(text, cv2.MORPH_CLOSE, kernel), dtype=np.uint8))
    fit = np.flatnonzero(
        (lines.height > 0.7 * height) & (lines.height < 2.2 * height) & (lines.width > 4 * height)
    )
    fit = fit[np.argsort(-lines.width[fit])][:most]
    crops = []
    for i in fit:
        left, top, width, tall = (int(v) for v in lines.stats[i, :4])
        edge = int(height * 0.2)
        crops.append(
            grey[max(0, top - edge) : top + tall + edge, left : left + min(width, tall * 6)]
        )
    return crops


def _skew(grey: NDArray[np.uint8], dpi: float) -> float:
    marks = find_marks(ink_mask(grey))
    letters = letter_rows(marks, dpi)
    height = capital_height(marks.height[letters])
    x = marks.left[letters] + marks.width[letters] / 2.0
    y = (marks.top[letters] + marks.height[letters]).astype(np.float64)
    return text_skew(np.asarray(x, dtype=np.float64), y, height)


def _placement(
    width: int, height: int, turn: int, angle_deg: float
) -> tuple[Matrix3, tuple[int, int]]:
    """The matrix from pixels of the file's page to upright ones, and the upright size."""
    turns = {
        0: np.eye(3),
        90: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], dtype=np.float64),
        180: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=np.float64),
        270: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64),
    }
    size = (width, height) if turn in (0, 180) else (height, width)
    a = np.radians(angle_deg)
    cx, cy = size[0] / 2, size[1] / 2
    cos, sin = np.cos(a), np.sin(a)
    straight = np.array(
        [
            [cos, sin, cx - cos * cx - sin * cy],
            [-sin, cos, cy + sin * cx - cos * cy],
            [0, 0, 1],
        ]
    )
    return straight @ turns[turn], size


def _to_homography(matrix: Matrix3) -> Homography:
    a, b, c, d, e, f, g, h, i = (float(v) for v in (matrix / matrix[2, 2]).ravel())
    return Homography((a, b, c, d, e, f, g, h, i))
