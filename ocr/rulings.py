"""Drawn straight lines of a page, though broken, faint, double, bowed or crossed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.faint import find_faint_runs, parted_from_dotted
from ocr.ink.marks import find_marks
from ocr.ink.runs import Run, drawing_masks, find_dotted_runs, find_runs
from records.paper import Ruling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.marks import Marks, Mask

    Span = tuple[float, float]

SHORTEST_RULING = 2.6
"""Rulings are at least this many letter heights long."""
WIDEST_GAP = 1.2
"""Pieces this many letter heights apart, in line with one another, are one broken ruling."""
WIDEST_GAP_SHARE = 0.15
"""Long pieces may lie further apart: this share of the shorter one."""
OUT_OF_LINE = 0.18
"""Pieces of one ruling continue each other within this many letter heights."""
LETTER = (0.6, 1.6)
NARROWEST = 0.25
"""A digit's height and width, in letter heights; a piece of a worn ruling is narrower."""
SOLID, DASH = 0.6, 1.6
"""Share of its box that a dash of a broken line inks, worn as it may be, and its width in
thicknesses of the line: no digit is as slim and as full."""
MIDST = 0.3
"""Share of a letter's width on either side of its middle."""
MOST_LETTERS = 0.3
"""Share of an upright run's length in the midst of letters from which it is a column of them."""
LEAST_INKED, MOST_INKED = 0.4, 0.9
"""Share of a level run that is ink where a pale hand was taken for a line: a faint line is less,
a broken one that is ink at all is more."""
OVER_LINE, MOST_OVER, SCRIPT_PARTS = (0.12, 0.4), 0.2, 4
"""How far above it (letter heights) such a hand's letters go on, over what share of each of so many
parts of the run; over a line, writing leaves one of them free or stands higher."""
NEAR_LINE = 2.0
"""Letter heights across from one another beyond which runs are not looked at for being one."""
PROBES = 5
"""Places at which two runs that overlap are compared, the one in the middle decides."""


def find_rulings(
    ink: Mask,
    letter_height: float,
    marks: Marks | None = None,
    grey: NDArray[np.uint8] | None = None,
) -> tuple[Ruling, ...]:
    """The rulings of an upright ink mask in its pixels, horizontal ones first, dotted ones last.

    `letter_height` is that of a capital, in pixels; 0 gives none. `marks` are the mask's own,
    where the caller has them already; `grey` is the evenly lit page, which shows what is too
    faint to be ink.
    """
    if letter_height <= 0:
        return ()
    marks = marks or find_marks(ink)
    wide, tall = drawing_masks(marks, letter_height)
    level = find_runs(wide, ink, letter_height)
    upright = find_runs(_transposed(tall), _transposed(ink), letter_height)
    dotted = find_dotted_runs(marks, letter_height)
    dotted_upright = find_dotted_runs(marks, letter_height, horizontal=False)
    if grey is not None:
        faint_level, faint_upright = find_faint_runs(grey, letter_height)
        faint_level, dotted = parted_from_dotted(faint_level, dotted, letter_height)
        faint_upright, dotted_upright = parted_from_dotted(
            faint_upright, dotted_upright, letter_height
        )
        level += [r for r in faint_level if not _is_script(r, ink, letter_height)]
        upright += [r for r in faint_upright if not _is_column(r, marks, letter_height)]
    found = [
        _to_ruling(run, horizontal=horizontal)
        for runs, horizontal in ((level, True), (upright, False))
        for run in _link(runs, letter_height)
        if run.length >= letter_height * SHORTEST_RULING
    ]
    found += [
        replace(_to_ruling(run, horizontal=horizontal), is_dotted=True)
        for runs, horizontal in ((dotted, True), (dotted_upright, False))
        for run in _link(runs, letter_height)
    ]
    return tuple(found)


def _is_column(run: Run, marks: Marks, letter_height: float) -> bool:
    """Whether an upright run passes through the midst of letters: numbers one under the other."""
    tall, wide = marks.height / letter_height, marks.width / letter_height
    middle = marks.top + marks.height / 2
    off = np.abs(np.interp(middle, run.along, run.across) - marks.left - marks.width / 2)
    inside = (middle > run.start) & (middle < run.end) & (off < MIDST * marks.width)
    is_dash = marks.width <= DASH * run.thickness + 1
    is_dash &= marks.area >= SOLID * marks.width * marks.height
    is_letter = (tall > LETTER[0]) & (tall < LETTER[1]) & (wide > NARROWEST) & (wide < LETTER[1])
    letters = float(marks.height[inside & is_letter & ~is_dash].sum())
    dashes = float(marks.height[inside & is_dash].sum())
    return letters > max(dashes, MOST_LETTERS * run.length)


