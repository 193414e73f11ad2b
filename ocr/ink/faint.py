"""Rulings too faint or too broken to be one mark: rows of dark specks on clean paper.

A ruling that copying wore down to dashes and specks, or that was printed in a pale grey, has no
piece long enough to be known by itself. Averaged along its direction over a few letter heights it
stands out all the same, and the paper beside it is bare: that tells it from a line of text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.ink.runs import mask_to_pieces, piece_to_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.ink.runs import Run

    Grey = NDArray[np.uint8]

ALONG = 3.0
"""Letter heights over which darkness is averaged along a line."""
BESIDE = 0.25
"""Letter heights from a line to the paper beside it, and how far that is looked at."""
GROUND = 1.5
"""Letter heights from which on what is dark across a line is a shaded ground, or a line across."""
GRAIN = 8
"""Levels under white of bare paper, which is evened to 250, and its finer grain."""
SPECK = 15
"""Levels under white from which a single pixel is taken for ink where a line stands out."""
MOST_DARKNESS = 60
"""What is darker counts no more: a faint line is not to be outdone by a few black letters."""
STANDS_OUT = 6.5
"""Levels of mean darkness by which a line exceeds that beside it, `BARE` times taken."""
GRAIN_MEAN = 0.5
"""Levels of mean darkness that specks of copying leave on bare paper."""
BARE = 3
"""Rows through the midst of small bold letters are twice as dark as those beside them."""
PART = 4
"""Means are taken in such parts of a level."""
DARKNESS = (np.clip(np.arange(256), GRAIN, MOST_DARKNESS) - GRAIN).astype(np.uint8)
BARE_TIMES = np.clip(BARE * (np.arange(256) - PART * GRAIN_MEAN), 0, 255).astype(np.uint8)
WIDEST_HOLE = 0.45
"""Letter heights between two specks of one line; strokes of letters over one another, as the
ones of a column of numbers, lie further apart."""
LEAST_LENGTH = 4.0
"""Letter heights that a line runs in this way at least …"""
SHORT_LENGTH = 1.8
"""… and a piece that goes on with a line, through a narrow column."""
GOES_ON = 2.5
"""Letter heights between a line and such a piece of it."""
DOTTED = 0.6
"""Share of a faint line in rows of dots from which it is no more than they are."""
RUNS_ON = 0.2
"""Share of an upright line with bare paper on both sides, for its rest to have text on one."""
CLOSE_BY = 0.26
"""Letter heights from a line at which strokes of letters would be."""
STROKE_DARKNESS = 60
"""Levels under white of a stroke, thin as it may be beside a pixel of paper."""
MOST_CROWDED = 0.25
"""Share of a line's length with strokes close by; in the midst of letters it is a third."""
FINE = 8.0
"""Pixels a letter height along the lines: the page is made that much shorter, which is quicker."""


def find_faint_runs(grey: Grey, letter_height: float) -> tuple[list[Run], list[Run]]:
    """The faint lines of an evenly lit page, darker ones with them: level runs and upright ones."""
    dark = np.asarray(cv2.bitwise_not(grey), dtype=np.uint8)
    height, width = dark.shape
    coarse = min(max(1, round(letter_height / FINE)), width, height)
    # Whole multiples: means of ragged squares take four times as long.
    wide, tall = width // coarse, height // coarse
    narrow = cv2.resize(dark[:, : wide * coarse], (wide, height), interpolation=cv2.INTER_AREA)
    low = cv2.resize(dark[: tall * coarse], (width, tall), interpolation=cv2.INTER_AREA)
    across = _Strip(np.asarray(narrow, dtype=np.uint8), letter_height, coarse)
    down = _Strip(np.asarray(cv2.transpose(low), dtype=np.uint8), letter_height, coarse)
    bare = down.find_runs(sides=2)
    # Text that begins close to a ruling has a straight edge beside it, where the ruling runs on.
    beside_text = [
        run
        for run in down.find_runs(sides=1)
        if sum(_shared(run, other, letter_height) for other in bare) >= RUNS_ON * run.length
    ]
    return across.find_runs(sides=2), [*bare, *beside_text]


def parted_from_dotted(
    faint: Sequence[Run], dotted: Sequence[Run], letter_height: float
) -> tuple[list[Run], list[Run]]:
    """The faint level runs that are no rows of dots, and the rows of dots that are none of theirs.

    Of a ruling worn to specks some stretches look like rows of dots; a row of dots is one whole.
    """
    lines: list[Run] = []
    rows = list(dotted)
    for run in faint:
        on_it = [row for row in rows if _shared(run, row, letter_height) > 0]
        is_dotted = sum(_shared(run, r, letter_height) for r in on_it) >= DOTTED * run.length
        if is_dotted and any(row.length > run.length for row in on_it):
            continue
        held = [r for r in on_it if _shared(run, r, letter_height) >= DOTTED * r.length]
        rows = [row for row in rows if not any(row is one for one in held)]
        (rows if is_dotted else lines).append(run)
    return lines, rows


