"""Marked pages are known and laid to their layout however they lie; others are left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from compose.blank.layouts import code_to_layouts
from forms.code import PageCode
from forms.definitions import load_forms
from forms.form import Form
from ocr.marks.fit import Fitted, fit_layouts
from ocr.marks.page import Marked, find_marked
from ocr.upright import to_upright
from records.paper import Raster
from tests.ocr.marks.pages import filled, form, raster, scanned
from tests.papers.scanning import Level, Pixels

NEAR_MM = 0.3


def form_of(code: PageCode) -> Form | None:
    return form() if code.form == form().id else None


def marked(page: Raster) -> Marked | None:
    return find_marked(page, form_of, code_to_layouts, (form(),))


def without_code(pixels: Pixels) -> Pixels:
    """The page with a stamp's blot over its code, by where the code was found."""
    page = pixels.copy()
    height, width = page.shape[:2]
    page[int(0.03 * height) : int(0.16 * height), int(0.75 * width) : int(0.89 * width)] = 255
    return page


def laid(page: Raster) -> Fitted | None:
    found = marked(page)
    assert found is not None
    upright = to_upright(page, found.standing)
    return fit_layouts(upright.raster, code_to_layouts(form(), found.code))


@pytest.mark.parametrize("level", ["clean", "copier", "phone"])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_marked_page_is_known_however_it_lies(level: Level, turn: int) -> None:
    page = raster(level, turn)
    found = marked(page)
    assert found is not None
    assert found.code is not None
    assert (found.code.form, found.code.unit) == (form().id, filled().unit)
    assert found.standing is not None
    upright = to_upright(page, found.standing)
    assert upright.turn == (-90 * turn) % 360
    assert upright.raster.height > upright.raster.width


@pytest.mark.parametrize(("level", "least"), [("copier", 0.9), ("phone", 0.9), ("poor", 0.6)])
def test_a_layout_lies_on_the_page_s_own_rulings(level: Level, least: float) -> None:
    found = laid(raster(level))
    assert found is not None
    assert found.share > least
    page = to_upright(raster(level), marked(raster(level)).standing).raster  # type: ignore[union-attr]
    dark = cv2.cvtColor(page.pixels, cv2.COLOR_RGB2GRAY) < 150
    reach = round(NEAR_MM / 25.4 * page.dpi)
    hit = []
    for line in found.layout.rulings:
        if line.is_dotted or not line.is_horizontal:
            continue
        x, y = round((line.start[0] + line.end[0]) / 2), round((line.start[1] + line.end[1]) / 2)
        hit.append(dark[y - reach : y + reach + 1, x - 2 : x + 3].any())
    assert np.mean(hit) > 0.95


def test_a_page_bent_by_a_copier_is_followed() -> None:
    pixels = scanned("clean")
    height, width = pixels.shape[:2]
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    # Stretched unevenly down the page, by up to one and a half millimetres.
    bent = ys + 18 * np.sin(np.pi * ys / height) * np.cos(np.pi * xs / width)
    stretched = cv2.remap(pixels, xs, bent.astype(np.float32), cv2.INTER_LINEAR)
    found = laid(Raster(np.asarray(stretched, dtype=np.uint8), 300))
    assert found is not None
    assert found.share > 0.85


def test_one_corner_mark_may_be_lost() -> None:
    pixels = scanned("copier").copy()
    height, width = pixels.shape[:2]
    pixels[int(0.94 * height) :, : int(0.12 * width)] = 255
    found = marked(Raster(pixels, 200))
    assert found is not None
    assert found.standing is not None


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_marks_alone_tell_how_a_page_lies(turn: int) -> None:
    page = Raster(np.ascontiguousarray(np.rot90(without_code(scanned("copier")), -turn)), 200)
    found = marked(page)
    assert found is not None
    assert found.code is None
    assert found.standing is not None
    assert to_upright(page, found.standing).turn == (-90 * turn) % 360
    upright = to_upright(page, found.standing)
    assert fit_layouts(upright.raster, code_to_layouts(form(), None)) is not None


def test_a_page_without_marks_is_none_of_ours() -> None:
    blank = np.full((1200, 900, 3), 255, np.uint8)
    cv2.putText(blank, "Laporan", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    assert marked(Raster(blank, 100)) is None


def test_the_code_of_an_unknown_form_is_told_without_a_standing() -> None:
    found = find_marked(raster("clean"), lambda code: None, code_to_layouts, (form(),))
    assert found is not None
    assert found.code is not None
    assert found.standing is None


def test_another_form_s_layout_does_not_fit() -> None:
    page = raster("clean")
    found = marked(page)
    assert found is not None
    upright = to_upright(page, found.standing)
    other = next(one for one in load_forms() if one.id == "lembar-foto")
    assert fit_layouts(upright.raster, code_to_layouts(other, None)) is None
