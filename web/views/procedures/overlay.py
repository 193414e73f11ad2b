"""The drawing of a matrix laid over its scan: marks where they were seen, arrows between them.

Places are in thousandths of the page's width, so that lines are as thick both ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from records.findings import Edge, Evidence, Matrix, Record
from records.geometry import Box
from web.language import Tongue
from web.views import labels

WIDE = 1000.0
HEAD = 9.0
"""Length of an arrow's head."""
STUB = 22.0
"""How far an arrow reaches that goes on over a page turn."""
SIDE = 16.0
"""How far an arrow that goes back up runs beside its marks."""
LETTER = 8.0
CELL = re.compile(r"matrix\.steps\.(\d+)\.(?:actors|exits)\.(\d+)")
Mark = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A symbol over the place it was seen in; `path` is the cell's."""

    path: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    is_doubtful: bool
    said: str

    @property
    def points(self) -> str:
        """The corners of a diamond or pentagon."""
        x, y, right, low = self.left, self.top, self.left + self.width, self.top + self.height
        middle, half = self.left + self.width / 2, self.top + self.height / 2
        if self.kind == "decision":
            corners = [(middle, y), (right, half), (middle, low), (x, half)]
        else:
            corners = [(x, y), (right, y), (right, half), (middle, low), (x, half)]
        return to_points(corners)


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """A connector from mark to mark: its way, its head, its word; `path` is that of the exits."""

    path: str
    way: str
    head: str
    label: str
    at: Point
    is_doubtful: bool
    said: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that is drawn over one page; the drawing is `WIDE` wide and `height` high."""

    page: int
    height: float
    marks: tuple[DrawnMark, ...]
    arrows: tuple[DrawnArrow, ...]


def to_overlay(
    matrix: Matrix, evidence: Mapping[str, Evidence], page: int, ratio: float, tongue: Tongue
) -> Overlay:
    """What is drawn over the page; `ratio` is its height by its width."""
    places = _places(matrix, evidence)
    marks = []
    for (step, actor), found in places.items():
        if found.page != page:
            continue
        kind = next(m.symbol for m in matrix.steps[step].marks if m.actor == actor)
        box = _scaled(found.box, ratio)
        said = f"{_step_name(matrix, step)}: {tongue.text(labels.SYMBOLS[kind])}"
        cell = f"matrix.steps.{step}.actors.{actor}"
        marks.append(
            DrawnMark(
                cell,
                str(kind),
                box.left,
                box.top,
                box.width,
                box.height,
                found.needs_review or _is_doubtful(evidence, cell),
                said,
            )
        )
    arrows = [
        arrow
        for number, edge in enumerate(matrix.edges)
        if (arrow := _arrow(matrix, edge, number, places, evidence, page, ratio))
    ]
    return Overlay(page, ratio * WIDE, tuple(marks), tuple(arrows))


def _places(matrix: Matrix, evidence: Mapping[str, Evidence]) -> dict[Mark, Evidence]:
    """Where each mark was seen; one put in by a person has no place."""
    found = {}
    for step, row in enumerate(matrix.steps):
        for number, mark in enumerate(row.marks):
            path = f"matrix.steps.{step}.marks.{number}"
            if path in evidence:
                found[step, mark.actor] = evidence[path]
    return found


def cell_place(record: Record, path: str) -> tuple[int, Box] | None:
    """(page, box) of an actor's cell: its mark's, or where its row and column cross."""
    found = CELL.fullmatch(path)
    matrix, evidence = record.matrix, record.evidence
    if found is None or matrix is None:
        return None
    step, actor = int(found[1]), int(found[2])
    places = _places(matrix, evidence)
    if (step, actor) in places:
        return places[step, actor].page, places[step, actor].box
    row = evidence.get(f"matrix.steps.{step}.activity")
    if row is None:
        return None
    column = [one.box for (_, a), one in places.items() if a == actor and one.page == row.page]
    if not column:
        return None
    left, right = min(box.left for box in column), max(box.right for box in column)
    return row.page, Box(left, row.box.top, right, row.box.bottom)


def _arrow(
    matrix: Matrix,
    edge: Edge,
    number: int,
    places: dict[Mark, Evidence],
    evidence: Mapping[str, Evidence],
    page: int,
    ratio: float,
) -> DrawnArrow | None:
    if edge.start not in places or edge.end not in places:
        return None
    start, end = places[edge.start], places[edge.end]
    if page not in (start.page, end.page):
        return None
    begin, finish = _scaled(start.box, ratio), _scaled(end.box, ratio)
    path = f"matrix.edges.{number}"
    if start.page == end.page:
        seen = evidence.get(path)
        drawn = _scaled(seen.box, ratio) if seen and seen.page == page else None
        way = _way(begin, finish, drawn)
    elif page == start.page:
        way = [(_middle(begin), begin.bottom), (_middle(begin), begin.bottom + STUB)]
    else:
        way = [(_middle(finish), finish.top - STUB), (_middle(finish), finish.top)]
    said = f"{_step_name(matrix, edge.start[0])} → {_step_name(matrix, edge.end[0])}"
    (x, y), (next_x, next_y) = way[0], way[1]
    label_at = (x + 4 if next_x >= x else x - LETTER * len(edge.label or ""), y + 14)
    if next_y < y:
        label_at = (label_at[0], y - 6)
    return DrawnArrow(
        f"matrix.steps.{edge.start[0]}.exits.{edge.start[1]}",
        to_points(way),
        to_points(_head(way[-2], way[-1])),
        edge.label or "",
        label_at,
        _is_doubtful(evidence, path),
        f"{said} ({edge.label})" if edge.label else said,
    )


def _way(begin: Box, finish: Box, drawn: Box | None) -> list[Point]:
    """Down between the marks, across within a row, or up beside them, where it was drawn."""
    x, to_x = _middle(begin), _middle(finish)
    if finish.top >= begin.bottom:
        half = (begin.bottom + finish.top) / 2
        if abs(x - to_x) < 2:
            return [(x, begin.bottom), (x, finish.top)]
        return [(x, begin.bottom), (x, half), (to_x, half), (to_x, finish.top)]
    y, to_y = (begin.top + begin.bottom) / 2, (finish.top + finish.bottom) / 2
    if finish.bottom > begin.top:
        if to_x > x:
            return [(begin.right, y), (finish.left, y)]
        return [(begin.left, y), (finish.right, y)]
    right, left = max(begin.right, finish.right), min(begin.left, finish.left)
    if drawn and left - drawn.left > max(drawn.right - right, 0):
        return [(begin.left, y), (drawn.left, y), (drawn.left, to_y), (finish.left, to_y)]
    beside = drawn.right if drawn and drawn.right > right else right + SIDE
    return [(begin.right, y), (beside, y), (beside, to_y), (finish.right, to_y)]


def _head(before: Point, tip: Point) -> list[Point]:
    """The triangle at the tip."""
    across, down = tip[0] - before[0], tip[1] - before[1]
    if abs(across) > abs(down):
        back = tip[0] - HEAD * (1 if across > 0 else -1)
        return [tip, (back, tip[1] - HEAD / 2), (back, tip[1] + HEAD / 2)]
    back = tip[1] - HEAD * (1 if down > 0 else -1)
    return [tip, (tip[0] - HEAD / 2, back), (tip[0] + HEAD / 2, back)]


def _scaled(box: Box, ratio: float) -> Box:
    return Box(box.left * WIDE, box.top * WIDE * ratio, box.right * WIDE, box.bottom * WIDE * ratio)


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2


def _is_doubtful(evidence: Mapping[str, Evidence], path: str) -> bool:
    return path in evidence and evidence[path].needs_review


def _step_name(matrix: Matrix, step: int) -> str:
    return matrix.steps[step].no or str(step + 1)


def to_points(points: list[Point]) -> str:
    """Points as a drawing writes them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
