"""Draws a planned matrix in ink: lines, symbols, connectors with their heads, words and labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from records.paper import SymbolKind
from tests.papers.charts.look import Look
from tests.papers.charts.plan import Plan, Rect
from tests.papers.charts.ways import Drawn, Point, Way

Grey = NDArray[np.uint8]
FINE = 2
"""Everything is drawn so many times larger, that lines may be thinner than whole pixels."""
WORDS = ("Menerima", "laporan", "dari", "warga", "Memeriksa", "berkas", "surat", "kegiatan")
FONT = cv2.FONT_HERSHEY_SIMPLEX
PAPER = 255


class Pen:
    """A page being drawn; every place in pixels at 300 dpi."""

    def __init__(self, width: int, height: int, look: Look, random: Random) -> None:
        self.page: Grey = np.full((height * FINE, width * FINE), PAPER, np.uint8)
        self.look, self.random = look, random

    def finish(self) -> Grey:
        """The page at 300 dpi."""
        size = (self.page.shape[1] // FINE, self.page.shape[0] // FINE)
        return cv2.resize(self.page, size, interpolation=cv2.INTER_AREA).astype(np.uint8)

    def line(self, points: Sequence[Point], thick: float) -> None:
        """A stroke of straight stretches."""
        path = np.round(np.array(points) * FINE * 8).astype(np.int32)
        cv2.polylines(self.page, [path], False, 0, max(1, round(thick * FINE)), cv2.LINE_AA, 3)

    def area(self, points: Sequence[Point], grey: int, thick: float) -> None:
        """A filled shape with its outline."""
        path = np.round(np.array(points) * FINE * 8).astype(np.int32)
        cv2.fillPoly(self.page, [path], grey, cv2.LINE_AA, 3)
        cv2.polylines(self.page, [path], True, 0, max(1, round(thick * FINE)), cv2.LINE_AA, 3)

    def write(self, text: str, at: Point, letter: float) -> None:
        """A text whose first capital stands on a point."""
        spot = (round(at[0] * FINE), round(at[1] * FINE))
        cv2.putText(
            self.page, text, spot, FONT, letter * FINE / 22, 0, _weight(letter), cv2.LINE_AA
        )


def text_width(text: str, letter: float) -> float:
    """How wide a text comes out."""
    size, _ = cv2.getTextSize(text, FONT, letter * FINE / 22, _weight(letter))
    return float(size[0]) / FINE


def _weight(letter: float) -> int:
    return max(2, round(letter * FINE / 12))


def draw_grid(pen: Pen, plan: Plan) -> None:
    """The table's lines."""
    look = pen.look
    offsets = (-1.5 * look.ruling, 1.5 * look.ruling) if look.is_double else (0.0,)
    for off in offsets:
        thick = 0.6 * look.ruling if look.is_double else look.ruling
        for x in plan.xs:
            pen.line([(x + off, plan.ys[0]), (x + off, plan.ys[-1])], thick)
        for y in plan.ys:
            pen.line([(plan.xs[0], y + off), (plan.xs[-1], y + off)], thick)


def write_cells(pen: Pen, plan: Plan) -> None:
    """Words in the head and in the written columns."""
    letter, random = pen.look.letter, pen.random
    for k in range(len(plan.xs) - 1):
        _fit(pen, "Kolom", (plan.xs[k] + 8, plan.ys[0] + 60), plan.xs[k + 1] - 12)
    for row in range(1, len(plan.ys) - 1):
        top, bottom = plan.ys[row], plan.ys[row + 1]
        _fit(pen, str(row), (plan.xs[0] + 14, top + letter + 12), plan.xs[1])
        y = top + letter + 12
        while y < bottom - 10:
            _fit(pen, " ".join(random.sample(WORDS, 3)), (plan.xs[1] + 9, y), plan.xs[2] - 8)
            y += round(1.6 * letter)
        after = plan.xs[2 + plan.actors]
        _fit(pen, " ".join(random.sample(WORDS, 2)), (after + 8, top + letter + 12), plan.xs[-2])
        _fit(pen, "10 jam", (plan.xs[-2] + 8, top + letter + 12), plan.xs[-1])


def _fit(pen: Pen, text: str, at: Point, right: float) -> None:
    while text and at[0] + text_width(text, pen.look.letter) > right - 4:
        text = text[:-1]
    pen.write(text, at, pen.look.letter)


def draw_symbol(pen: Pen, box: Rect, kind: SymbolKind) -> None:
    """A shape with its outline, and a word where the look has words."""
    look, random = pen.look, pen.random
    points = _turned(_polygon(box, kind, look), random.uniform(-look.askew, look.askew))
    pen.area(points, PAPER if look.fill is None else look.fill, look.outline)
    word = {SymbolKind.TERMINATOR: "Mulai", SymbolKind.PROCESS: "Cek"}.get(kind)
    room = box[2] - box[0] - 4 * look.outline - 10
    letter = 0.8 * look.letter
    is_readable = look.fill is None or look.fill > 150
    if look.has_word and word and is_readable and text_width(word, letter) < room:
        at = ((box[0] + box[2] - text_width(word, letter)) / 2, (box[1] + box[3] + letter) / 2)
        if box[3] - box[1] > letter + 4 * look.outline:
            pen.write(word, at, letter)


