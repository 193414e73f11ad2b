"""Straight runs of ink, told apart into the table's grid and what is drawn upon it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]

SHORTEST_LINE = 1.6
"""In letter heights: a grid line is longer than any stroke of a letter."""
TOUCH = 0.5
"""In letter heights: ends this near a line touch it, though the copy broke them."""
PAST = 0.4
"""Of `TOUCH`: how far a line may stand out beyond the one that it ends at."""
SEED_SHARE = 0.55
"""A line over this share of its table's width or height belongs to the grid."""
SHORTEST_GRID = 3.5
"""In letter heights: no grid line between two others is shorter."""
USUAL = 0.3
"""A line is as thick as at this share of its places, the thin ones first: arrows melt into it."""
BROKEN = 0.12
"""In letter heights: gaps a copier leaves in a thin line."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A straight run along one axis: from `low` to `high`, its middle across at each knot."""

    low: float
    high: float
    knots: NDArray[np.float64]
    middle: NDArray[np.float64]
    thickness: float

    @property
    def length(self) -> float:
        return self.high - self.low

    @property
    def place(self) -> float:
        """Where the run lies across, over most of its length."""
        return float(median(self.middle.tolist()))

    def at(self, along: float) -> float:
        """Where the run lies across, at a place along it."""
        return float(np.interp(along, self.knots, self.middle))


def run_mask(ink: Mask, letter_height: float, shortest: float, *, broken: bool = True) -> Mask:
    """The ink lying in horizontal runs of at least `shortest` letter heights.

    `broken` tells whether gaps that a copier leaves in a line are bridged.
    """
    gap = max(3, round(letter_height * BROKEN) | 1) if broken else 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    # a hair of slope breaks a one-pixel line into steps: runs may use the row beside them
    thick = cv2.dilate(closed, np.ones((2, 1), np.uint8))
    length = max(7, round(letter_height * shortest))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return np.asarray(cv2.bitwise_and(opened, closed), dtype=np.uint8)


def find_runs(mask: Mask, shortest: float) -> list[Run]:
    """The connected runs of a mask of horizontal lines, at least `shortest` pixels long."""
    found = []
    for left, top, crop in connected_parts(mask, shortest):
        height, width = crop.shape
        if width >= max(shortest, 2 * height):
            found.append(_run(crop, left, top))
    return found


def connected_parts(mask: Mask, longest: float) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """The connected parts of a sparse mask whose longer side is at least so many pixels.

    Each with its left and top and its own pixels. Following their outlines costs a tenth of
    giving every pixel of the page a number.
    """
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        if max(width, height) < longest:
            continue
        own = np.zeros((height, width), np.uint8)
        cv2.drawContours(own, [outline], -1, 255, -1, offset=(-left, -top))
        inked = cv2.bitwise_and(own, mask[top : top + height, left : left + width])
        yield left, top, np.asarray(inked, np.uint8) > 0


