"""Lines of writing that run into one another told apart, and marks of both cut in two."""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from records.geometry import Box

SOFT = 0.16
"""The profile of a block of writing is smoothed by so many letter heights."""
NEAREST_LINES = 0.8
"""Lines of writing stand at least this many letter heights apart."""
LEAST_PEAK = 0.16
"""A line has at least this share of the strokes of the densest."""
BEGINNING, LEAST_BEGUN = 6.0, 0.5
"""A short last line shows best in the first so many letter heights; it has at least this share
of the strokes of the densest there."""
DEEPEST = 0.62
"""Between two lines the strokes fall below this share of the sparser one's."""
NO_TAIL = 1.2
"""The middle of a mark so many letter heights below a line's is none of that line's."""
BODY = 0.2
INDENT = 2.2
"""A line may begin this many letter heights right of the others."""
LEAST_BODY = 0.4
"""Marks lower than this many letter heights tell nothing of the lines they stand in."""
TAIL_WIDTH, TAIL_REACH = 0.7, 0.4
"""A tail so narrow may hang below the middle of the next line by so much (letter heights)."""
LONE_TAIL, TAIL_ALONE = 1.2, 0.3
"""A piece cut off, no wider than this, is the tail of the letter it was cut from where it has no
neighbour so near on either side, or none at all behind it (letter heights). What is a line of such
tails alone is none."""
FOOT = 0.1
"""What ends a line beside its letters, and comes as near (letter heights) to where these stand,
is one of them though a tail from above touches it."""
SHORTEST_BLOCK = 1.7
"""A block of writing lower than this many letter heights is one line."""


def line_centers(
    block: NDArray[np.bool_], marks: Sequence[tuple[float, float, float]], letter_height: float
) -> list[float]:
    """The rows about which lines of writing lie, from top to bottom, in a levelled block of ink.

    `marks` are the block's, each with its middle row, width and height. Where the letters' bodies
    are, strokes cross a row most often; where words stand apart, their middles lie together.
    """
    if block.shape[0] < SHORTEST_BLOCK * letter_height or not block.any():
        return [block.shape[0] / 2]
    starts = block[:, 1:] & ~block[:, :-1]
    strokes = starts.sum(axis=1).astype(np.float32) + block[:, 0]
    middles = np.zeros(block.shape[0], np.float32)
    for middle, width, height in marks:
        if height >= LEAST_BODY * letter_height:
            middles[int(np.clip(middle, 0, len(middles) - 1))] += min(width, 3 * letter_height)
    sigma = max(1.0, SOFT * letter_height)
    by_strokes = _peaks(_smooth(strokes, sigma), letter_height)
    begun = starts[:, : round(BEGINNING * letter_height)].sum(axis=1).astype(np.float32)
    by_beginning = _peaks(_smooth(begun, sigma), letter_height, LEAST_BEGUN)
    by_marks = _peaks(_smooth(middles, sigma), letter_height)
    soft = _smooth(strokes, sigma)
    if any(_is_one_line(soft, a, b) for a, b in pairwise(by_marks)):
        by_marks = []
    found = max(
        (
            _from_the_left(block, centers, letter_height)
            for centers in (by_strokes, by_marks, by_beginning)
        ),
        key=len,
    )
    first = int(found[-1] + NO_TAIL * letter_height)
    if middles[first:].any():
        # However short, it is a line.
        found.append(first + float(_smooth(middles, sigma)[first:].argmax()))
    return found


def _is_one_line(soft: NDArray[np.float32], upper: float, lower: float) -> bool:
    """Whether more strokes cross half-way between two rows than at either: one line's letters."""
    half = float(soft[int((upper + lower) / 2)])
    return half > max(float(soft[int(upper)]), float(soft[int(lower)]))


def _from_the_left(
    block: NDArray[np.bool_], centers: Sequence[float], letter_height: float
) -> list[float]:
    """The lines that begin where the block begins, as all lines of one hand do."""
    reach = max(1, round(BODY * letter_height))
    found = []
    for center in centers:
        band = block[max(0, int(center) - reach) : int(center) + reach + 1].any(axis=0)
        columns = np.flatnonzero(band)
        if len(columns) and columns[0] <= INDENT * letter_height:
            found.append(center)
    return found or [block.shape[0] / 2]


