"""Matrices drawn in every way of an office are read from their pixels, flow included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.matrix.flow import attach_flow
from extract.matrix.parts import MatrixPart
from ocr.drawing.read import read_drawing
from ocr.ink.marks import ink_mask
from tests.papers.charts.chart import Chart, draw_chart
from tests.papers.charts.device import Device
from tests.papers.charts.look import Look

PLAIN = Look()
ACCURACY: list[tuple[Device, float, float]] = [
    ("clean", 0.98, 0.92),
    ("office", 0.98, 0.92),
    ("copier", 0.97, 0.87),
    ("phone", 0.98, 0.89),
]
"""Floors of marks and edges: half of the looks are odder than any paper seen."""


def _read(chart: Chart) -> MatrixPart:
    drawing = read_drawing(ink_mask(chart.pixels), chart.pixels, chart.letter)
    return attach_flow(chart.part, chart.sheet(drawing.symbols, drawing.strokes))


def _links(part: MatrixPart) -> set[tuple[object, object]]:
    return {(edge.start, edge.end) for edge in part.edges if edge.confidence > 0.3}


def _f1(pairs: list[tuple[set[object], set[object]]]) -> float:
    hit = sum(len(true & got) for true, got in pairs)
    count = sum(len(true) + len(got) for true, got in pairs)
    return 2 * hit / count if count else 1.0


GOLDENS = [
    (replace(PLAIN, fill=225), 7),
    (replace(PLAIN, fill=190), 7),
    (replace(PLAIN, fill=110), 7),
    (replace(PLAIN, fill=110, head="tiny"), 7),
    (replace(PLAIN, outline=6, corner=0.2), 7),
    (replace(PLAIN, stroke=1.6, outline=1.6, ruling=5), 7),
    (replace(PLAIN, stroke=4.5, letter=20), 2),
    (replace(PLAIN, askew=1.5, slope=3), 7),
    (replace(PLAIN, head="open", gap=6), 7),
    (replace(PLAIN, routes=("elbow",), backs=("inner",)), 7),
    (replace(PLAIN, routes=("sides",), backs=("outer",)), 7),
    (replace(PLAIN, routes=("ruling",), backs=("up",)), 7),
    (replace(PLAIN, label="ruling"), 7),
    (replace(PLAIN, several=0.5, routes=("side",)), 7),
    (replace(PLAIN, is_double=True), 7),
]


@pytest.mark.parametrize(("look", "seed"), GOLDENS)
@pytest.mark.parametrize("device", ["office", "copier"])
def test_each_way_of_drawing_is_read(look: Look, seed: int, device: Device) -> None:
    _assert_read(draw_chart(seed, look, device))


def test_hollow_heads_are_read_from_a_flatbed_scan() -> None:
    _assert_read(draw_chart(7, replace(PLAIN, head="hollow", gap=-2), "office"))


def _assert_read(chart: Chart) -> None:
    part = _read(chart)
    assert {m.place: m.symbol for m in part.marks} == chart.plan.marks
    assert _links(part) == {(link.start, link.end) for link in chart.links}


@pytest.mark.slow
@pytest.mark.parametrize(("device", "marks_floor", "edges_floor"), ACCURACY)
def test_odd_looks_are_read_at_least_this_well(
    device: Device, marks_floor: float, edges_floor: float
) -> None:
    marks: list[tuple[set[object], set[object]]] = []
    edges: list[tuple[set[object], set[object]]] = []
    for seed in range(400, 425):
        chart = draw_chart(seed, device=device)
        part = _read(chart)
        marks.append((set(chart.plan.marks.items()), {(m.place, m.symbol) for m in part.marks}))
        true = {(link.start, link.end) for link in chart.links}
        edges.append((set(true), {(e.start, e.end) for e in part.edges}))
    assert _f1(marks) >= marks_floor
    assert _f1(edges) >= edges_floor