def _polygon(box: Rect, kind: SymbolKind, look: Look) -> NDArray[np.float64]:
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    if kind is SymbolKind.DECISION:
        return np.array([(x, top), (right, y), (x, bottom), (left, y)])
    if kind is SymbolKind.OFF_PAGE:
        low = top + 0.6 * (bottom - top)
        return np.array([(left, top), (right, top), (right, low), (x, bottom), (left, low)])
    share = 0.5 if kind is SymbolKind.TERMINATOR else look.corner
    radius = share * (bottom - top)
    points = []
    for cx, cy, begin in (
        (right - radius, top + radius, -90),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
    ):
        for angle in np.radians(np.linspace(begin, begin + 90, 9)):
            points.append((cx + radius * np.cos(angle), cy + radius * np.sin(angle)))
    return np.array(points)


def _turned(points: NDArray[np.float64], degrees: float) -> Sequence[Point]:
    angle, middle = np.radians(degrees), (points.min(axis=0) + points.max(axis=0)) / 2
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return [(float(x), float(y)) for x, y in (points - middle) @ turn + middle]


def draw_connector(pen: Pen, drawn: Drawn) -> None:
    """A connector from its tail to its head; bare where it joins another."""
    look = pen.look
    way = _ended(drawn.way, 0 if drawn.joins else look.gap, look.gap)
    if look.slope:
        way = _sloped(way, look.slope, pen.random)
    pen.line(way, look.stroke)
    if not drawn.joins:
        _draw_head(pen, way[-1], way[-2])


def _ended(way: Way, at_head: float, at_tail: float) -> Way:
    return (_toward(way[0], way[1], at_tail), *way[1:-1], _toward(way[-1], way[-2], at_head))


def _toward(point: Point, other: Point, by: float) -> Point:
    away = max(abs(other[0] - point[0]) + abs(other[1] - point[1]), 1.0)
    by = min(by, 0.3 * away)
    x = point[0] + (other[0] - point[0]) / away * by
    return x, point[1] + (other[1] - point[1]) / away * by


def _sloped(way: Way, most: float, random: Random) -> Way:
    """Corners that are not quite square, as a hand on a mouse makes them."""
    inner = [(x + random.uniform(-most, most), y + random.uniform(-most, most)) for x, y in way]
    return (way[0], *inner[1:-1], way[-1])


def _draw_head(pen: Pen, tip: Point, before: Point) -> None:
    look = pen.look
    if look.head == "none":
        return
    size = {"tiny": 9.0, "hollow": 17.0}.get(look.head, 14.0) + look.stroke
    away = np.array(before) - np.array(tip)
    away = away / max(float(np.hypot(*away)), 1e-6)
    aside = np.array([-away[1], away[0]])
    wings = [np.array(tip) + size * away + side * 0.45 * size * aside for side in (1, -1)]
    corners = [(float(x), float(y)) for x, y in (wings[0], np.array(tip), wings[1])]
    if look.head == "open":
        pen.line(corners, look.stroke)
    else:
        pen.area(corners, PAPER if look.head == "hollow" else 0, 1.0)


def write_label(pen: Pen, plan: Plan, drawn: Drawn) -> Rect | None:
    """The label of a connector near its tail, and where it came to stand."""
    look, random, text = pen.look, pen.random, drawn.link.label
    if text is None or look.label == "none":
        return None
    letter = random.choice((0.7, 0.85, 1.0)) * look.letter
    wide = text_width(text, letter)
    left, base = _label_place(pen, plan, drawn.way, (wide, letter))
    pen.write(text, (left, base), letter)
    return left, base - letter, left + wide, base


def _label_place(pen: Pen, plan: Plan, way: Way, size: tuple[float, float]) -> Point:
    """Left end and base line of a label at the first stretch long enough for it."""
    look, random = pen.look, pen.random
    wide, letter = size
    (x, y), (u, v) = max(list(pairwise(way))[:2], key=lambda s: _long(*s) > 2 * letter)
    if _long(way[0], way[1]) > 2 * letter:
        (x, y), (u, v) = way[0], way[1]
    near = look.stroke / 2 + 0.25 * letter
    if abs(u - x) > abs(v - y):
        along = random.uniform(0.1, 0.4) if look.label == "far" else 0.0
        start = x + (u - x) * along
        left = start + 4 if u > x else start - 4 - wide
        base = y - near if random.random() < 0.7 else y + near + letter
        if look.label == "over":
            base = y + letter / 2
    else:
        left = x + near if random.random() < 0.7 else x - near - wide
        base = (y + near + letter) if v > y else y - near
        if look.label == "over":
            left = x - wide * random.uniform(0.3, 0.7)
        if look.label == "ruling":
            base = min(plan.ys, key=lambda line: abs(line - base)) + letter * random.uniform(
                0.3, 0.9
            )
    return left, base


def _long(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