def _run(crop: NDArray[np.bool_], left: int, top: int) -> Run:
    counts = crop.sum(axis=0)
    inked = np.flatnonzero(counts)
    rows = np.arange(crop.shape[0], dtype=np.float64)
    centre = (rows @ crop)[inked] / counts[inked]
    thick = counts[inked]
    usual = _at_share(thick, USUAL)
    # where an arrow runs beside the line and melts into it, the line's own edge is unknown
    clean = thick <= usual + 2
    knots, middle = inked[clean].astype(np.float64), centre[clean]
    step = max(1, len(knots) // 40)
    smooth = np.convolve(middle, np.ones(step) / step, mode="valid")[::step]
    at = np.convolve(knots, np.ones(step) / step, mode="valid")[::step]
    return Run(left, left + crop.shape[1], at + left, smooth + top, usual)


def _at_share(values: NDArray[np.int_], share: float) -> float:
    """The value that so great a share of the others does not exceed, or one between two."""
    ordered = np.sort(values)
    before = int(share * (len(ordered) - 1))
    after = min(before + 1, len(ordered) - 1)
    low, high = int(ordered[before]), int(ordered[after])
    return low + (high - low) * (share * (len(ordered) - 1) - before)


def transposed(mask: Mask) -> Mask:
    """The mask turned over its diagonal: its upright lines run level."""
    return np.asarray(cv2.transpose(mask), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table's lines: `across` runs horizontally, `down` vertically (axes swapped)."""

    across: tuple[Run, ...]
    down: tuple[Run, ...]
    left: float
    top: float
    right: float
    bottom: float


def find_grids(across: list[Run], down: list[Run], letter_height: float) -> list[Grid]:
    """The tables among the lines: those that hold each other at both ends."""
    touch = TOUCH * letter_height
    grids = []
    for horizontal, vertical in _touching(across, down, touch):
        if len(horizontal) < 3 or len(vertical) < 3:
            continue
        left = min(r.low for r in horizontal)
        right = max(r.high for r in horizontal)
        top = min(r.low for r in vertical)
        bottom = max(r.high for r in vertical)
        kept = _grow(horizontal, vertical, (right - left, bottom - top), letter_height)
        if len(kept[0]) >= 2 and len(kept[1]) >= 3:
            grids.append(Grid(tuple(kept[0]), tuple(kept[1]), left, top, right, bottom))
    return grids


def _touching(
    across: list[Run], down: list[Run], touch: float
) -> list[tuple[list[Run], list[Run]]]:
    group = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, j in _near(across, down, touch):
        if meets(across[i], down[j], touch):
            group[find(i)] = find(len(across) + j)
    parts: dict[int, tuple[list[Run], list[Run]]] = {}
    for i, h in enumerate(across):
        parts.setdefault(find(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        parts.setdefault(find(len(across) + j), ([], []))[1].append(v)
    return list(parts.values())


def _near(across: list[Run], down: list[Run], touch: float) -> list[tuple[int, int]]:
    """Which horizontal and vertical runs may meet, by the boxes they lie in."""
    if not across or not down:
        return []
    h = np.array([(r.low, r.high, r.middle.min(), r.middle.max()) for r in across])[:, None, :]
    v = np.array([(r.low, r.high, r.middle.min(), r.middle.max()) for r in down])[None, :, :]
    # a run's ends may lie beyond its last knots, which stops its slope from being known there
    reach = 2 * touch
    near = (
        (v[..., 2] <= h[..., 1] + reach)
        & (v[..., 3] >= h[..., 0] - reach)
        & (h[..., 2] <= v[..., 1] + reach)
        & (h[..., 3] >= v[..., 0] - reach)
    )
    return [(int(i), int(j)) for i, j in np.argwhere(near)]


def meets(h: Run, v: Run, touch: float) -> bool:
    """Whether a horizontal and a vertical run cross or touch."""
    x = v.at(float(h.middle[0] + h.middle[-1]) / 2)
    y = h.at(x)
    return h.low - touch <= x <= h.high + touch and v.low - touch <= y <= v.high + touch


def _grow(
    horizontal: list[Run], vertical: list[Run], size: tuple[float, float], letter_height: float
) -> tuple[list[Run], list[Run]]:
    touch = TOUCH * letter_height
    kept = (
        [r for r in horizontal if r.length >= SEED_SHARE * size[0]],
        [r for r in vertical if r.length >= SEED_SHARE * size[1]],
    )
    rest = ([r for r in horizontal if r not in kept[0]], [r for r in vertical if r not in kept[1]])
    grew = True
    while grew:
        grew = False
        for axis in (0, 1):
            for run in list(rest[axis]):
                if run.length >= SHORTEST_GRID * letter_height and (
                    _is_held(run, kept[1 - axis], touch) or _continues(run, kept[axis], touch)
                ):
                    kept[axis].append(run)
                    rest[axis].remove(run)
                    grew = True
    return kept


def _is_held(run: Run, others: list[Run], touch: float) -> bool:
    """Whether both ends of the run stop at lines of the grid; what goes on behind is a stroke."""
    return all(
        any(
            other.low - touch <= run.at(end) <= other.high + touch
            and -touch
            <= (other.at(run.at(end)) - end) * inwards
            <= other.thickness / 2 + PAST * touch
            for other in others
        )
        for end, inwards in ((run.low, 1), (run.high, -1))
    )


def _continues(run: Run, others: list[Run], touch: float) -> bool:
    """Whether the run is a broken-off part of a longer line."""
    return any(
        max(other.low - run.high, run.low - other.high) > 0
        and max(other.low - run.high, run.low - other.high) < 4 * touch
        and abs(other.at(run.low) - run.at(run.low)) <= run.thickness
        and abs(other.at(run.high) - run.at(run.high)) <= run.thickness
        for other in others
    )


def paint_runs(
    mask: Mask, runs: tuple[Run, ...], *, value: int, origin: tuple[float, float] = (0, 0)
) -> None:
    """Draws horizontal runs, a pixel wider to each side, over a mask that begins at `origin`."""
    for run in runs:
        along = np.concatenate([[run.low - 1], run.knots, [run.high + 1]])
        across = np.concatenate([run.middle[:1], run.middle, run.middle[-1:]])
        points = np.stack([along, across], axis=1)
        cv2.polylines(
            mask,
            [np.round((points - origin) * 8).astype(np.int32)],
            isClosed=False,
            color=value,
            thickness=max(1, round(run.thickness + 2)),
            shift=3,
        )
