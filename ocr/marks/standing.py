"""How a marked page lies on its picture: a homography from four corner marks and the code.

A stamp, a staple or a torn corner may take a mark; three with the code, or the code's own corners
with two marks, still tell. Without the code, four marks tell, and the small square beside the
upper left one says which end is up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import cv2
import numpy as np

from records.geometry import Homography

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forms.layout import PageLayout
    from ocr.marks.codes import FoundCode
    from ocr.marks.squares import Solid

    Matrix3 = NDArray[np.float64]
    Points = NDArray[np.float64]

CORNERS = 4
NEAR_CODE = 0.12
"""How far the code's corners may lie from where the marks say they are, in sides of the code."""
LIKE_SIDE = 0.6
"""Marks of one page differ in size by at most this share: perspective makes near ones larger."""
LEAST_SHARE = 0.15
"""The marks of a page without a code span at least this share of the picture."""
DARK_POINTER, LIGHT_POINTER = 0.5, 0.75
"""The small square is darker than this share of the paper around it; the other corners' neighbours
lighter."""
PAPER_SHARE = 0.9
"""Of the pixels around a place, how many are no lighter than the paper's white."""
OFF_RATIO = 0.12
"""A flat page's marks stand in their own proportion within this share; a photograph's less."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A page as it lies on its picture.

    `to_page` takes pixels of the picture to millimetres of the page, `width` and `height` being
    those of the paper; `error` is what is left between marks and layout, in millimetres.
    """

    to_page: Homography
    width: float
    height: float
    error: float

    @property
    def matrix(self) -> Matrix3:
        """`to_page` as a matrix."""
        return np.array(self.to_page.rows, dtype=np.float64).reshape(3, 3)


def stand_by_code(
    solids: Sequence[Solid], found: FoundCode, layouts: Iterable[PageLayout]
) -> Standing | None:
    """How the page lies whose code was found; None where too few marks are seen.

    Layouts of other papers and letterheads share the code's place and differ in their marks: the
    one that fits best decides.
    """
    best: Standing | None = None
    tried: set[tuple[float, float]] = set()
    for layout in layouts:
        if layout.code is None or (layout.width, layout.height) in tried:
            continue
        tried.add((layout.width, layout.height))
        one = _with_code(solids, found, layout)
        if one is not None and (best is None or one.error < best.error):
            best = one
    return best


def _with_code(solids: Sequence[Solid], found: FoundCode, layout: PageLayout) -> Standing | None:
    marks = np.array([mark.center for mark in layout.marks[:CORNERS]])
    code = layout.code
    if len(marks) < CORNERS or code is None:
        return None
    left, top, right, bottom = code.left, code.top, code.right, code.bottom
    on_page = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    on_picture = np.array(found.corners)
    near = _affine(on_page, on_picture)
    middles = np.array([solid.middle for solid in solids]).reshape(-1, 2)
    chosen = _choose(middles, marks, near, on_page, on_picture)
    if chosen is None:
        return None
    return _to_standing(*chosen, layout)


def _choose(
    middles: Points,
    marks: Points,
    near: Matrix3,
    on_page: Points,
    on_picture: Points,
) -> tuple[Points, Points] | None:
    """Which dark squares are the marks: (marks on the page, on the picture) that fit the code."""
    # Where the code alone would put each mark tells which squares may be it.
    guessed = _apply(near, marks)
    side = float(np.linalg.norm(on_picture[1] - on_picture[0]))
    side_mm = float(on_page[1, 0] - on_page[0, 0])
    options: list[list[int]] = []
    for k in range(CORNERS):
        far = np.linalg.norm(marks[k] - on_page.mean(axis=0)) / side_mm * side
        gaps = np.linalg.norm(middles - guessed[k], axis=1) if len(middles) else np.zeros(0)
        options.append([int(n) for n in np.argsort(gaps) if gaps[n] <= 0.35 * far + 0.3 * side][:5])
    for size in (4, 3, 2):
        best = None
        for corners in combinations(range(CORNERS), size):
            for picked in _products([options[k] for k in corners]):
                page = np.vstack([marks[list(corners)], on_page])
                picture = np.vstack([middles[picked], on_picture])
                error = _misfit(page, picture, size, side)
                if error <= NEAR_CODE and (best is None or error < best[0]):
                    best = (error, page, picture)
        if best is not None:
            return best[1], best[2]
    return None


def _products(options: Sequence[Sequence[int]]) -> Iterable[list[int]]:
    if not options:
        yield []
        return
    for first in options[0]:
        for rest in _products(options[1:]):
            if first not in rest:
                yield [first, *rest]


def _misfit(page: Points, picture: Points, marks: int, side: float) -> float:
    """How far the worst point of all lies from where a homography puts it, in code sides."""
    matrix = _homography(page, picture, marks)
    if matrix is None:
        return float("inf")
    gaps = np.linalg.norm(_apply(matrix, page) - picture, axis=1)
    return float(gaps.max()) / side


def _homography(page: Points, picture: Points, marks: int) -> Matrix3 | None:
    """The homography of the points; the far marks count most where there are four."""
    weights = [3] * marks + [1] * (len(page) - marks)
    from_page = np.repeat(page, weights, axis=0)
    to_picture = np.repeat(picture, weights, axis=0)
    found, _ = cv2.findHomography(from_page, to_picture, 0)
    return None if found is None else np.asarray(found, dtype=np.float64)


