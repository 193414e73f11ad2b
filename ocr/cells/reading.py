"""What stands in boxes of one character: a row set close like a line, and each sign alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ocr.cells.ink import CellMask, row_to_masks, to_contrast
from ocr.cells.window import cut_window
from ocr.hand.model import ALPHABET, LINE_HEIGHT, STRIDE, read_lines
from records.geometry import Box, Homography, bounding_box
from records.pen import CellInk, CellRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Chances = NDArray[np.float32]

CELL_PIXELS = 56
"""Height a cell is brought to before its ink is looked at."""
MARGIN = 0.62
"""Of a cell's height: what is cut around a row, so that strokes passing through are seen whole."""
SIGN_HEIGHT = 37
"""Of the reader's 48 pixels, those the tallest sign of a row fills."""
SPACING, BLANK = 13, 34
"""Pixels between two signs, and more where a box between them is empty."""
SIDE = 14
MOST_ALONE = 16
"""Rows of up to so many cells, numbers, are read sign by sign as well: twice the cost."""
LEAST = -14.0
DARKEST = 25.0


def read_rows(grey: Grey, place: Homography, rows: Sequence[Sequence[Box]]) -> tuple[CellRow, ...]:
    """The signs of each row's cells, in millimetres of the layout; raises HandModelMissing."""
    seen = [_row_ink(grey, place, row) for row in rows]
    lines: list[Grey] = []
    plans: list[tuple[int, list[tuple[int, int, int]]]] = []
    for number, (signs, _) in enumerate(seen):
        written = {k: sign for k, sign in enumerate(signs) if sign is not None}
        if not written:
            continue
        if len(written) > 1:
            picture, spans = _as_line(signs)
            lines.append(picture)
            plans.append((number, spans))
        if len(written) > 1 and len(signs) > MOST_ALONE:
            continue
        for k, sign in written.items():
            alone: list[Grey | None] = [None] * len(signs)
            alone[k] = sign
            picture, spans = _as_line(alone)
            lines.append(picture)
            plans.append((number, spans))
    told: dict[tuple[int, int], list[Chances]] = {}
    for (number, spans), chances in zip(plans, read_lines(lines), strict=True):
        for k, start, end in spans:
            told.setdefault((number, k), []).append(_within(chances, start, end))
    return tuple(
        CellRow(ALPHABET, tuple(_cell(mask, told.get((number, k))) for k, mask in enumerate(masks)))
        for number, (_, masks) in enumerate(seen)
    )


def _cell(mask: CellMask, told: list[Chances] | None) -> CellInk:
    if told is None:
        nothing = np.full(1 + len(ALPHABET), LEAST, np.float32)
        nothing[0] = 0.0
        return CellInk(mask.share, mask.is_struck, nothing)
    mean = np.logaddexp.reduce(np.stack(told), axis=0) - np.log(len(told))
    return CellInk(mask.share, mask.is_struck, np.asarray(mean, dtype=np.float32))


def _row_ink(
    grey: Grey, place: Homography, row: Sequence[Box]
) -> tuple[list[Grey | None], tuple[CellMask, ...]]:
    """Each cell's sign alone on white, None where it is empty or struck out, and its ink."""
    whole = bounding_box(row)
    tall = max(cell.height for cell in row)
    scale = CELL_PIXELS / tall
    window = cut_window(grey, place, whole.grow(MARGIN * tall), scale)
    masks = row_to_masks(window, row)
    contrast = to_contrast(window.pixels)
    signs: list[Grey | None] = []
    for mask in masks:
        empty = mask.is_passed or not mask.ink.any()
        signs.append(None if empty else _sign(contrast, mask))
    return signs, masks


def _sign(contrast: NDArray[np.float32], mask: CellMask) -> Grey:
    """The sign's own ink, made dark, over its ink's columns and the whole window's rows."""
    columns = np.flatnonzero(mask.ink.any(axis=0))
    soft = cv2.dilate(mask.ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    dark = max(0.3, float(np.percentile(contrast[mask.ink], 75)))
    shade = 255 - np.clip(contrast / dark, 0, 1) * (255 - DARKEST)
    picture = np.where(soft, shade, 255).astype(np.uint8)
    return np.asarray(picture[:, max(0, columns[0] - 1) : columns[-1] + 2], dtype=np.uint8)


def _as_line(signs: Sequence[Grey | None]) -> tuple[Grey, list[tuple[int, int, int]]]:
    """The signs set close on one line of the reader's height, and each cell's columns there."""
    written = [sign for sign in signs if sign is not None]
    rows = np.flatnonzero(np.any([(sign < 200).any(axis=1) for sign in written], axis=0))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, written[0].shape[0])
    scale = SIGN_HEIGHT / max(bottom - top, CELL_PIXELS * 0.45)
    x = SIDE
    placed = []
    spans: list[tuple[int, int, int]] = []
    last = None
    for k, sign in enumerate(signs):
        if sign is None:
            continue
        if last is not None:
            x += SPACING if k == last + 1 else BLANK
        cut = sign[top:bottom]
        size = (max(2, round(cut.shape[1] * scale)), max(2, round(cut.shape[0] * scale)))
        small = cv2.resize(cut, size, interpolation=cv2.INTER_AREA)
        placed.append((x, small))
        spans.append((k, x, x + size[0]))
        x, last = x + size[0], k
    picture = np.full((LINE_HEIGHT, x + SIDE), 255, np.uint8)
    for left, small in placed:
        y = (LINE_HEIGHT - small.shape[0]) // 2
        picture[y : y + small.shape[0], left : left + small.shape[1]] = small
    return picture, spans


def _within(chances: Chances, start: int, end: int) -> Chances:
    """The likeliest each sign gets in the places of a cell, made shares of all signs there."""
    half = SPACING // 2
    first = max(0, (start - half) // STRIDE)
    last = max(first + 1, -(-(end + half) // STRIDE))
    best = chances[first:last].max(axis=0) if len(chances[first:last]) else chances[-1]
    signs = np.array(best, dtype=np.float32)
    signs[0] = LEAST
    return np.asarray(signs - np.logaddexp.reduce(signs), dtype=np.float32)
