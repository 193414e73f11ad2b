"""The true proportions of a photographed page, and the size it is flattened to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Corners = NDArray[np.float64]

PAPERS_INCH = ((8.27, 11.69), (8.5, 13.0), (8.27, 12.99), (8.5, 11.0), (8.5, 14.0))
"""A4, F4 in both its sizes, letter, legal."""
SNAP = 0.03
"""A page within this share of a paper's proportions is that paper."""


def flattening(
    corners: Corners, width: int, height: int, dpi: float
) -> tuple[NDArray[np.float64], tuple[int, int], float]:
    """The matrix that flattens the page with these corners, its size in pixels, its resolution."""
    ratio = page_ratio(corners, width, height)
    ratio, paper = _snapped(ratio)
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    across, down = max(sides[0], sides[2]), max(sides[1], sides[3])
    # Neither direction loses pixels.
    flat_height = max(down, across * ratio)
    size = (max(1, round(flat_height / ratio)), max(1, round(flat_height)))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    if paper is not None:
        dpi = min(size) / paper[0]
    return np.asarray(matrix, dtype=np.float64), size, dpi


def page_ratio(corners: Corners, width: int, height: int) -> float:
    """Height over width of the flat page, from its corners in a photograph.

    After Zhang and He, Whiteboard scanning (2004): square pixels, lens in the picture's middle.
    Views too flat to tell the focal length by fall back on the mean of opposite sides.
    """
    middle = np.array([width / 2, height / 2])
    m1, m2, m4, m3 = (np.append(c - middle, 1.0) for c in corners)
    k2 = np.dot(np.cross(m1, m4), m3) / np.dot(np.cross(m2, m4), m3)
    k3 = np.dot(np.cross(m1, m4), m2) / np.dot(np.cross(m3, m4), m2)
    n2, n3 = k2 * m2 - m1, k3 * m3 - m1
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    simple = float((sides[1] + sides[3]) / (sides[0] + sides[2]))
    flat = n2[2] * n3[2]
    if abs(flat) < 1e-4:
        return simple
    focal2 = -(n2[0] * n3[0] + n2[1] * n3[1]) / flat
    size = max(width, height)
    if not (0.5 * size) ** 2 < focal2 < (4 * size) ** 2:
        return simple
    scale = np.array([1 / focal2, 1 / focal2, 1.0])
    found = math.sqrt(float((n3 * n3 * scale).sum() / (n2 * n2 * scale).sum()))
    return found if 0.8 < found / simple < 1.25 else simple


def _snapped(ratio: float) -> tuple[float, tuple[float, float] | None]:
    tall = max(ratio, 1 / ratio)
    paper = min(PAPERS_INCH, key=lambda p: abs(p[1] / p[0] / tall - 1))
    true = paper[1] / paper[0]
    if abs(true / tall - 1) > SNAP:
        return ratio, None
    return (true if ratio > 1 else 1 / true), paper
