"""A layout laid on an upright page: millimetres to pixels, bent where paper or copier bent it.

The page's own rulings say how far each part of it stands off; a smooth surface through what most
of them say is the fit. Pen strokes, stamps and lost lines are outvoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.marks import to_grey
from ocr.marks.lines import STEP, Offset, find_offsets
from records.geometry import Box, Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forms.layout import PageLayout
    from records.paper import Raster

    Floats = NDArray[np.float64]

ROUNDS = ((2.5, 1), (1.2, 2), (0.8, 3))
"""How far rulings are looked for, in millimetres, and the degree of the surface, round by round."""
STIFFNESS = (0.0, 0.02, 0.5, 2.0)
"""How much a term of each degree must be worth: bends are believed where many rulings say so."""
NEAR = 0.35
"""A ruling this near to the surface, in millimetres, bears it out."""
STILL_OFF = 0.12
"""Where nearly all rulings stood no further off than so many millimetres before a round, the next
one has nothing to mend."""
LEAST_FIT, SURE_FIT = 0.6, 0.88
"""Share of the rulings looked for that bear a layout out which belongs to the page: its own has
0.93 and more on copies of copies, another form's 0.45 at the most."""
CREASED, LAST_REACH = 12.0, 1.4
"""What rulings still stand off after the last round goes over to all within so many millimetres
of them: creases are no smooth surface. None stands off further than `LAST_REACH` then."""
LONE = 0.5
"""Rulings that one place must be weighed against: far from all of them nothing is moved."""
VOTES = 6
COARSE = 40
"""The surface is reckoned at so many places each way; between them it is as good as straight."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout in pixels of the upright page, and the share of its rulings that were found."""

    layout: PageLayout
    share: float


def fit_layouts(raster: Raster, layouts: Iterable[PageLayout]) -> Fitted | None:
    """The layout that an upright page is of, laid on it; None where none fits.

    The page fills the raster, as it does when it was made upright by its corner marks.
    """
    best: Fitted | None = None
    for layout in layouts:
        one = _fit(raster, layout)
        if best is None or one.share > best.share:
            best = one
        if best.share >= SURE_FIT:
            break
    return best if best is not None and best.share >= LEAST_FIT else None


def _fit(raster: Raster, layout: PageLayout) -> Fitted:
    bend = _Bend(layout.width, layout.height)
    scale = (raster.width / layout.width, raster.height / layout.height)
    grey = to_grey(raster.pixels)
    share = 0.0
    for reach, degree in ROUNDS:
        dark = _darkness(grey, layout, bend, scale)
        across, tried_across = find_offsets(dark, layout, reach, horizontal=False)
        down, tried_down = find_offsets(dark, layout, reach, horizontal=True)
        near_across = bend.add(across, degree, is_across=True)
        near_down = bend.add(down, degree, is_across=False)
        tried = max(1, tried_across + tried_down)
        share = (near_across + near_down) / tried
        still = sum(abs(one.off) <= STILL_OFF for one in (*across, *down))
        if share < LEAST_FIT / 2 or still >= SURE_FIT * tried:
            break
    else:
        dark = _darkness(grey, layout, bend, scale)
        across, _ = find_offsets(dark, layout, LAST_REACH, horizontal=False)
        down, _ = find_offsets(dark, layout, LAST_REACH, horizontal=True)
        bend.settle(across, down)
    return Fitted(_placed(layout, bend, scale), share)


