"""How a page lies is told by what marks are left of it, in any light."""

from __future__ import annotations

from itertools import islice

import cv2
import numpy as np
import pytest

from compose.blank.layouts import code_to_layouts
from forms.code import PageCode
from forms.layout import PageLayout
from ocr.marks.codes import FoundCode
from ocr.marks.squares import Solid, find_solids
from ocr.marks.standing import stand_by_code, stand_by_marks
from tests.ocr.marks.pages import form

PAPERS = {round(one.height): one for one in islice(code_to_layouts(form(), None), 4)}
SCALE = 5.0


def seen(points: list[tuple[float, float]], layout: PageLayout) -> list[tuple[float, float]]:
    """Millimetres of a page as a telephone held aslant sees them."""
    wide, tall = layout.width, layout.height
    flat = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
    photo = np.array([(90, 60), (1120, 130), (1060, 1640), (40, 1590)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, photo)
    found = cv2.perspectiveTransform(np.array([points], np.float32), matrix)[0]
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lost", range(4))
def test_the_paper_is_told_though_a_corner_mark_is_lost(paper: int, lost: int) -> None:
    layout = PAPERS[paper]
    box = layout.code
    assert box is not None
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom)]
    code = PageCode(form().id, form().version, "-", "000001", 1, 1)
    found = FoundCode(code, tuple(seen([*corners, (box.left, box.bottom)], layout)))
    middles = seen([mark.center for mark in layout.marks[:4]], layout)
    solids = [Solid(middle, 28.0) for k, middle in enumerate(middles) if k != lost]
    standing = stand_by_code(solids, found, PAPERS.values())
    assert standing is not None
    assert round(standing.height) == paper


def test_the_small_square_is_told_in_a_shadow() -> None:
    layout = PAPERS[297]
    page = np.full((round(layout.height * SCALE), round(layout.width * SCALE)), 250, np.uint8)
    for mark in layout.marks:
        left, top, right, bottom = (
            round(v * SCALE) for v in (mark.left, mark.top, mark.right, mark.bottom)
        )
        page[top:bottom, left:right] = 30
    fall = np.linspace(1.0, 0.5, page.shape[1], dtype=np.float32)
    shaded = np.asarray(page * fall, dtype=np.uint8)
    assert stand_by_marks(shaded, find_solids(shaded), PAPERS.values()) is not None
