"""The pen's ink in a row of boxes: frames, guides and strokes that only pass through taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.cells.crosses import is_cross
from records.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.cells.window import Window

    Flags = NDArray[np.bool_]

DARK_FRAME = 0.42
"""Frames at least this dark (contrast to paper, 0..1) may be as dark as a pen."""
PEN = 0.27
"""What is at least this dark may be a pen's."""
ABOVE_FRAME, JUST_ABOVE = 0.1, 0.04
"""A pen is darker than a pale frame and the guides printed with it, by this much; where a stroke
goes on faintly, by less."""
FAINTEST = 0.2
STRONG_SHARE = 0.25
"""Share of a stroke that must be surely a pen's."""
INNER = 0.35
"""Share of a mark's ink that lies within its own frame."""
FRAME = 0.45
"""Millimetres around a cell in which its own dark frame is wiped."""
RIM = 0.12
"""Of a cell's side: how far beyond its cell a sign may reach and still be cut whole."""
BEYOND = 0.42
"""A stroke that leaves its row by more than this share of the height strikes rows out."""
LONG_STRIKE, STRIKE_INNER = 2.4, 0.6
"""So many cells long, so much of it within their frames, a stroke strikes out: it is no ligature
and no frame."""
RULING = 1.7
"""So many cells long, a straight line of ink outside of them is a ruling."""
REST_WIDTH = 0.13
"""Of a cell's side: what is left of a frame is not wider."""
SPECK = 0.012
"""Of a cell's area: less ink is dust."""
LEAST_PART = 0.004
"""Of a cell's area: less ink of a mark says nothing."""
MIDDLE = 0.13
"""Of a cell's sides: so far from its edges a stroke that strikes it out runs through it."""
OUTSIDE = 0.5
"""A mark with more than this share outside of all cells belongs to none."""


@dataclass(frozen=True, slots=True, eq=False)
class CellMask:
    """The pen's ink in and around one cell, in a window's pixels."""

    ink: Flags
    """Of the whole window."""
    box: Box
    share: float
    is_passed: bool
    """Whether a stroke runs through it and on."""
    is_cross: bool
    """Whether its own ink is two strokes from corner to corner."""

    @property
    def is_struck(self) -> bool:
        """Whether the cell is struck out, this way or that."""
        return self.is_passed or self.is_cross


def row_to_masks(
    window: Window, cells: Sequence[Box], beyond: float = BEYOND
) -> tuple[CellMask, ...]:
    """The pen's ink of each cell of a row; cells are millimetres of the layout.

    A stroke that leaves the row by more than `beyond` of its height strikes out.
    """
    places = [window.to_pixels(cell) for cell in cells]
    contrast = to_contrast(window.pixels)
    frame = frame_contrast(contrast, places, window.scale)
    if frame < DARK_FRAME:
        strong = contrast > max(PEN, frame + ABOVE_FRAME)
        faint = contrast > max(FAINTEST, frame + JUST_ABOVE)
        ink = _with_faint(strong, faint & ~_frames(contrast.shape, places, window.scale))
    else:
        ink = (contrast > PEN) & ~_frames(contrast.shape, places, window.scale)
    ink &= ~_rulings(ink, places)
    _, found_labels, found_stats, _ = cv2.connectedComponentsWithStats(
        ink.astype(np.uint8), connectivity=8
    )
    labels = np.asarray(found_labels, dtype=np.int32)
    stats = np.asarray(found_stats, dtype=np.int32)
    marks = _Marks(labels, stats, *_shares(labels, len(stats), places))
    struck = np.zeros(len(places), dtype=bool)
    owners: list[list[int]] = [[] for _ in places]
    cut: list[list[int]] = [[] for _ in places]
    for label in range(1, len(stats)):
        _deal(label, marks, places, beyond, owners, cut, struck)
    found = []
    for k, place in enumerate(places):
        mask = np.isin(labels, owners[k]) if owners[k] else np.zeros(ink.shape, dtype=bool)
        if cut[k]:
            columns = slice(max(0, round(place.left)), round(place.right))
            mask[:, columns] |= np.isin(labels[:, columns], cut[k])
        share = float(mask.sum()) / max(1.0, place.area)
        if share < SPECK or _is_rest(mask, place):
            mask[:], share = False, 0.0
        found.append(CellMask(mask, place, share, bool(struck[k]), is_cross(mask, place)))
    return tuple(found)


def _is_rest(mask: Flags, place: Box) -> bool:
    """Whether a cell's ink is what is left of its frame: a thin bar along one side."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return False
    tall, wide = REST_WIDTH * place.height, REST_WIDTH * place.width
    flat = rows[-1] - rows[0] < tall and (
        rows[0] > place.bottom - 2 * tall or rows[-1] < place.top + 2 * tall
    )
    thin = columns[-1] - columns[0] < wide and (
        columns[0] > place.right - 1.5 * wide or columns[-1] < place.left + 1.5 * wide
    )
    return bool(flat or thin)


def _rulings(ink: Flags, places: Sequence[Box]) -> Flags:
    """Long level or upright lines of ink outside of the cells: a table's rulings."""
    wide = max(3, round(RULING * max(place.width for place in places)))
    tall = max(3, round(RULING * max(place.height for place in places)))
    whole = ink.astype(np.uint8)
    level = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, wide), np.uint8))
    upright = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8))
    found: Flags = (np.asarray(level) > 0) | (np.asarray(upright) > 0)
    for place in places:
        left, top, right, bottom = (max(0, round(v)) for v in _edges(place))
        found[top:bottom, left:right] = False
    return found


