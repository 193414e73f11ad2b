"""Drawings that no plan at random makes: several symbols in a cell, connectors sharing a tip."""

from __future__ import annotations

import pytest

from extract.matrix.flow import attach_flow
from extract.matrix.parts import MatrixPart
from ocr.drawing.read import read_drawing
from ocr.ink.marks import ink_mask
from tests.papers.charts.chart import Chart
from tests.papers.charts.device import Device
from tests.papers.charts.scene import shared_tip, two_in_a_cell


def _read(chart: Chart) -> MatrixPart:
    drawing = read_drawing(ink_mask(chart.pixels), chart.pixels, chart.letter)
    return attach_flow(chart.part, chart.sheet(drawing.symbols, drawing.strokes))


@pytest.mark.parametrize("device", ["clean", "office", "copier"])
def test_two_symbols_of_one_cell_are_both_marks_and_carry_its_flow(device: Device) -> None:
    chart, marks = two_in_a_cell(device)
    part = _read(chart)
    assert [(mark.place, mark.symbol) for mark in part.marks] == marks
    links = {(edge.start, edge.end) for edge in part.edges}
    assert links == {(link.start, link.end) for link in chart.links if link.start != link.end}


@pytest.mark.parametrize("device", ["clean", "office"])
def test_connectors_that_share_a_tip_are_told_apart(device: Device) -> None:
    chart = shared_tip(device)
    links = {(edge.start, edge.end) for edge in _read(chart).edges}
    assert links == {(link.start, link.end) for link in chart.links}
