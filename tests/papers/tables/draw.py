"""A matrix laid out on pages: head, rows, page turns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tests.papers.tables.look import Look
from tests.papers.tables.paint import HEADS, LEADING, Painter, arrows, column_widths, row_texts
from tests.papers.tables.truth import Truth

Cellbox = tuple[int, int, int, int]


def draw_table(truth: Truth, look: Look, dpi: float) -> list[NDArray[np.uint8]]:
    """The pages of a matrix, RGB pixels."""
    painter = Painter(look, dpi)
    widths = column_widths(painter, truth)
    xs = [look.margin]
    for width in widths:
        xs.append(xs[-1] + width)
    texts = [row_texts(painter, line, widths, len(truth.actors)) for line in truth.lines]
    tall = [
        _height(look, cells, line.marks) for cells, line in zip(texts, truth.lines, strict=True)
    ]
    pages: list[NDArray[np.uint8]] = []
    first = 0
    while first < len(tall):
        has_head = not pages or look.repeats_head
        head = _head_heights(painter, truth, widths) if has_head else []
        room = look.page[1] - 2 * look.margin - sum(head) - 30
        last, used = first, 0.0
        while last < len(tall) and (used + tall[last] <= room or last == first):
            used += tall[last]
            last += 1
        _draw_page(painter, truth, xs, head, (first, last), texts, tall)
        pages.append(painter.pixels())
        painter, first = Painter(look, dpi), last
    return pages


def _height(look: Look, cells: Sequence[Sequence[str]], marks: Sequence[object]) -> float:
    lines = max(len(cell) for cell in cells)
    text = lines * LEADING * look.size + 2 * look.padding
    return max(text, 3.6 * look.size + 8) if marks else text


def _names(painter: Painter, truth: Truth, widths: Sequence[float]) -> list[list[str]]:
    look = painter.look
    first = 1 + int(look.has_number)
    names = [n.upper() if look.has_capitals else n for n in truth.actors]
    if look.is_turned:
        return [painter.wrap(n, 8.5 * look.size, bold=True) for n in names]
    return [
        painter.wrap(n, widths[first + i] - 2 * look.padding, bold=True)
        for i, n in enumerate(names)
    ]


def _head_heights(painter: Painter, truth: Truth, widths: Sequence[float]) -> list[float]:
    look = painter.look
    step = LEADING * look.size
    lines = max(map(len, _names(painter, truth, widths)))
    names = 9.5 * look.size if look.is_turned else lines * step + 2 * look.padding + 2
    heights = [step + 2 * look.padding + 2] if look.has_groups else []
    heights.append(max(names, 2 * step + 2 * look.padding))
    return [*heights, step + 2 * look.padding] if look.has_column_numbers else heights


def _draw_page(
    painter: Painter,
    truth: Truth,
    xs: Sequence[float],
    head: Sequence[float],
    span: tuple[int, int],
    texts: Sequence[Sequence[Sequence[str]]],
    tall: Sequence[float],
) -> None:
    look = painter.look
    ys = [look.margin + 20]
    for height in [*head, *tall[span[0] : span[1]]]:
        ys.append(ys[-1] + height)
    merged = _draw_head(painter, truth, xs, ys, len(head)) if head else []
    for row in range(span[0], span[1]):
        top, bottom = ys[len(head) + row - span[0]], ys[len(head) + row - span[0] + 1]
        for column, lines in enumerate(texts[row]):
            is_middle = look.has_number and column == 0
            box = (xs[column], top, xs[column + 1], bottom)
            painter.text(lines, (*box[:3], top + 14 if is_middle else bottom))
    _borders(painter, xs, ys, merged)
    _symbols(painter, truth, xs, ys[len(head) :], span)


def _draw_head(
    painter: Painter, truth: Truth, xs: Sequence[float], ys: Sequence[float], rows: int
) -> list[Cellbox]:
    """The head's texts; its merged cells as (first row, last row, first and last column)."""
    look = painter.look
    named = rows - int(look.has_column_numbers)
    labels = [h.upper() if look.has_capitals else h for h in HEADS]
    at, actors = int(look.has_number), len(truth.actors)
    end = len(xs) - 2
    cells: dict[Cellbox, str] = {(0, named - 1, at, at): labels[1]}
    if look.has_number:
        cells[0, named - 1, 0, 0] = labels[0]
    if look.has_remarks:
        cells[0, named - 1, end, end] = labels[7]
    if look.has_groups:
        cells[0, 0, at + 1, at + actors] = labels[2]
        cells[0, 0, at + actors + 1, at + actors + 3] = labels[3]
    for k in range(3):
        column = at + actors + 1 + k
        cells[named - 1, named - 1, column, column] = labels[4 + k]
    if look.is_shaded:
        box = (xs[0], ys[0], xs[-1], ys[named])
        painter.pen.rectangle([v * painter.scale for v in box], 215)
    for (top, bottom, left, right), text in cells.items():
        lines = painter.wrap(text, xs[right + 1] - xs[left] - 2, bold=True)
        painter.text(
            lines, (xs[left], ys[top], xs[right + 1], ys[bottom + 1]), bold=True, middle=True
        )
    _draw_names(painter, truth, xs, ys[named - 1 : named + 1])
    if look.has_column_numbers:
        for column in range(len(xs) - 1):
            box = (xs[column], ys[named], xs[column + 1], ys[named + 1])
            painter.text([str(column + 1)], box, middle=True)
    return [cell for cell in cells if cell[0] != cell[1] or cell[2] != cell[3]]


