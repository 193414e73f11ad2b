"""Pages stand upright and straight, however they were laid on the glass or photographed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.upright import to_upright
from records.paper import Raster
from tests.ocr.papers import leaning, photographed, written

TURNS = {
    0: None,
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_turned_upright(turn: int) -> None:
    page = written()
    code = TURNS[turn]
    laid = page if code is None else np.asarray(cv2.rotate(page, code), np.uint8)
    upright = to_upright(Raster(laid, 150.0))
    assert upright.turn == turn
    assert (upright.raster.width, upright.raster.height) == (900, 1200)


@pytest.mark.parametrize("degrees", [-9.0, -3.0, -0.4, 0.7, 5.0, 9.5])
def test_a_leaning_page_is_straightened(degrees: float) -> None:
    upright = to_upright(Raster(leaning(written(), degrees), 150.0))
    rows = np.flatnonzero((upright.raster.pixels < 128).any(axis=1))
    lines = 1 + int(np.count_nonzero(np.diff(rows) > 1))
    assert upright.turn == 0
    assert lines >= 6, "straight lines leave white rows between them"


def test_a_point_leads_back_to_the_page_as_the_file_shows_it() -> None:
    laid = np.asarray(cv2.rotate(written(), cv2.ROTATE_90_CLOCKWISE), np.uint8)
    upright = to_upright(Raster(laid, 150.0))
    x, y = upright.to_original.apply((0.0, 0.0))
    assert (x, y) == pytest.approx((1.0, 0.0), abs=0.02)


@pytest.mark.parametrize("ground", [(70, 90, 40), (40, 40, 45), (120, 60, 60), (60, 50, 120)])
def test_a_photographed_page_is_cut_out_of_its_background(ground: tuple[int, int, int]) -> None:
    upright = to_upright(Raster(photographed(written(), ground), 150.0))
    corners = [upright.to_original.apply(p) for p in ((0.0, 0.0), (upright.raster.width, 0.0))]
    assert corners[0] == pytest.approx((90 / 1080, 110 / 1360), abs=0.01)
    assert corners[1] == pytest.approx((960 / 1080, 80 / 1360), abs=0.01)
    assert upright.raster.height / upright.raster.width == pytest.approx(4 / 3, rel=0.08)


def test_an_empty_page_stays_as_it_is() -> None:
    page = np.full((400, 300), 230, np.uint8)
    upright = to_upright(Raster(page, 150.0))
    assert upright.turn == 0
    assert upright.raster.pixels.shape == page.shape


def test_paper_becomes_white_in_uneven_light() -> None:
    shade = np.linspace(0.5, 1.0, 900)[None, :]
    page = (written() * shade).astype(np.uint8)
    upright = to_upright(Raster(page, 150.0))
    assert float(np.median(upright.raster.pixels)) > 240