class _Bend:
    """How far each place of a layout stands off, in millimetres: two smooth surfaces."""

    def __init__(self, width: float, height: float) -> None:
        self._size = np.array([width, height])
        terms = len(_terms(np.zeros((1, 2)), 3)[0])
        self._across, self._down = np.zeros(terms), np.zeros(terms)
        self._creases: tuple[Sequence[Offset], Sequence[Offset]] = ((), ())

    def at(self, points: Floats) -> Floats:
        """Where the points (n x 2, millimetres) really stand."""
        terms = _terms(points / self._size * 2 - 1, 3)
        moved = points + np.stack([terms @ self._across, terms @ self._down], axis=1)
        for axis, offsets in enumerate(self._creases):
            if offsets:
                moved[:, axis] += _nearby(points, offsets)
        return np.asarray(moved)

    def settle(self, across: Sequence[Offset], down: Sequence[Offset]) -> None:
        """Moves each place by what the rulings around it still stand off."""
        self._creases = (across, down)

    def add(self, offsets: Sequence[Offset], degree: int, *, is_across: bool) -> int:
        """Bends the surface by what is still off; how many bear it out."""
        if len(offsets) < 3:
            return 0
        places = np.array([[one.x, one.y] for one in offsets])
        off = np.array([one.off for one in offsets])
        weights = np.array([one.alike for one in offsets])
        terms = _terms(places / self._size * 2 - 1, 3)
        stiff = np.concatenate(
            [np.full(k + 1, STIFFNESS[k] if k <= degree else 1e6) for k in range(4)]
        )
        solved = np.zeros(terms.shape[1])
        solved[0] = float(np.median(off))
        for _ in range(VOTES):
            left = off - terms @ solved
            # Far ones count little: a wrong line is no vote.
            vote = weights / (1 + (left / NEAR) ** 2) ** 2
            normal = terms.T @ (terms * vote[:, None]) + np.diag(stiff)
            solved = np.linalg.solve(normal + 1e-9 * np.eye(len(stiff)), terms.T @ (vote * off))
        if is_across:
            self._across += solved
        else:
            self._down += solved
        return int((np.abs(off - terms @ solved) <= NEAR).sum())


def _nearby(points: Floats, offsets: Sequence[Offset]) -> Floats:
    """What stands off around each point, the nearest counting most."""
    places = np.array([[one.x, one.y] for one in offsets])
    away = ((points[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
    weights = np.exp(-away / (2 * CREASED**2)) * np.array([one.alike for one in offsets])
    off = np.array([one.off for one in offsets])
    return np.asarray(weights @ off / (weights.sum(axis=1) + LONE))


def _terms(points: Floats, degree: int) -> Floats:
    """Products of powers of x and y, degree by degree."""
    x, y = points[:, 0], points[:, 1]
    return np.stack([x ** (n - k) * y**k for n in range(degree + 1) for k in range(n + 1)], axis=1)


def _darkness(
    grey: NDArray[np.uint8], layout: PageLayout, bend: _Bend, scale: tuple[float, float]
) -> NDArray[np.float32]:
    """The page's darkness resampled to the layout as it is fitted so far."""
    wide, tall = round(layout.width * STEP), round(layout.height * STEP)
    coarse = COARSE
    # Middles of equal cells: what `resize` takes the values of a small picture to be.
    middles = (np.arange(coarse) + 0.5) / coarse
    xs, ys = np.meshgrid(middles * layout.width, middles * layout.height)
    places = bend.at(np.stack([xs.ravel(), ys.ravel()], axis=1)) * np.array(scale) - 0.5
    maps = [
        cv2.resize(
            places[:, k].reshape(coarse, coarse).astype(np.float32),
            (wide, tall),
            interpolation=cv2.INTER_LINEAR,
        )
        for k in range(2)
    ]
    seen = cv2.remap(grey, maps[0], maps[1], cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(1 - seen.astype(np.float32) / 255, dtype=np.float32)


def _placed(layout: PageLayout, bend: _Bend, scale: tuple[float, float]) -> PageLayout:
    """The layout in pixels of the page."""

    def points(found: Sequence[Point]) -> list[Point]:
        moved = bend.at(np.array(found, dtype=np.float64)) * np.array(scale)
        return [(float(x), float(y)) for x, y in moved]

    def box(one: Box) -> Box:
        """The upright box that its sides' middles bound."""
        x, y = one.center
        left, top, right, bottom = points(
            [(one.left, y), (x, one.top), (one.right, y), (x, one.bottom)]
        )
        return Box(left[0], top[1], max(left[0], right[0]), max(top[1], bottom[1]))

    rulings = []
    for line in layout.rulings:
        start, end = points([line.start, line.end])
        rulings.append(replace(line, start=start, end=end, thickness=line.thickness * scale[1]))
    return replace(
        layout,
        width=layout.width * scale[0],
        height=layout.height * scale[1],
        places=tuple(
            replace(p, box=box(p.box), parts=tuple(box(part) for part in p.parts))
            for p in layout.places
        ),
        marks=tuple(box(mark) for mark in layout.marks),
        code=None if layout.code is None else box(layout.code),
        rulings=tuple(rulings),
        texts=tuple(replace(text, box=box(text.box)) for text in layout.texts),
    )