def _is_script(run: Run, ink: Mask, letter_height: float) -> bool:
    """Whether a level run is the middle of a pale joined hand: letters stand over all of it."""
    xs = np.arange(max(0, int(run.start)), min(ink.shape[1], int(run.end)))
    ys = np.interp(xs, run.along, run.across)
    reach = run.thickness / 2
    if not len(xs) or not LEAST_INKED <= _inked(ink, xs, ys, (-reach, reach)).mean() <= MOST_INKED:
        return False
    above = (-OVER_LINE[1] * letter_height, -reach - OVER_LINE[0] * letter_height)
    parts = np.array_split(_inked(ink, xs, ys, above), SCRIPT_PARTS)
    return all(part.mean() >= MOST_OVER for part in parts if len(part))


def _inked(
    ink: Mask, xs: NDArray[np.intp], ys: NDArray[np.float64], band: Span
) -> NDArray[np.bool_]:
    """In which columns there is ink between two heights from a line."""
    rows = np.arange(round(band[0]), round(band[1]) + 1)[:, None]
    at = np.clip(np.round(ys[None, :] + rows).astype(np.intp), 0, ink.shape[0] - 1)
    return np.asarray(ink[at, xs[None, :]].any(axis=0), dtype=bool)


def _transposed(mask: Mask) -> Mask:
    return np.asarray(cv2.transpose(mask), dtype=np.uint8)


def _to_ruling(run: Run, *, horizontal: bool) -> Ruling:
    pairs = zip(run.along.tolist(), run.across.tolist(), strict=True)
    if horizontal:
        return Ruling(tuple((x, y) for x, y in pairs), run.thickness)
    return Ruling(tuple((x, y) for y, x in pairs), run.thickness)


def _link(runs: Sequence[Run], letter_height: float) -> list[Run]:
    """Runs that continue one another joined, from the first to the last."""
    linked: list[Run] = []
    spans: list[Span] = []
    margin = NEAR_LINE * letter_height
    for run in sorted(runs, key=lambda r: r.start):
        low, high = own = _span(run)
        before = [
            k
            for k, span in enumerate(spans)
            if span[0] - margin <= high
            and low <= span[1] + margin
            and _continues(linked[k], run, letter_height)
        ]
        if not before:
            linked.append(run)
            spans.append(own)
            continue
        nearest = max(before, key=lambda k: linked[k].end)
        linked[nearest] = _joined(linked[nearest], run)
        spans[nearest] = _span(linked[nearest])
    return linked


def _span(run: Run) -> Span:
    """Between which places across a run lies."""
    return float(run.across.min()), float(run.across.max())


def _continues(first: Run, second: Run, letter_height: float) -> bool:
    gap = second.start - first.end
    if gap < -letter_height and (first.is_faint or second.is_faint):
        return _overlaps_in_line(first, second, letter_height)
    widest = max(letter_height * WIDEST_GAP, WIDEST_GAP_SHARE * min(first.length, second.length))
    if not -letter_height <= gap <= widest:
        return False
    off = letter_height * OUT_OF_LINE + max(first.thickness, second.thickness) / 2
    return abs(_ahead(first, second.start) - float(second.across[0])) <= off


def _overlaps_in_line(first: Run, second: Run, letter_height: float) -> bool:
    """Whether two runs, one of them faint, are the same line for the stretch they share."""
    off = letter_height * OUT_OF_LINE + max(first.thickness, second.thickness) / 2
    shared = np.linspace(second.start, min(first.end, second.end), PROBES)
    apart = np.interp(shared, first.along, first.across) - np.interp(
        shared, second.along, second.across
    )
    return bool(sorted(np.abs(apart).tolist())[PROBES // 2] <= off)


def _ahead(run: Run, along: float) -> float:
    """Where the run would be at a place beyond its end, by the slope of its last stretch."""
    back = max(0, len(run.along) - 4)
    width = float(run.along[-1] - run.along[back])
    slope = float(run.across[-1] - run.across[back]) / width if width else 0.0
    return float(run.across[-1]) + slope * (along - run.end)


def _joined(first: Run, second: Run) -> Run:
    kept = second.along > first.end
    kept[-1] = kept[-1] or second.end > first.end
    length = first.length + second.length
    thick = (first.thickness * first.length + second.thickness * second.length) / length
    return Run(
        np.concatenate([first.along, second.along[kept]]),
        np.concatenate([first.across, second.across[kept]]),
        thick,
        first.is_faint or second.is_faint,
    )