def _with_faint(strong: Flags, faint: Flags) -> Flags:
    """Faint ink too, where a fair share of its mark is surely a pen's."""
    count, labels = cv2.connectedComponents(faint.astype(np.uint8), connectivity=8)
    areas = np.bincount(labels.ravel(), minlength=count)
    sure = np.bincount(labels.ravel(), weights=strong.ravel(), minlength=count)
    kept = sure >= STRONG_SHARE * np.maximum(areas, 1)
    kept[0] = False
    return np.asarray(strong | kept[labels], dtype=bool)


def to_contrast(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How much darker than the window's paper each pixel is, 0..1."""
    paper = max(1.0, float(np.percentile(pixels, 85)))
    return np.asarray(np.clip(1 - pixels.astype(np.float32) / paper, 0, 1), dtype=np.float32)


def frame_contrast(contrast: NDArray[np.float32], places: Sequence[Box], scale: float) -> float:
    """How dark the printed frames are."""
    values = []
    reach = max(2, round(FRAME * scale))
    for place in places:
        left, top, right, bottom = (round(v) for v in _edges(place))
        for rows, columns in (
            (slice(top - reach, top + 1), slice(left, right)),
            (slice(bottom, bottom + reach), slice(left, right)),
        ):
            band = contrast[max(0, rows.start) : rows.stop, columns]
            if band.size:
                values.append(float(np.median(band.max(axis=0))))
        for columns in (slice(left - reach, left + 1), slice(right, right + reach)):
            band = contrast[top:bottom, max(0, columns.start) : columns.stop]
            if band.size:
                values.append(float(np.median(band.max(axis=1))))
    return float(np.median(values)) if values else 0.0


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _frames(shape: tuple[int, ...], places: Sequence[Box], scale: float) -> Flags:
    frames = np.zeros(shape, dtype=bool)
    reach = FRAME * scale
    for place in places:
        left, top, right, bottom = (round(v) for v in _edges(place.grow(reach)))
        frames[max(0, top) : bottom, max(0, left) : right] = True
    for place in places:
        left, top, right, bottom = (round(v) for v in _edges(place.grow(-0.3 * reach)))
        frames[top:bottom, left:right] = False
    return frames


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """The marks of a row, and how much of each (marks x cells) lies in and near every cell."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]
    inner: NDArray[np.float64]
    around: NDArray[np.float64]
    core: NDArray[np.float64]


def _shares(
    labels: NDArray[np.int32], count: int, places: Sequence[Box]
) -> tuple[NDArray[np.float64], ...]:
    """The share of every mark within each cell, within it and its rim, and within its middle."""
    rim = RIM * min(places[0].width, places[0].height)
    areas = np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
    inner = np.zeros((count, len(places)))
    around = np.zeros((count, len(places)))
    core = np.zeros((count, len(places)))
    for k, place in enumerate(places):
        before = places[k - 1].right if k else place.left - 2 * rim
        after = places[k + 1].left if k + 1 < len(places) else place.right + 2 * rim
        # Two cells share what lies between them.
        left = place.left - min(rim, max(0.0, (place.left - before) / 2))
        right = place.right + min(rim, max(0.0, (after - place.right) / 2))
        near = Box(left, place.top - rim, right, place.bottom + rim)
        for shares, box in ((inner, place), (around, near), (core, _middle(place))):
            x0, y0, x1, y1 = (max(0, round(v)) for v in _edges(box))
            here = labels[y0:y1, x0:x1].ravel()
            shares[:, k] = np.bincount(here, minlength=count) / areas
    return inner, around, core


def _middle(place: Box) -> Box:
    """The part of a cell that a stroke which strikes it out runs through."""
    x, y = MIDDLE * place.width, MIDDLE * place.height
    return Box(place.left + x, place.top + y, place.right - x, place.bottom - y)


def _deal(
    label: int,
    marks: _Marks,
    places: Sequence[Box],
    beyond: float,
    owners: list[list[int]],
    cut: list[list[int]],
    struck: Flags,
) -> None:
    """Gives a mark of ink to the cell it stands in; one that passes through strikes out."""
    left, top, width, height, area = (int(v) for v in marks.stats[label])
    box = Box(left, top, left + width, top + height)
    shares = marks.around[label]
    is_strike = _is_strike(box, places[0], beyond)
    outside = shares.sum() < 1 - OUTSIDE or marks.inner[label].sum() < INNER
    if outside and not is_strike:
        return
    told = marks.core[label] if is_strike else shares
    touched = [k for k, share in enumerate(told) if share * area > LEAST_PART * places[k].area]
    if not touched:
        return
    is_long = width > LONG_STRIKE * places[0].width and marks.inner[label].sum() > STRIKE_INNER
    if is_strike or (is_long and len(touched) > 1):
        struck[touched] = True
    elif len(touched) == 1 or shares.max() > 0.8:
        owners[int(np.argmax(shares))].append(label)
    else:
        for k in touched:
            cut[k].append(label)


def _is_strike(box: Box, place: Box, beyond: float) -> bool:
    above = place.top - box.top > beyond * place.height
    below = box.bottom - place.bottom > beyond * place.height
    return above or below
