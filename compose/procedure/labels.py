"""Where the words of a branch stand: at the exit they name, off every line, symbol and border.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from compose.procedure.columns import Columns
from compose.procedure.pages import MatrixPage, PlacedSymbol
from compose.procedure.routes import Route
from records.geometry import Box, Point
from records.paper import SymbolKind

AWAYS = (1.4, 4.0, 7.0, 10.0)
"""Between a label and the line it stands at; the first is wanted."""
STEPS = (-28.0, -22.0, -16.0, -11.0, -7.0, -4.0, 0.0, 2.0, 4.0, 8.0, 12.0, 16.0, 20.0)
"""How far along the line a label may begin, from the exit."""
ON_LINE, ON_SYMBOL, OUTSIDE, ON_BORDER, ON_LABEL = 60.0, 90.0, 500.0, 25.0, 150.0
"""What it costs to stand on a line of the flow, a symbol, beyond the actors, on a border."""
NEAR_OTHER, OTHER = 40.0, 6.0
"""What it costs to stand this near to the line of another edge: whose label is it?"""
BETWEEN = 10.0
"""Free width between two labels, lest they read as one."""
ASIDE = 6.0
"""Readers look right of a line that goes down, and above one that goes sideways."""
BACK = 1.5
"""Standing back over the symbol costs more than standing on along the line."""


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A branch label and the box it fills."""

    text: str
    box: Box


def place_labels(
    routes: Sequence[Route],
    page: MatrixPage,
    columns: Columns,
    widths: Mapping[str, float],
    height: float,
) -> list[PlacedLabel | None]:
    """A place for each route's label, None for routes without; `widths` in points by text."""
    placed: list[PlacedLabel | None] = []
    borders = _borders(page, columns)
    lines = [pair for route in routes for pair in pairwise(route.points)]
    for route in routes:
        if not route.label:
            placed.append(None)
            continue
        taken = [_wide(label.box) for label in placed if label]
        foreign = [
            pair for other in routes if other is not route for pair in pairwise(other.points)
        ]
        candidates = _candidates(route, widths[route.label], height)
        _, box = min(
            (
                (
                    cost + _cost(box, lines, page, taken, borders, columns) + _doubt(box, foreign),
                    box,
                )
                for cost, box in candidates
            ),
            key=lambda pair: pair[0],
        )
        placed.append(PlacedLabel(route.label, box))
    return placed


def _candidates(route: Route, width: float, height: float) -> Iterator[tuple[float, Box]]:
    (x, y), (next_x, next_y) = route.points[0], route.points[1]
    is_flat = y == next_y
    ahead = 1 if (next_x > x if is_flat else next_y > y) else -1
    for along, away in product(STEPS, AWAYS):
        cost = (along if along >= 0 else -along * BACK) + 4 * (away - AWAYS[0])
        if is_flat:
            left = x + along if ahead > 0 else x - along - width
            yield cost, _box(left, y - away - height, width, height)
            yield cost + ASIDE, _box(left, y + away, width, height)
        else:
            top = y + along if ahead > 0 else y - along - height
            yield cost, _box(x + away, top, width, height)
            yield cost + ASIDE, _box(x - away - width, top, width, height)


def _box(left: float, top: float, width: float, height: float) -> Box:
    return Box(left, top, left + width, top + height)


def _cost(
    box: Box,
    segments: Sequence[tuple[Point, Point]],
    page: MatrixPage,
    labels: Sequence[Box],
    borders: Sequence[tuple[Point, Point]],
    columns: Columns,
) -> float:
    left, right = columns.actors_span
    cost = OUTSIDE if box.left < left + 1 or box.right > right - 1 else 0.0
    cost += sum(ON_LINE for a, b in segments if _is_met(box, a, b))
    cost += sum(ON_BORDER for a, b in borders if _is_met(box, a, b))
    cost += sum(ON_SYMBOL for symbol in page.symbols if _is_on(box, symbol))
    cost += sum(
        OUTSIDE
        for row in page.rows
        if row.top - row.lead < box.bottom and row.top > box.top and row.lead
    )
    return cost + sum(ON_LABEL for label in labels if box.overlap(label) > 0)


def _doubt(box: Box, foreign: Sequence[tuple[Point, Point]]) -> float:
    near = box.grow(OTHER)
    return sum(NEAR_OTHER for a, b in foreign if _is_met(near, a, b))


def _wide(box: Box) -> Box:
    return Box(box.left - BETWEEN, box.top, box.right + BETWEEN, box.bottom)


def _borders(page: MatrixPage, columns: Columns) -> list[tuple[Point, Point]]:
    if not page.rows:
        return []
    top, bottom = page.rows[0].top, page.rows[-1].bottom
    left, right = columns.actors_span
    edges = columns.edges[columns.FIRST_ACTOR : columns.FIRST_ACTOR + columns.actor_count + 1]
    upright = [((x, top), (x, bottom)) for x in edges]
    return upright + [((left, row.bottom), (right, row.bottom)) for row in page.rows]


def _is_met(box: Box, a: Point, b: Point) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return left < box.right and right > box.left and top < box.bottom and bottom > box.top


def _is_on(box: Box, symbol: PlacedSymbol) -> bool:
    """Whether a label covers the symbol; the corners around a diamond are free."""
    if symbol.box.grow(1).overlap(box) <= 0:
        return False
    if symbol.kind is not SymbolKind.DECISION:
        return True
    x, y = symbol.box.center
    near_x = min(max(x, box.left), box.right)
    near_y = min(max(y, box.top), box.bottom)
    far = abs(near_x - x) / (symbol.box.width / 2) + abs(near_y - y) / (symbol.box.height / 2)
    return far < 1.05
