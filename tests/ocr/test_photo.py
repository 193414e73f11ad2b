"""The page in a photograph: found on its table, in even light and under a shadow."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.flat.photo import find_page

CORNERS = np.array([[60, 80], [540, 60], [560, 740], [50, 720]], dtype=np.float64)
TABLE, PAPER = (120, 92, 70), (215, 216, 220)


def _photograph() -> NDArray[np.uint8]:
    page = np.full((800, 600, 3), TABLE, np.uint8)
    cv2.fillPoly(page, [CORNERS.astype(np.int32)], PAPER)
    for y in range(140, 680, 24):
        cv2.line(page, (110, y), (470, y), (40, 40, 40), 3)
    return page


def _shaded(page: NDArray[np.uint8], lean: float) -> NDArray[np.uint8]:
    """Half of the picture in a shadow whose edge leans so many radians."""
    y, x = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    off = (x - 300) * np.cos(lean) + (y - 400) * np.sin(lean)
    light = 1 - 0.45 / (1 + np.exp(-off / 25))
    return np.asarray(page * light[..., None], dtype=np.uint8)


@pytest.mark.parametrize("lean", [None, 0.0, 0.6, 1.5, 2.4, 4.0])
def test_a_shadow_does_not_cut_the_page(lean: float | None) -> None:
    page = _photograph()
    found = find_page(page if lean is None else _shaded(page, lean))
    assert found is not None
    assert np.abs(found - CORNERS).max() < 8


def test_a_scan_without_surroundings_has_no_page_to_be_found() -> None:
    page = np.full((800, 600, 3), PAPER, np.uint8)
    cv2.line(page, (110, 300), (470, 300), (40, 40, 40), 3)
    assert find_page(page) is None
