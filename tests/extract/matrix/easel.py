"""Draws tables as words and rulings, whole or damaged, without ink and without reading."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from records.geometry import Box, Point
from records.paper import Ruling, Sheet, Word

CAPITAL = 30.0
LETTER = 21.0
PITCH = 50.0
PADDING = 14.0
WIDTH, HEIGHT = 3508.0, 2480.0

Span = tuple[int, int, int, int]
"""First and last row, first and last column."""


@dataclass(frozen=True)
class Drawn:
    """A table as it was meant: where its lines run, its cells and what is written in them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[Span, str] = field(default_factory=dict)

    def box(self, span: Span) -> Box:
        top, bottom, left, right = span
        return Box(self.xs[left], self.ys[top], self.xs[right + 1], self.ys[bottom + 1])


@dataclass(frozen=True)
class Damage:
    """What became of the page: skew in degrees, bow and gaps in pixels, lost frame."""

    skew: float = 0.0
    bow: float = 0.0
    gaps: float = 0.0
    jitter: float = 0.0
    lost: frozenset[str] = frozenset()
    seed: int = 0

    def move(self, point: Point) -> Point:
        x, y = point
        angle = math.radians(self.skew)
        bow = self.bow * (1 - (2 * x / WIDTH - 1) ** 2)
        dx, dy = x - WIDTH / 2, y - HEIGHT / 2
        return (
            WIDTH / 2 + dx * math.cos(angle) - dy * math.sin(angle),
            HEIGHT / 2 + dx * math.sin(angle) + dy * math.cos(angle) + bow,
        )


def wrap(text: str, width: float) -> list[str]:
    """Lines no wider than a cell; a word too long for it is broken, as printers do."""
    room = max(1, int((width - 2 * PADDING) / LETTER))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            rest = word
            while len(rest) > room:
                if line:
                    lines.append(line)
                    line = ""
                lines.append(rest[:room])
                rest = rest[room:]
            if line and len(line) + 1 + len(rest) > room:
                lines.append(line)
                line = rest
            else:
                line = f"{line} {rest}".strip()
        if line:
            lines.append(line)
    return lines


def text_height(text: str, width: float) -> float:
    """The room a text needs in a cell."""
    return len(wrap(text, width)) * PITCH + 2 * PADDING


def line_to_words(text: str, x: float, y: float, confidence: float = 0.95) -> list[Word]:
    """A line of text from its left end, `y` the top of its capitals."""
    words = []
    for token in text.split():
        width = len(token) * LETTER - 4
        words.append(Word(token, Box(x, y, x + width, y + CAPITAL + 6), confidence))
        x += (len(token) + 1) * LETTER
    return words


def table_to_words(drawn: Drawn) -> list[Word]:
    """The words of all cells."""
    words: list[Word] = []
    for span, text in drawn.cells.items():
        box = drawn.box(span)
        for i, line in enumerate(wrap(text, box.width)):
            words += line_to_words(line, box.left + PADDING, box.top + PADDING + i * PITCH)
    return words


def table_to_rulings(drawn: Drawn, damage: Damage) -> list[Ruling]:
    """The borders of all cells, neighbours' borders drawn as one line."""
    owner = {
        (r, c): span
        for span in drawn.cells
        for r in range(span[0], span[1] + 1)
        for c in range(span[2], span[3] + 1)
    }
    rows, columns = len(drawn.ys) - 1, len(drawn.xs) - 1
    pieces: list[tuple[Point, Point]] = []
    for i, x in enumerate(drawn.xs):
        if (i == 0 and "left" in damage.lost) or (i == columns and "right" in damage.lost):
            continue
        parted = [owner.get((r, i - 1)) != owner.get((r, i)) for r in range(rows)]
        pieces += [((x, drawn.ys[a]), (x, drawn.ys[b])) for a, b in _runs(parted)]
    for i, y in enumerate(drawn.ys):
        if (i == 0 and "top" in damage.lost) or (i == rows and "bottom" in damage.lost):
            continue
        parted = [owner.get((i - 1, c)) != owner.get((i, c)) for c in range(columns)]
        pieces += [((drawn.xs[a], y), (drawn.xs[b], y)) for a, b in _runs(parted)]
    dice = random.Random(damage.seed)
    return [r for piece in pieces for r in _rulings(piece, damage, dice)]


def _runs(parted: Sequence[bool]) -> list[tuple[int, int]]:
    runs = []
    start: int | None = None
    for i, is_parted in enumerate([*parted, False]):
        if is_parted and start is None:
            start = i
        if not is_parted and start is not None:
            runs.append((start, i))
            start = None
    return runs


def _rulings(piece: tuple[Point, Point], damage: Damage, dice: random.Random) -> list[Ruling]:
    """A line in pieces with gaps between, every point moved as the page was."""
    (x0, y0), (x1, y1) = piece
    length = math.hypot(x1 - x0, y1 - y0)
    breaks = [0.0, 1.0]
    if damage.gaps and length > 8 * damage.gaps:
        middle = dice.uniform(0.2, 0.8)
        half = damage.gaps / length / 2
        breaks = [0.0, middle - half, middle + half, 1.0]
    rulings = []
    for a, b in zip(breaks[::2], breaks[1::2], strict=True):
        shift = dice.uniform(-damage.jitter, damage.jitter)
        dx, dy = (0.0, shift) if abs(x1 - x0) > abs(y1 - y0) else (shift, 0.0)
        points = [
            damage.move((x0 + (x1 - x0) * t + dx, y0 + (y1 - y0) * t + dy))
            for t in (a + (b - a) * i / 8 for i in range(9))
        ]
        rulings.append(Ruling(tuple(points), 4.0))
    return rulings


def moved(words: Sequence[Word], move: Callable[[Point], Point]) -> list[Word]:
    """Words carried whole to where the page's damage moved them."""
    result = []
    for word in words:
        x, y = word.box.center
        u, v = move((x, y))
        box = Box(
            word.box.left + u - x,
            word.box.top + v - y,
            word.box.right + u - x,
            word.box.bottom + v - y,
        )
        result.append(replace(word, box=box))
    return result


def stroke(points: Sequence[Point], damage: Damage) -> list[Ruling]:
    """An arrow's stroke as the rulings that a line finder sees in it."""
    whole = replace(damage, gaps=0.0, jitter=0.0)
    return [Ruling((whole.move(a), whole.move(b)), 3.0) for a, b in pairwise(points)]


def symbol(center: Point, damage: Damage, width: float = 110, height: float = 54) -> list[Ruling]:
    """The four sides of a box."""
    x, y = center
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return stroke(corners, damage)


def sheet(
    drawn: Drawn,
    damage: Damage | None = None,
    strokes: Sequence[Ruling] = (),
    extra: Sequence[Word] = (),
    page: int = 1,
) -> Sheet:
    """The sheet that a table was drawn on."""
    damage = damage or Damage()
    words = moved([*table_to_words(drawn), *extra], damage.move)
    rulings = [*table_to_rulings(drawn, damage), *strokes]
    return Sheet(page, WIDTH, HEIGHT, 300.0, tuple(words), tuple(rulings), char_height=CAPITAL)
