"""Strokes worn to specks are lines still, and what a copy lost of them is guessed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.drawing.connectors.choice import LOST
from ocr.drawing.connectors.tracing import trace
from ocr.drawing.connectors.worn import worn_lines
from ocr.drawing.values import Segment, Shape
from records.geometry import Point
from records.paper import SymbolKind

LETTER = 20.0
PAPER = 250


def _page(seed: int = 1) -> NDArray[np.uint8]:
    grain = np.random.default_rng(seed).normal(PAPER - 3, 3, (200, 400))
    return np.clip(grain, 0, 255).astype(np.uint8)


def _worn(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return worn_lines(page, np.zeros_like(page), LETTER)


@pytest.mark.parametrize(
    ("levels", "share"), [(12, 1.0), (60, 0.5), (120, 0.5)], ids=["pale", "specks", "dark specks"]
)
def test_pale_lines_and_rows_of_specks_are_lines(levels: int, share: float) -> None:
    page = _page()
    inked = 50 + np.flatnonzero(np.random.default_rng(2).random(300) < share)
    page[100, inked] -= np.uint8(levels)
    found = _worn(page)
    assert found[98:103, 60:340].any(axis=0).mean() > 0.9
    found[96:105] = 0
    assert not found.any()


def test_grain_specks_of_dirt_and_short_rows_are_no_lines() -> None:
    page = _page()
    page[40, 50:70] = 200
    for x in (80, 160, 240, 320):
        page[120:123, x : x + 3] = 0
    assert not _worn(page).any()


def _box(x: float, y: float) -> Shape:
    corners = [[x - 50, y - 20], [x + 50, y - 20], [x + 50, y + 20], [x - 50, y + 20]]
    return Shape(SymbolKind.PROCESS, np.array(corners, np.float32), 0.9)


SHAPES = (_box(100, 100), _box(500, 300))


def _line(*points: Point, head: bool = False) -> Segment:
    return Segment(points[0], points[1], 2.0, heads=(0.0, 1.0 if head else 0.0))


TAIL, BAR, HEAD = (
    _line((100, 120), (100, 160)),
    _line((100, 160), (500, 160)),
    _line((500, 160), (500, 280), head=True),
)


@pytest.mark.parametrize(
    "segments",
    [
        (TAIL, _line((100, 160), (250, 160)), _line((360, 160), (500, 160)), HEAD),
        (TAIL, _line((100, 160), (480, 160)), _line((500, 175), (500, 280), head=True)),
        (_line((100, 145), (500, 145)), _line((500, 145), (500, 280), head=True)),
        (TAIL, BAR, _line((500, 160), (500, 220))),
    ],
    ids=["a gap", "a corner", "a stub", "a tip"],
)
def test_what_was_lost_between_two_ends_is_guessed_and_doubted(
    segments: tuple[Segment, ...],
) -> None:
    (stroke,) = trace(segments, SHAPES, None, LETTER)
    assert {round(stroke.points[0][1], -1), round(stroke.points[-1][1], -1)} == {120, 280}
    assert stroke.confidence <= LOST


@pytest.mark.parametrize(
    "segments",
    [
        (TAIL, _line((100, 160), (200, 160)), _line((400, 160), (500, 160)), HEAD),
        (TAIL, _line((100, 160), (250, 160)), _line((360, 172), (500, 172)), HEAD),
        (TAIL, _line((100, 160), (140, 160)), _line((260, 160), (280, 160))),
    ],
    ids=["too far", "aside", "little beside a wide gap"],
)
def test_ends_that_do_not_face_each_other_are_not_linked(segments: tuple[Segment, ...]) -> None:
    strokes = trace(segments, SHAPES, None, LETTER)
    assert all(stroke.confidence < LOST for stroke in strokes)


def test_a_drawn_connector_is_not_doubted() -> None:
    (stroke,) = trace((TAIL, BAR, HEAD), SHAPES, None, LETTER)
    assert stroke.confidence > LOST
