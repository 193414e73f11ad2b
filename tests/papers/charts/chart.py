"""A drawn matrix with its truth, and the part of a table that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from extract.matrix.parts import ActorColumn, MatrixPart, PartRow, Written
from records.geometry import Box
from records.paper import Sheet, Stroke, Symbol, SymbolKind, Word
from tests.papers.charts.device import Device, Grey, hand_over
from tests.papers.charts.look import Look, random_look
from tests.papers.charts.pen import (
    Pen,
    draw_connector,
    draw_grid,
    draw_symbol,
    write_cells,
    write_label,
)
from tests.papers.charts.plan import Link, Mark, Plan, Rect, draw_plan
from tests.papers.charts.ways import Drawn, draw_ways

EDGE = 80
DIAMOND = 1.4
"""A diamond's height in boxes'."""
ROUNDEST = 1.25
"""A capsule's width in its heights at least."""
LOWEST = 1.6
"""Letter heights that a symbol is high and wide at least."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A page as handed over; `scale` leads from where things were drawn to its pixels."""

    pixels: Grey
    scale: float
    look: Look
    plan: Plan
    boxes: dict[Mark, Rect]
    drawn: tuple[Drawn, ...]
    labels: tuple[tuple[str, Rect], ...]

    @property
    def letter(self) -> float:
        """Height of a capital in the page's pixels."""
        return self.look.letter * self.scale

    @property
    def links(self) -> frozenset[Link]:
        """The edges that were drawn."""
        return frozenset(one.link for one in self.drawn)

    @property
    def part(self) -> MatrixPart:
        """The table's rows and columns, without words."""
        plan, scale = self.plan, self.scale
        rows = tuple(_row(plan, row, scale) for row in range(plan.rows))
        columns = tuple(
            ActorColumn(_blank(_box(plan.cell((0, a)), scale)), c.left, c.right)
            for a in range(plan.actors)
            for c in (_box(plan.cell((0, a)), scale),)
        )
        whole = (plan.xs[0], plan.ys[0], plan.xs[-1], plan.ys[-1])
        body = (plan.xs[0], plan.ys[1], plan.xs[-1], plan.ys[-1])
        height, width = self.pixels.shape
        return MatrixPart(
            page=1,
            title=None,
            box=_box(whole, scale),
            body=_box(body, scale),
            actors=columns,
            rows=rows,
            has_head=True,
            has_numbers=True,
            width=float(width),
            height=float(height),
            char_height=self.letter,
        )

    def sheet(self, symbols: tuple[Symbol, ...], strokes: tuple[Stroke, ...]) -> Sheet:
        """The page with what was found on it and its labels as its words."""
        height, width = self.pixels.shape
        words = [
            Word(token, box, 0.9)
            for text, rect in self.labels
            for token, box in _tokens(text, _box(rect, self.scale))
        ]
        return Sheet(
            1, width, height, 300, tuple(words), (), symbols, strokes, char_height=self.letter
        )


def draw_chart(seed: int, look: Look | None = None, device: Device = "clean") -> Chart:
    """A matrix of one page, the same for the same seed."""
    random = Random(seed)
    look = look or random_look(random)
    plan = draw_plan(random, look)
    boxes = {mark: _place(random, plan, mark, kind, look) for mark, kind in plan.marks.items()}
    drawn = draw_ways(random, plan, boxes, look)
    pen = Pen(plan.xs[-1] + EDGE, plan.ys[-1] + EDGE, look, random)
    draw_grid(pen, plan)
    write_cells(pen, plan)
    for mark, kind in plan.marks.items():
        draw_symbol(pen, boxes[mark], kind)
    for one in drawn:
        draw_connector(pen, one)
    labels = [(one.link.label or "", write_label(pen, plan, one)) for one in drawn]
    handed = hand_over(pen.finish(), device, np.random.default_rng(seed))
    written = tuple((text, rect) for text, rect in labels if rect is not None)
    return Chart(handed.pixels, handed.scale, look, plan, boxes, drawn, written)


def _place(random: Random, plan: Plan, mark: Mark, kind: SymbolKind, look: Look) -> Rect:
    left, top, right, bottom = plan.cell(mark)
    wide, high = (right - left) * look.width, (bottom - top) * look.height
    wide = max(wide, LOWEST * look.letter)
    high = max(min(high, wide * 0.7), LOWEST * look.letter + look.outline)
    if kind is SymbolKind.TERMINATOR:
        wide = max(wide, ROUNDEST * high)
    if kind is SymbolKind.DECISION:
        high = min(high * DIAMOND, 0.7 * (bottom - top))
    x = (left + right) / 2 + random.uniform(-look.shift, look.shift) * (right - left)
    y = (top + bottom) / 2 + random.uniform(-look.shift, look.shift) * (bottom - top)
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _box(rect: Rect, scale: float) -> Box:
    left, top, right, bottom = rect
    return Box(left * scale, top * scale, right * scale, bottom * scale)


def _blank(box: Box) -> Written:
    return Written((), box)


def _row(plan: Plan, row: int, scale: float) -> PartRow:
    cells = tuple(_box(plan.cell((row, a)), scale) for a in range(plan.actors))
    whole = (plan.xs[0], plan.ys[1 + row], plan.xs[-1], plan.ys[2 + row])
    box = _box(whole, scale)
    blank = _blank(box)
    return PartRow(box, cells, blank, blank, blank, blank, blank, blank)


def _tokens(text: str, box: Box) -> list[tuple[str, Box]]:
    """The words of a label, each with its share of the width."""
    found, done = [], 0
    for token in text.split():
        left = box.left + box.width * done / len(text)
        done += len(token)
        found.append(
            (token, Box(left, box.top, box.left + box.width * done / len(text), box.bottom))
        )
        done += 1
    return found
