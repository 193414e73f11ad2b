"""The arrows of a matrix: every edge routed on its page, or to connectors where it leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from compose.procedure.columns import Columns
from compose.procedure.pages import (
    CONNECTOR_ZONE,
    GAP,
    SIZES,
    MatrixPage,
    PlacedSymbol,
)
from compose.procedure.routes import Lanes, Route, find_route
from records.findings import Edge, Matrix
from records.geometry import Box, Point
from records.paper import SymbolKind

LANE_SHARES = (0.35, 0.68)
"""Where in the free strip beside a symbol lines run."""
WIDE_LANE_SHARES = (0.2, 0.45, 0.7, 0.95)
STRIP = 0.19
"""The free strip on one side of a symbol, of its column's width."""
SLOT_ASIDE, LEAST_ASIDE = 0.3, 18.0
"""How far from a column's centre further connectors stand, of its width, and at least in points."""
WIDE_STRIP = 15.0
"""Points of a strip with room for four lines."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with its connectors and the routes of its arrows; `heads` tells which end in one."""

    page: MatrixPage
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class _Leg:
    start: PlacedSymbol
    end: PlacedSymbol
    label: str | None
    is_second_exit: bool


def route_flow(matrix: Matrix, pages: Sequence[MatrixPage], columns: Columns) -> list[DrawnPage]:
    """All pages with their arrows; an edge over a page turn goes through a pair of connectors."""
    legs: list[list[_Leg]] = [[] for _ in pages]
    connectors: list[list[PlacedSymbol]] = [[] for _ in pages]
    turns: list[set[float]] = [set() for _ in pages]
    exits: dict[tuple[int, int], int] = {}
    for edge in sorted(matrix.edges, key=_length):
        order = exits.get(edge.start, 0)
        exits[edge.start] = order + 1
        for number, leg in _edge_to_legs(edge, pages, columns, connectors, turns, order > 0):
            legs[number].append(leg)
    return [
        _draw(replace(page, symbols=page.symbols + tuple(extra)), page_legs, columns)
        for page, extra, page_legs in zip(pages, connectors, legs, strict=True)
    ]


def _length(edge: Edge) -> tuple[bool, int, int]:
    """Forward edges first, short ones before long ones: they deserve the straight ways."""
    rows = edge.end[0] - edge.start[0]
    return rows < 0, abs(rows), abs(edge.end[1] - edge.start[1])


def _edge_to_legs(
    edge: Edge,
    pages: Sequence[MatrixPage],
    columns: Columns,
    connectors: list[list[PlacedSymbol]],
    turns: Sequence[set[float]],
    is_second_exit: bool,
) -> Iterable[tuple[int, _Leg]]:
    first = _find(edge.start, pages)
    last = _find(edge.end, pages)
    if first is None or last is None:
        return
    (number, symbol), (goal, target) = first, last
    label = edge.label
    while number != goal:
        step = 1 if goal > number else -1
        x = _take_slot(edge.start[1], turns[min(number, number + step)], columns)
        leaving = _connector(pages[number], x, at_bottom=step > 0)
        connectors[number].append(leaving)
        yield number, _Leg(symbol, leaving, label, is_second_exit)
        number += step
        symbol = _connector(pages[number], x, at_bottom=step < 0)
        connectors[number].append(symbol)
        label, is_second_exit = None, False
    yield goal, _Leg(symbol, target, label, is_second_exit)


def _find(name: tuple[int, int], pages: Sequence[MatrixPage]) -> tuple[int, PlacedSymbol] | None:
    for page in pages:
        found = page.symbol(name)
        if found is not None:
            return page.number, found
    return None


def _connector(page: MatrixPage, x: float, *, at_bottom: bool) -> PlacedSymbol:
    width, height = SIZES[SymbolKind.OFF_PAGE]
    if at_bottom:
        bottom = page.rows[-1].bottom - GAP / 3
        box = Box(x - width / 2, bottom - height, x + width / 2, bottom)
    else:
        top = page.rows[0].top + GAP / 3
        box = Box(x - width / 2, top, x + width / 2, top + height)
    return PlacedSymbol(SymbolKind.OFF_PAGE, box)


def _take_slot(wanted: int, taken: set[float], columns: Columns) -> float:
    """Where a connector stands: near the wanted actor's column, where no other does."""
    slots = [(columns.actor_center(actor), 0.0) for actor in range(columns.actor_count)]
    for actor in range(columns.actor_count):
        left, right = columns.actor_span(actor)
        aside = (right - left) * SLOT_ASIDE
        if aside >= LEAST_ASIDE:
            x = columns.actor_center(actor)
            slots += [(x - aside, aside), (x + aside, aside)]
    goal = columns.actor_center(wanted)
    free = [slot for slot in slots if slot[0] not in taken] or slots
    x, _ = min(free, key=lambda slot: (abs(slot[0] - goal) + slot[1], slot[0]))
    taken.add(x)
    return x


def _draw(page: MatrixPage, legs: Sequence[_Leg], columns: Columns) -> DrawnPage:
    lanes = _lanes(page, columns)
    routes: list[Route] = []
    for leg in legs:
        others = [s.box for s in page.symbols if s not in (leg.start, leg.end)]
        points = find_route(
            leg.start.box, leg.end.box, others, routes, lanes, prefer_side=leg.is_second_exit
        )
        routes.append(Route(_clean(points), leg.label))
    return DrawnPage(page, tuple(routes))


def _clean(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points without repetitions: a route through its own bend has no length there."""
    return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


def _lanes(page: MatrixPage, columns: Columns) -> Lanes:
    heights = []
    for row in page.rows:
        heights += [row.top + GAP * share for share in LANE_SHARES]
        heights += [row.bottom - GAP * share for share in LANE_SHARES]
    for symbol in page.symbols:
        heights += [symbol.box.top - GAP * 0.6, symbol.box.bottom + GAP * 0.6]
    if page.rows:
        heights.append(page.rows[-1].bottom - CONNECTOR_ZONE + GAP / 3)
        heights.append(page.rows[0].top + CONNECTOR_ZONE - GAP / 3)
    sides = []
    for actor in range(columns.actor_count):
        left, right = columns.actor_span(actor)
        strip = (right - left) * STRIP
        shares = WIDE_LANE_SHARES if strip > WIDE_STRIP else LANE_SHARES
        sides += [left + strip * share for share in shares]
        sides += [right - strip * share for share in shares]
    return Lanes(tuple(sorted(set(heights))), tuple(sorted(set(sides))))
