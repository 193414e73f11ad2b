"""Letters among the strokes: labels near, upon and across connectors and rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.drawing.lines import run_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]
    Stats = NDArray[np.int32]

FULL, LONGEST_WORD = 0.3, 4.0
"""Ink share of melted letters' box, and its longest side in letter heights."""
PLUMP = 0.3
"""In letter heights: short pieces of a stroke between two rulings are thinner."""
LONG_PIECE = 1.3
"""In letter heights: no stroke of a label is longer."""
STEM, STEM_SHARE = 0.3, 0.4
"""Widest stem of an arrow in letter heights, and the least share of a mark it runs through."""
LEAST, MOST = 0.18, 1.4
"""In letter heights: sizes of a letter or of what a line through it leaves."""
APART = 0.4
"""In letter heights: the letters of a word stand no further apart."""
LEAST_LETTERS, NARROWEST_WORD, TALLEST_WORD = 3, 1.1, 1.7
"""Marks of a word, and its width and height in letter heights."""
LONGEST_LABEL = 9.0
"""In letter heights: `Tidak disetujui` in letters run together."""
LOW = 0.4
"""In letter heights: letters are higher, the stretches of a broken stroke are not."""
PAIR, PAIR_WIDE = 0.85, 0.35
"""In letter heights: width of `Ya` and of either of its letters; wings of a head are narrower."""


def without_letters(ink: Mask, grid: Mask, near: Mask, letter_height: float) -> Mask:
    """The ink without marks of a letter's size: those no line reaches, plump ones, and words.

    `grid` is the table's lines; what is set in `near` touches a shape and may be a stub.
    """
    ink = _without_words(ink, grid, near, letter_height)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    lone = np.maximum(stats[:, 2], stats[:, 3]) <= LONG_PIECE * letter_height
    lone[0] = False
    lone[np.unique(labels[near > 0])] = False
    free = np.where(lone[labels], 0, ink).astype(np.uint8)
    return _without_plump(free, grid, near, letter_height)


def _without_plump(ink: Mask, grid: Mask, near: Mask, letter_height: float) -> Mask:
    bare = np.where(grid > 0, 0, ink).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(bare, connectivity=8, ltype=cv2.CV_32S)
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    long, short = np.maximum(width, height), np.minimum(width, height)
    is_full = area >= FULL * width * height
    plump = (long <= np.where(is_full, LONGEST_WORD, LONG_PIECE) * letter_height) & (
        short > PLUMP * letter_height
    )
    plump[0] = False
    plump[np.unique(labels[near > 0])] = False
    for label in np.flatnonzero(plump & (long > LONG_PIECE * letter_height)):
        left, top, wide, high = (int(v) for v in stats[label, :4])
        crop = labels[top : top + high, left : left + wide] == label
        plump[label] = not _has_stem(crop, STEM * letter_height)
    return np.where(plump[labels], 0, ink).astype(np.uint8)


def _has_stem(mark: NDArray[np.bool_], widest: float) -> bool:
    """Whether a thin line runs through much of a mark's longer side, as through an arrow's."""
    counts = mark.sum(axis=1) if mark.shape[0] >= mark.shape[1] else mark.sum(axis=0)
    thin = np.concatenate([[0], (counts <= widest) & (counts > 0), [0]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(thin))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    return longest >= STEM_SHARE * len(counts)


def _without_words(ink: Mask, grid: Mask, near: Mask, letter_height: float) -> Mask:
    """The ink without rows of small marks that stay where rulings and long strokes are gone."""
    # bridging the copier's gaps, the letters of a blurred word would make a line
    long = run_mask(ink, letter_height, LONG_PIECE, broken=False)
    turned = np.ascontiguousarray(ink.T)
    upright = run_mask(turned, letter_height, LONG_PIECE, broken=False).T
    lines = np.asarray(cv2.dilate(long | upright, np.ones((3, 3), np.uint8)), np.uint8) | grid
    bare = np.where(lines > 0, 0, ink).astype(np.uint8)
    _, marks, stats, _ = cv2.connectedComponentsWithStats(bare, connectivity=8, ltype=cv2.CV_32S)
    labels = np.asarray(marks, np.int32)
    width, height = stats[:, 2], stats[:, 3]
    larger = np.maximum(width, height)
    small = (larger >= LEAST * letter_height) & (larger <= MOST * letter_height)
    # a bar at a shape is the stub of a connector, whatever stands beside it
    stubs = np.minimum(width, height) <= STEM * letter_height
    stubs &= np.isin(np.arange(len(stats)), np.unique(labels[near > 0]))
    small[stubs] = False
    small[0] = False
    sizes = np.asarray(stats, np.int32)
    words = _in_words(labels, sizes, small, letter_height) | _are_melted(sizes, letter_height)
    if not words.any():
        return ink
    return np.where(words[labels], 0, ink).astype(np.uint8)


def _are_melted(stats: Stats, letter_height: float) -> NDArray[np.bool_]:
    """Which marks are several letters run together."""
    width, height = stats[:, 2] / letter_height, stats[:, 3] / letter_height
    return np.asarray(
        (width > MOST)
        & (width <= LONGEST_LABEL)
        & (height > LOW)
        & (height <= MOST)
        & (stats[:, 4] >= FULL * stats[:, 2] * stats[:, 3])
    )


def _in_words(
    labels: NDArray[np.int32], stats: Stats, small: NDArray[np.bool_], letter_height: float
) -> NDArray[np.bool_]:
    """Which marks stand in a row with others, as letters do."""
    reach = 2 * round(APART * letter_height / 2) + 1
    marks = np.where(small[labels], 255, 0).astype(np.uint8)
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    _, rows, _, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
    found = np.zeros(len(stats), bool)
    members: dict[int, list[int]] = {}
    for label in np.flatnonzero(small):
        left, top, wide, high = (int(v) for v in stats[label, :4])
        crop = labels[top : top + high, left : left + wide] == label
        row = int(rows[top : top + high, left : left + wide][crop][0])
        members.setdefault(row, []).append(int(label))
    for group in members.values():
        found[group] = _is_word(stats[group], letter_height)
    return found


def _is_word(stats: Stats, letter_height: float) -> bool:
    left, top = stats[:, 0].min(), stats[:, 1].min()
    wide = float((stats[:, 0] + stats[:, 2]).max() - left) / letter_height
    high = float((stats[:, 1] + stats[:, 3]).max() - top) / letter_height
    if high > TALLEST_WORD or float(np.median(stats[:, 3])) < LOW * letter_height:
        return False
    if len(stats) >= LEAST_LETTERS:
        return wide >= NARROWEST_WORD
    least = stats[:, 2:4].min(axis=0) / letter_height
    return len(stats) == 2 and least[0] >= PAIR_WIDE and least[1] >= LOW and wide >= PAIR
