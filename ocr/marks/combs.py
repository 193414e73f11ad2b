"""Signs written one to a box, read as the line they would be without the boxes.

Beside gaps as wide as a sign the network loses strokes, and alone a 1 is a 7 to it (69 of 82
numbers of twenty drawn hands were right); moved together the same signs are read as a hand's usual
line (82 of 82).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.hand.crops import PAPER, line_to_picture
from ocr.hand.model import ALPHABET, LINE_HEIGHT, STRIDE, read_lines
from records.geometry import Box, bounding_box
from records.pen import Scribble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from records.pen import InkMark

    Grey = NDArray[np.uint8]
    Labels = NDArray[np.int32]
    Chances = NDArray[np.float32]
    Comb = Sequence[Sequence[InkMark]]

GAP = 0.5
"""White set between two signs, in heights of a sign: less runs them into one another."""
SIGN_SHARE = 0.8
"""Of the line's height that a sign takes: the rest is white above and below."""
TALL_SIGN = 0.6
"""Ink so tall, beside the other boxes' (a share of the middle one's height), is a sign."""
LONGEST_SIGN = 4
"""Places of the network's answer that one sign takes at the most."""
NO_SIGN, BLANK = 0, 1 + ALPHABET.index(" ")
SURE_SIGN = 6.0
"""How much less likely (natural logarithm) it is there that nothing is written."""
LEAST = float(np.log(1e-9))


def read_signs(grey: Grey, labels: Labels, combs: Sequence[Comb], height: float) -> list[Scribble]:
    """Each comb as a scribble of one place a sign; empty boxes say nothing."""
    filled = [[marks for marks in comb if marks] for comb in combs]
    lines = [_together(grey, labels, comb, height) for comb in filled if comb]
    answers = read_lines([picture for picture, _ in lines])
    whole = iter(zip(answers, (places for _, places in lines), strict=True))
    return [_to_scribble(comb, *next(whole)) if comb else _nothing() for comb in filled]


def _together(
    grey: Grey, labels: Labels, comb: Comb, height: float
) -> tuple[Grey, list[tuple[float, float]]]:
    """The signs side by side on one line, and the columns each has to itself."""
    pictures = [line_to_picture(grey, labels, marks, height) for marks in comb]
    own = [picture.pixels.shape[1] / picture.scale for picture in pictures]
    tall = [LINE_HEIGHT / picture.scale for picture in pictures]
    line = max(tall)
    gap = np.full((LINE_HEIGHT, max(1, round(GAP * SIGN_SHARE * LINE_HEIGHT))), PAPER, np.uint8)
    strips, places, x = [gap], [], float(gap.shape[1])
    for picture, wide, high in zip(pictures, own, tall, strict=True):
        size = (max(1, round(wide * LINE_HEIGHT / line)), max(1, round(high * LINE_HEIGHT / line)))
        small = cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA)
        strip = np.full((LINE_HEIGHT, size[0]), PAPER, np.uint8)
        top = (LINE_HEIGHT - size[1]) // 2
        strip[top : top + size[1]] = small
        strip = _trimmed(strip)
        strips += [strip, gap]
        places.append((x, x + strip.shape[1]))
        x += strip.shape[1] + gap.shape[1]
    return np.asarray(np.hstack(strips), dtype=np.uint8), places


def _trimmed(strip: Grey) -> Grey:
    """The strip without the white at its sides."""
    inked = np.flatnonzero((strip < PAPER).any(axis=0))
    return strip if not len(inked) else strip[:, inked[0] : inked[-1] + 1]


def _to_scribble(comb: Comb, answer: Chances, places: Sequence[tuple[float, float]]) -> Scribble:
    """The signs' chances one after another: a sign, then none, then the next."""
    blank = np.full(1 + len(ALPHABET), LEAST, np.float32)
    blank[NO_SIGN] = 0.0
    rows, lefts = [], []
    boxes = [bounding_box(mark.box for mark in marks) for marks in comb]
    least = TALL_SIGN * median(box.height for box in boxes)
    for k, box in enumerate(boxes):
        left = (places[k - 1][1] + places[k][0]) / 2 if k else 0.0
        right = (places[k][1] + places[k + 1][0]) / 2 if k + 1 < len(places) else np.inf
        first = round(left / STRIDE)
        last = max(first + 1, round(min(right / STRIDE, len(answer))))
        rows += [_one_sign(answer[first:last], is_sure=box.height >= least), blank]
        lefts += [box.center[0], box.right]
    whole = bounding_box(mark.box for marks in comb for mark in marks)
    return Scribble(
        whole,
        ALPHABET,
        np.stack(rows),
        np.array(lefts, np.float32),
    )


def _nothing() -> Scribble:
    empty = np.zeros((0, 1 + len(ALPHABET)), np.float32)
    return Scribble(Box(0, 0, 0, 0), ALPHABET, empty, np.zeros(0, np.float32))


def _one_sign(chances: Chances, *, is_sure: bool) -> Chances:
    """How likely each single sign is, all places where it may stand taken together.

    `is_sure` where one stands there, by its ink: a lone stroke passes for none otherwise.
    """
    # Chance of a sign at places a..b and of none elsewhere, summed over all such stretches.
    size, signs = chances.shape
    before = np.concatenate([[0.0], np.cumsum(chances[:, NO_SIGN], dtype=np.float64)])
    after = before[-1] - before
    total = np.full(signs, -np.inf, np.float64)
    for first in range(size):
        inside = np.zeros(signs)
        for last in range(first, min(size, first + LONGEST_SIGN)):
            inside = inside + chances[last]
            total = np.logaddexp(total, before[first] + inside + after[last + 1])
    total[NO_SIGN] = before[-1]
    if is_sure:
        total[[NO_SIGN, BLANK]] -= SURE_SIGN
    spread = np.logaddexp.reduce(total)
    return np.asarray(np.maximum(total - spread, LEAST), dtype=np.float32)