def _to_standing(page: Points, picture: Points, layout: PageLayout) -> Standing | None:
    marks = len(page) - CORNERS
    matrix = _homography(page, picture, marks)
    if matrix is None or abs(np.linalg.det(matrix)) < 1e-12:
        return None
    back = np.asarray(np.linalg.inv(matrix), dtype=np.float64)
    gaps = np.linalg.norm(_apply(back, picture) - page, axis=1)
    return Standing(_to_record(back), layout.width, layout.height, float(gaps.mean()))


def stand_by_marks(
    grey: NDArray[np.uint8], solids: Sequence[Solid], layouts: Iterable[PageLayout]
) -> Standing | None:
    """How a page without a readable code lies; None unless all four marks and the small one show.

    Any of our layouts of each paper will do: they share their marks.
    """
    papers = {(one.width, one.height): one for one in layouts if len(one.marks) > CORNERS}
    quads = _quads(grey, solids)
    best: tuple[float, Standing] | None = None
    for quad in quads:
        for layout in papers.values():
            marks = np.array([mark.center for mark in layout.marks[:CORNERS]])
            for turn in range(CORNERS):
                # Clockwise on the picture; the layout's order is row by row.
                a, b, d, c = np.roll(quad, -turn, axis=0)
                picture = np.array([a, b, c, d])
                off = _off_ratio(picture, marks)
                if off > OFF_RATIO or not _has_pointer(grey, picture, marks, layout):
                    continue
                standing = _four(marks, picture, layout)
                if standing is not None and (best is None or off < best[0]):
                    best = (off, standing)
        if best is not None:
            return best[1]
    return None


def _quads(grey: NDArray[np.uint8], solids: Sequence[Solid]) -> list[Points]:
    """Four squares of about one size that span much of the picture, clockwise, largest first."""
    found: list[tuple[float, Points]] = []
    for four in combinations(solids, CORNERS):
        sides = [solid.side for solid in four]
        if min(sides) < LIKE_SIDE * max(sides):
            continue
        points = np.array([solid.middle for solid in four])
        middle = points.mean(axis=0)
        around = np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))
        quad = points[around].astype(np.float32)
        area = float(cv2.contourArea(quad))
        if area >= LEAST_SHARE * grey.size and cv2.isContourConvex(quad.reshape(-1, 1, 2)):
            found.append((area, quad.astype(np.float64)))
    found.sort(key=lambda pair: -pair[0])
    return [quad for _, quad in found[:4]]


def _off_ratio(picture: Points, marks: Points) -> float:
    """How much the proportions of four points differ from those of the marks."""
    across = np.linalg.norm(picture[1] - picture[0]) + np.linalg.norm(picture[3] - picture[2])
    down = np.linalg.norm(picture[2] - picture[0]) + np.linalg.norm(picture[3] - picture[1])
    true = (marks[2, 1] - marks[0, 1]) / (marks[1, 0] - marks[0, 0])
    return float(abs(np.log(down / across / true)))


def _has_pointer(
    grey: NDArray[np.uint8], picture: Points, marks: Points, layout: PageLayout
) -> bool:
    """Whether the small square stands beside the upper left mark, and beside no other."""
    pointer = np.array(layout.marks[CORNERS].center)
    reach = pointer - marks[0]
    inner = np.array([[1, 1], [-1, 1], [1, -1], [-1, -1]])
    places = marks + inner * reach
    matrix, _ = cv2.findHomography(marks, picture, 0)
    if matrix is None:
        return False
    seen = _apply(np.asarray(matrix, dtype=np.float64), places)
    around = float(np.linalg.norm(seen - picture, axis=1).mean())
    # A shadow lies over one corner and not over another: each is held to its own paper.
    first, *others = (_level(grey, x, y, around) for x, y in seen.tolist())
    return first < DARK_POINTER and min(others) > LIGHT_POINTER


def _level(grey: NDArray[np.uint8], x: float, y: float, around: float) -> float:
    """How light a place is beside the paper around it."""
    reach = round(around)
    window = grey[max(0, round(y) - 2) : round(y) + 3, max(0, round(x) - 2) : round(x) + 3]
    wide = grey[
        max(0, round(y) - reach) : round(y) + reach, max(0, round(x) - reach) : round(x) + reach
    ]
    if not window.size or not wide.size:
        return 1.0
    return float(window.mean()) / max(1.0, float(np.quantile(wide, PAPER_SHARE)))


def _four(marks: Points, picture: Points, layout: PageLayout) -> Standing | None:
    matrix, _ = cv2.findHomography(picture, marks, 0)
    if matrix is None:
        return None
    back = np.asarray(matrix, dtype=np.float64)
    return Standing(_to_record(back), layout.width, layout.height, 0.0)


def _affine(page: Points, picture: Points) -> Matrix3:
    """The affine map of the code's corners: steadier far from it than a homography."""
    rows = np.hstack([page, np.ones((len(page), 1))])
    solved, *_ = np.linalg.lstsq(rows, picture, rcond=None)
    return np.vstack([solved.T, [0.0, 0.0, 1.0]])


def _apply(matrix: Matrix3, points: Points) -> Points:
    whole = np.hstack([points, np.ones((len(points), 1))]) @ matrix.T
    return np.asarray(whole[:, :2] / whole[:, 2:], dtype=np.float64)


def _to_record(matrix: Matrix3) -> Homography:
    a, b, c, d, e, f, g, h, i = (float(v) for v in (matrix / matrix[2, 2]).ravel())
    return Homography((a, b, c, d, e, f, g, h, i))