def _shared(run: Run, row: Run, letter_height: float) -> float:
    """How much of a run lies on another one."""
    low, high = max(run.start, row.start), min(run.end, row.end)
    if high <= low:
        return 0.0
    middle = (low + high) / 2
    apart = np.interp(middle, run.along, run.across) - np.interp(middle, row.along, row.across)
    return high - low if abs(apart) <= BESIDE * letter_height else 0.0


class _Strip:
    """A page made `coarse` times shorter along the level lines looked for in it."""

    def __init__(self, dark: Grey, letter_height: float, coarse: int) -> None:
        self._dark, self._letter_height, self._coarse = dark, letter_height, coarse
        tall = max(3, round(GROUND * letter_height))
        across = cv2.morphologyEx(dark, cv2.MORPH_TOPHAT, np.ones((tall, 1), np.uint8))
        raised = np.asarray(across, dtype=np.uint8)
        self._specks = cv2.threshold(raised, SPECK, 255, cv2.THRESH_BINARY)[1]
        inked = cv2.LUT(raised, DARKNESS)
        along = max(3, round(ALONG * letter_height / coarse) | 1)
        reach = max(3, round(BESIDE * letter_height))
        line = cv2.boxFilter(inked, cv2.CV_16S, (along, 1), normalize=False)
        total = cv2.boxFilter(line, cv2.CV_16S, (1, reach), normalize=False)
        self._line = np.asarray(cv2.convertScaleAbs(line, alpha=PART / along), np.uint8)
        self._band = np.asarray(cv2.convertScaleAbs(total, alpha=PART / along / reach), np.uint8)
        self._away = reach + reach // 2

    def find_runs(self, *, sides: int) -> list[Run]:
        """The runs so many `sides` of which are bare."""
        letter_height, coarse = self._letter_height, self._coarse
        # A line across is no speck of this one: between the digits of a column stand the rows'
        # rulings.
        specks = cv2.bitwise_and(self._standing_out(sides), self._specks)
        hole = 1 + round(WIDEST_HOLE * letter_height / coarse)
        least = max(2, round(SHORT_LENGTH * letter_height / coarse))
        # Specks of a leaning line lie a pixel or two apart in height.
        thicker = cv2.dilate(specks, np.ones((3, 1), np.uint8))
        joined = cv2.morphologyEx(thicker, cv2.MORPH_CLOSE, np.ones((1, hole), np.uint8))
        opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
        runs = []
        for piece in mask_to_pieces(np.asarray(opened, dtype=np.uint8)):
            thickness = max(1.0, piece.thickness - 2.0)
            run = piece_to_run(piece, thickness, letter_height, coarse)
            if not _is_crowded(run, self._dark, letter_height, coarse, sides):
                runs.append(replace(run, is_faint=True))
        return _without_stray(runs, letter_height)

    def _standing_out(self, sides: int) -> Grey:
        """Where darkness along a line exceeds that of both its sides, or of one."""
        band, away = self._band, self._away
        over, under = np.zeros_like(band), np.zeros_like(band)
        over[away:], under[:-away] = band[:-away], band[away:]
        beside = np.maximum(over, under) if sides == 2 else np.minimum(over, under)
        bare = cv2.LUT(beside, BARE_TIMES)
        least = PART * STANDS_OUT - 1
        out = cv2.threshold(cv2.subtract(self._line, bare), least, 255, cv2.THRESH_BINARY)[1]
        return np.asarray(out, dtype=np.uint8)


def _without_stray(runs: Sequence[Run], letter_height: float) -> list[Run]:
    """The runs long enough to be lines, and short ones that go on with one of them."""
    long = [run for run in runs if run.length >= LEAST_LENGTH * letter_height]
    gap, off = GOES_ON * letter_height, BESIDE * letter_height
    kept = list(long)
    ends = [(line.start, line.end, *line.across[[0, -1]].tolist()) for line in long]
    for run in runs:
        if run.length >= LEAST_LENGTH * letter_height:
            continue
        start, end, across = run.start, run.end, float(run.across.mean())
        if any(
            max(start - high, low - end) <= gap
            and abs((first if start < low else last) - across) <= off
            for low, high, first, last in ends
        ):
            kept.append(run)
    return kept


def _is_crowded(run: Run, dark: Grey, letter_height: float, coarse: int, sides: int) -> bool:
    """Whether strokes stand on and hang from a run, as they do in the midst of letters."""
    columns = np.arange(int(run.start / coarse), min(int(run.end / coarse), dark.shape[1]))
    rows = np.interp(columns * coarse, run.along, run.across)
    away = max(2.0, run.thickness / 2 + 1.0, CLOSE_BY * letter_height)
    beside = [
        dark[np.clip((rows + side).astype(int), 0, dark.shape[0] - 1), columns] >= STROKE_DARKNESS
        for side in (-away, away)
    ]
    both = beside[0] | beside[1] if sides == 2 else beside[0] & beside[1]
    return float(np.mean(both)) > MOST_CROWDED
