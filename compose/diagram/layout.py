"""Where everything of a swim-lane diagram stands: shapes in their lanes, arrows between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from compose.procedure.pages import opens_section
from compose.procedure.routes import Lanes, Route, find_route
from records.findings import Edge, Matrix, Step
from records.geometry import Box
from records.paper import SymbolKind

LANE, LEAST_LANES = 156.0, 1
BOX, DIAMOND, DIAMOND_HEIGHT = 120.0, 132.0, 80.0
TEXT, LINE, PADDING = 11.0, 13.5, 7.0
"""Text size, line height, and room between a shape and its text."""
LETTER = 0.56
"""A letter's mean width, of the text size, in the fonts that browsers take for `sans-serif`."""
LINES, DIAMOND_LINES, DIAMOND_LETTERS = 6, 3, 12
GAP = 34.0
"""Free height between rows: arrows turn there."""
BAND = 22.0
"""Height of a section's head."""
MARGIN = 1.0
GUTTERS = (3.0, 8.0)
"""Where lines run beside the shapes, from a lane's edge."""
GAP_SHARES = (0.2, 0.4, 0.6, 0.8)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot say."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark as drawn; `lines` is its text."""

    step: int
    kind: SymbolKind
    actor: int
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole diagram: `bands` are section heads by their top, `row_edges` bound the rows."""

    matrix: Matrix
    width: float
    height: float
    head: float
    heads: tuple[tuple[str, ...], ...]
    bands: tuple[tuple[float, str], ...]
    shapes: tuple[Shape, ...]
    row_edges: tuple[float, ...]


def plan_diagram(matrix: Matrix) -> Drawing:
    """Lanes, section heads and shapes in their places."""
    heads = tuple(_wrap(actor, BOX + 2 * PADDING, LINES) for actor in matrix.actors)
    head = LINE * max((len(lines) for lines in heads), default=1) + 2 * PADDING
    top = MARGIN + head
    bands: list[tuple[float, str]] = []
    shapes: list[Shape] = []
    edges = [top]
    for number, step in enumerate(matrix.steps):
        if opens_section(matrix, number):
            bands.append((top, step.section or ""))
            top += BAND
        sizes = [_size(step, i) for i in range(len(step.marks))]
        height = max([DIAMOND_HEIGHT / 2, *(s[1] for s in sizes)])
        middle = top + GAP / 2 + height / 2
        for i, mark in enumerate(step.marks):
            width, tall, lines = sizes[i]
            x = MARGIN + LANE * (mark.actor + 0.5)
            box = Box(x - width / 2, middle - tall / 2, x + width / 2, middle + tall / 2)
            shapes.append(Shape(number, mark.symbol, mark.actor, box, lines))
        top += height + GAP
        edges.append(top)
    width = LANE * max(LEAST_LANES, len(matrix.actors)) + 2 * MARGIN
    return Drawing(
        matrix, width, top + MARGIN, head, heads, tuple(bands), tuple(shapes), tuple(edges)
    )


def _size(step: Step, position: int) -> tuple[float, float, tuple[str, ...]]:
    """Width, height and text of a mark; the activity stands in the first of a row."""
    no = step.no if not step.no or step.no.endswith((".", ")")) else f"{step.no}."
    text = f"{no} {step.activity}".strip() if position == 0 else step.no
    if step.marks[position].symbol is SymbolKind.DECISION:
        room = DIAMOND_LETTERS * TEXT * LETTER
        return DIAMOND, DIAMOND_HEIGHT, _wrap(text, room, DIAMOND_LINES)
    lines = _wrap(text, BOX - 2 * PADDING, LINES)
    return BOX, LINE * max(1, len(lines)) + 2 * PADDING, lines


def _wrap(text: str, width: float, most: int) -> tuple[str, ...]:
    """The text in lines of a width, cut with an ellipsis after `most` lines."""
    letters = max(4, int(width / (TEXT * LETTER)))
    lines: list[str] = []
    for word in printable(text).split():
        pieces = [word[i : i + letters] for i in range(0, len(word), letters)]
        for piece in pieces:
            if lines and len(lines[-1]) + 1 + len(piece) <= letters:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 1].rstrip() + "…"]
    return tuple(lines)


def route_diagram(drawing: Drawing, doubts: Mapping[Edge, str] | None = None) -> list[Route]:
    """The way of every edge whose two marks are drawn; `doubts` tells of edges not certain."""
    named = {(shape.step, shape.actor): shape for shape in drawing.shapes}
    routes: list[Route] = []
    left: set[tuple[int, int]] = set()
    for edge in sorted(drawing.matrix.edges, key=_length):
        start, end = named.get(edge.start), named.get(edge.end)
        if start is None or end is None or start is end:
            continue
        top, bottom = _reach(drawing, edge)
        near = [s for s in drawing.shapes if top < s.box.bottom and s.box.top < bottom]
        others = [s.box for s in near if s is not start and s is not end]
        drawn = [r for r in routes if _is_between(r, top, bottom)]
        points = find_route(
            start.box,
            end.box,
            others,
            drawn,
            _free_lanes(drawing, edge),
            prefer_side=edge.start in left,
        )
        left.add(edge.start)
        clean = tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])
        if len(clean) > 1:
            routes.append(Route(clean, edge.label, (doubts or {}).get(edge, "")))
    return routes


def _length(edge: Edge) -> tuple[bool, int, int]:
    rows = edge.end[0] - edge.start[0]
    return rows < 0, abs(rows), abs(edge.end[1] - edge.start[1])


def _is_between(route: Route, top: float, bottom: float) -> bool:
    heights = [y for _, y in route.points]
    return min(heights) <= bottom and max(heights) >= top


def _reach(drawing: Drawing, edge: Edge) -> tuple[float, float]:
    """How high and how low the route of an edge may run."""
    first, last = sorted((edge.start[0], edge.end[0]))
    return drawing.row_edges[first] - GAP, drawing.row_edges[last + 1] + GAP


def _free_lanes(drawing: Drawing, edge: Edge) -> Lanes:
    """The lanes next to the two rows that an edge joins, and beside the shapes between."""
    first, last = sorted((edge.start[0], edge.end[0]))
    rows = {drawing.row_edges[row] for at in (first, last) for row in (at, at + 1)}
    half = GAP / 2
    heights = [y + half * (2 * share - 1) for y in sorted(rows) for share in GAP_SHARES]
    left, right = sorted((edge.start[1], edge.end[1]))
    sides = [MARGIN + LANE * actor for actor in range(max(0, left - 1), right + 3)]
    gutters = [x + side * off for x in sides for off in GUTTERS for side in (-1, 1)]
    inside = [x for x in gutters if MARGIN < x < drawing.width - MARGIN]
    return Lanes(tuple(y for y in heights if y > drawing.row_edges[0]), tuple(sorted(inside)))


def printable(text: str) -> str:
    """The text without what XML cannot say."""
    return UNPRINTABLE.sub("", text)
