"""The pen's ink in boxes: frames left out, crosses and passing strokes known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.cells.crosses import is_cross
from ocr.cells.ink import row_to_masks
from ocr.cells.settle import settle_grid
from ocr.cells.solids import find_solids
from ocr.cells.tally import count_strokes
from ocr.cells.window import cut_window
from records.geometry import Box, Homography
from records.pen import Grid

SCALE = 8.0
Place = tuple[float, float]
PLACE = Homography((SCALE, 0, 0, 0, SCALE, 0, 0, 0, 1))
CELLS = tuple(Box(10 + 8 * k, 10, 17 + 8 * k, 18) for k in range(3))


def _paper(shade: int, cells: tuple[Box, ...] = CELLS) -> NDArray[np.uint8]:
    page = np.full((240, 480), 250, np.uint8)
    for cell in cells:
        left, top, right, bottom = (
            round(v * SCALE) for v in (cell.left, cell.top, cell.right, cell.bottom)
        )
        cv2.rectangle(page, (left - 2, top - 2), (right + 1, bottom + 1), shade, 2)
    return page


def _stroke(page: NDArray[np.uint8], *points: tuple[float, float]) -> None:
    """Strokes in millimetres."""
    path = np.array([[round(x * SCALE), round(y * SCALE)] for x, y in points], np.int32)
    cv2.polylines(page, [path], False, 40, 4, cv2.LINE_AA)


@pytest.mark.parametrize("shade", [200, 30], ids=["pale", "black"])
def test_frames_are_no_ink(shade: int) -> None:
    page = _paper(shade)
    _stroke(page, (21.5, 11.5), (21.5, 16.5))
    window = cut_window(page, PLACE, Box(5, 5, 40, 23), SCALE)
    masks = row_to_masks(window, CELLS)
    assert [mask.ink.any() for mask in masks] == [False, True, False]
    assert not any(mask.is_struck for mask in masks)


def test_a_cross_strikes_its_box_out() -> None:
    page = _paper(190)
    _stroke(page, (9.6, 10), (17.2, 18.2))
    _stroke(page, (17.3, 9.7), (10, 17.8))
    masks = row_to_masks(cut_window(page, PLACE, Box(5, 5, 40, 23), SCALE), CELLS)
    assert [mask.is_struck for mask in masks] == [True, False, False]


def test_a_stroke_through_rows_strikes_out_what_it_passes() -> None:
    page = _paper(190)
    _stroke(page, (11, 6), (24, 22))
    masks = row_to_masks(cut_window(page, PLACE, Box(5, 5, 40, 23), SCALE), CELLS)
    assert [mask.is_struck for mask in masks] == [True, True, False]


SHAPES: list[tuple[str, bool, list[list[tuple[int, int]]]]] = [
    ("cross", True, [[(2, 2), (38, 38)], [(38, 2), (2, 38)]]),
    ("seven", False, [[(4, 4), (36, 4), (14, 38)]]),
    ("four", False, [[(10, 2), (6, 22), (36, 22)], [(28, 8), (28, 38)]]),
    ("eight", False, [[(20, 2), (34, 10), (6, 30), (20, 38), (34, 30), (6, 10), (20, 2)]]),
    ("nought", False, [[(20, 2), (36, 20), (20, 38), (4, 20), (20, 2)]]),
    ("plus", False, [[(20, 2), (20, 38)], [(2, 20), (38, 20)]]),
    ("stroke", False, [[(4, 36), (36, 4)]]),
]


@pytest.mark.parametrize(("name", "crossed", "lines"), SHAPES, ids=[s[0] for s in SHAPES])
def test_only_crosses_are_crosses(
    name: str, crossed: bool, lines: list[list[tuple[int, int]]]
) -> None:
    ink = np.zeros((40, 40), np.uint8)
    for line in lines:
        cv2.polylines(ink, [np.array(line, np.int32)], False, 1, 3)
    assert is_cross(ink > 0, Box(0, 0, 40, 40)) is crossed, name


@pytest.mark.parametrize(("dx", "dy"), [(0.0, 0.0), (1.8, -1.2), (-2.2, 2.0)])
def test_a_grid_settles_on_its_frames(dx: float, dy: float) -> None:
    moved = tuple(Box(c.left + dx, c.top + dy, c.right + dx, c.bottom + dy) for c in CELLS)
    page = _paper(205, moved)
    _stroke(page, (12 + dx, 12 + dy), (15 + dx, 17 + dy))
    mask = np.where(page < 230, 255, 0).astype(np.uint8)
    settled = settle_grid(mask, PLACE, Grid(CELLS, (0.0, 0.0), (3.0, 3.0)))
    for found, true in zip(settled.cells, moved, strict=True):
        assert abs(found.left - true.left) < 0.35
        assert abs(found.top - true.top) < 0.35
    assert settled.score > 0.5


Stroke = tuple[Place, ...]


def _counted(*strokes: Stroke) -> int:
    """How many strokes are counted in one cell of a tally, drawn through those points."""
    cells = (Box(10, 10, 20, 17),)
    page = _paper(205, cells)
    for points in strokes:
        _stroke(page, *points)
    return count_strokes(page, PLACE, cells)[0][0]


def _upright(count: int, foot: float = 16) -> list[Stroke]:
    return [((12 + 1.6 * k, 11), (11.8 + 1.6 * k, foot)) for k in range(count)]


@pytest.mark.parametrize("count", range(6))
def test_strokes_of_a_tally_are_counted(count: int) -> None:
    through = [((11, 15.5), (18, 11.5))] if count == 5 else []
    assert _counted(*_upright(min(count, 4)), *through) == count


CROSSES = {
    "even": (((11.5, 11.5), (18, 15.5)), ((18, 11.3), (11.8, 15.8))),
    "a long arm": (((11.2, 12), (14, 13.2), (19.4, 15.9)), ((16.5, 11.8), (11.4, 15.2))),
    "bent arms": (((12, 11.2), (14.2, 12.6), (15, 15.8)), ((16.4, 11.2), (14, 13), (11, 14.4))),
}


@pytest.mark.parametrize("strokes", CROSSES.values(), ids=CROSSES)
def test_a_tally_struck_out_counts_nothing(strokes: tuple[Stroke, ...]) -> None:
    assert _counted(*strokes) == 0


def test_a_stroke_that_begins_at_its_edge_leaves_a_tally() -> None:
    assert _counted(*_upright(3, foot=15), ((12, 16.6), (45, 27))) == 3


def test_a_bundle_struck_through_on_the_level_is_five() -> None:
    four = [((12.2 + 1.3 * k, 11.6), (12.8 + 1.3 * k, 15.4)) for k in range(4)]
    assert _counted(*four, ((11.6, 13.2), (17.9, 13.7))) == 5


def test_squares_bars_and_triangles_are_solid_and_letters_are_not() -> None:
    page = np.zeros((400, 800), np.uint8)
    cv2.rectangle(page, (20, 20), (60, 60), 255, -1)
    cv2.rectangle(page, (100, 20), (130, 32), 255, -1)
    cv2.fillPoly(page, [np.array([[200, 20], [230, 20], [230, 50]], np.int32)], 255)
    cv2.putText(page, "JUMLAH B8", (20, 200), cv2.FONT_HERSHEY_DUPLEX, 2, 255, 6)
    found = find_solids(page, 8.0)
    assert [(round(box.left), round(box.top)) for box in found] == [(20, 20), (100, 20), (200, 20)]