def _draw_names(painter: Painter, truth: Truth, xs: Sequence[float], ys: Sequence[float]) -> None:
    """The actors' names in the row of the head between two levels."""
    look = painter.look
    first = 1 + int(look.has_number)
    widths = [b - a for a, b in pairwise(xs)]
    for i, name in enumerate(_names(painter, truth, widths)):
        box = (xs[first + i], ys[0], xs[first + i + 1], ys[1])
        if look.is_turned:
            painter.turned(name, box, bold=True)
        else:
            painter.text(name, box, bold=True, middle=True)


def _borders(
    painter: Painter, xs: Sequence[float], ys: Sequence[float], merged: Sequence[Cellbox]
) -> None:
    look = painter.look
    sides = {"none": "", "whole": look.border, "open": look.border}.get(look.frame, look.frame)
    for r, y in enumerate(ys):
        style = sides if r in (0, len(ys) - 1) else look.border
        for c in range(len(xs) - 1):
            if style and not any(t < r <= b and left <= c <= right for t, b, left, right in merged):
                painter.border((xs[c], y), (xs[c + 1], y), style)
    for c, x in enumerate(xs):
        style = sides if c in (0, len(xs) - 1) else look.border
        if c in (0, len(xs) - 1) and look.frame == "open":
            continue
        for r in range(len(ys) - 1):
            if style and not any(t <= r <= b and left < c <= right for t, b, left, right in merged):
                painter.border((x, ys[r]), (x, ys[r + 1]), style)


def _symbols(
    painter: Painter,
    truth: Truth,
    xs: Sequence[float],
    ys: Sequence[float],
    span: tuple[int, int],
) -> None:
    look = painter.look
    first = 1 + int(look.has_number)
    places = []
    half = 1.3 * look.size
    kinds = []
    for row in range(*span):
        for actor, kind in truth.lines[row].marks:
            x = (xs[first + actor] + xs[first + actor + 1]) / 2
            y = (ys[row - span[0]] + ys[row - span[0] + 1]) / 2
            places.append((x, y))
            kinds.append(kind)
    width = min(4.2 * look.size, 0.72 * (xs[first + 1] - xs[first]))
    high = min(half, 0.32 * width)
    arrows(painter, places, half)
    for place, kind in zip(places, kinds, strict=True):
        size = (
            (1.1 * width, 2 * half)
            if kind == "diamond"
            else (width, max(2 * high, 1.4 * look.size))
        )
        painter.symbol(kind, place, size)