def _peaks(
    soft: NDArray[np.float32], letter_height: float, least: float = LEAST_PEAK
) -> list[float]:
    peaks = [
        k
        for k in range(len(soft))
        if soft[k] >= least * soft.max() and soft[k] == soft[max(0, k - 2) : k + 3].max()
    ]
    kept: list[int] = []
    for k in sorted(peaks, key=lambda k: -float(soft[k])):
        if all(_is_apart(soft, k, other, letter_height) for other in kept):
            kept.append(k)
    return [float(k) for k in sorted(kept)]


def _smooth(profile: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    reach = max(1, round(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    soft = np.convolve(profile, kernel / kernel.sum(), mode="same")
    return np.asarray(soft, dtype=np.float32)


def _is_apart(soft: NDArray[np.float32], k: int, other: int, letter_height: float) -> bool:
    if abs(k - other) < NEAREST_LINES * letter_height:
        return False
    low, high = sorted((k, other))
    return float(soft[low : high + 1].min()) <= DEEPEST * min(float(soft[k]), float(soft[other]))


def cut_rows(block: NDArray[np.bool_], centers: Sequence[float]) -> list[int]:
    """The rows at which a block is cut between its lines: where the fewest strokes cross."""
    profile = block.sum(axis=1).astype(np.float32)
    rows = []
    for upper, lower in pairwise(centers):
        first = int(upper + 0.3 * (lower - upper))
        last = max(first + 1, int(upper + 0.75 * (lower - upper)))
        rows.append(first + int(np.argmin(profile[first:last])))
    return rows


def below_line(
    mark: NDArray[np.bool_], upper: float, row: float, lower: float, letter_height: float
) -> NDArray[np.bool_]:
    """What of a mark belongs to the lower of two lines, whose middles are `upper` and `lower`.

    Cut at `row`, a tail that hangs down without reaching the lower line stays with the upper one,
    and a stem that rises without reaching the upper one with the lower.
    """
    at = int(np.clip(round(row), 0, len(mark)))
    top_part, bottom_part = mark.copy(), mark.copy()
    top_part[at:] = False
    bottom_part[:at] = False
    below = bottom_part & ~_reaching_less(bottom_part, lower, letter_height, upwards=False)
    stems = _reaching_less(top_part, upper, letter_height, upwards=True)
    return np.asarray(below | stems, dtype=bool)


def _reaching_less(
    part: NDArray[np.bool_], row: float, letter_height: float, *, upwards: bool
) -> NDArray[np.bool_]:
    """The pieces of a part that end before they come to a row; narrow ones may pass it a little."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        part.astype(np.uint8), connectivity=8
    )
    short = np.zeros(count, dtype=bool)
    tops, heights = stats[1:, cv2.CC_STAT_TOP], stats[1:, cv2.CC_STAT_HEIGHT]
    slack = np.where(
        stats[1:, cv2.CC_STAT_WIDTH] <= TAIL_WIDTH * letter_height, TAIL_REACH * letter_height, 0.0
    )
    short[1:] = tops > row if upwards else tops + heights <= row + slack
    return np.asarray(short[labels], dtype=bool)


def tails_of(
    part: NDArray[np.bool_], box: Box, others: Sequence[Box], letter_height: float
) -> NDArray[np.bool_]:
    """The pieces of a part cut off a line above that are tails alone, given its line's others."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        part.astype(np.uint8), connectivity=8
    )
    is_tail = np.zeros(count, dtype=bool)
    wide = [k for k in range(1, count) if stats[k, cv2.CC_STAT_WIDTH] > LONE_TAIL * letter_height]
    spans = [(other.left, other.right) for other in others]
    for k in wide:
        left = box.left + float(stats[k, cv2.CC_STAT_LEFT])
        spans.append((left, left + float(stats[k, cv2.CC_STAT_WIDTH])))
    near = TAIL_ALONE * letter_height
    feet = [other.bottom for other in others if other.height >= LEAST_BODY * letter_height]
    line_foot = median(feet) if feet else math.inf
    for k in range(1, count):
        left = box.left + float(stats[k, cv2.CC_STAT_LEFT])
        right = left + float(stats[k, cv2.CC_STAT_WIDTH])
        is_alone = all(a > right + near or b < left - near for a, b in spans)
        is_last = all(b <= left + 1 for _, b in spans)
        foot = box.top + float(stats[k, cv2.CC_STAT_TOP] + stats[k, cv2.CC_STAT_HEIGHT])
        stands = foot >= line_foot - FOOT * letter_height
        is_tail[k] = k not in wide and (is_alone or (is_last and not stands))
    return np.asarray(is_tail[labels] & part, dtype=bool)
