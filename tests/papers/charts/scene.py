"""Matrices drawn as told, symbol by symbol and stroke by stroke: cases no plan at random makes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from records.paper import SymbolKind
from tests.papers.charts.chart import EDGE, Chart
from tests.papers.charts.device import Device, hand_over
from tests.papers.charts.look import Look
from tests.papers.charts.pen import Pen, draw_connector, draw_grid, draw_symbol, write_cells
from tests.papers.charts.plan import Link, Mark, Plan, Rect
from tests.papers.charts.ways import Drawn, Way

Placed = tuple[Mark, SymbolKind, Rect]
XS, YS = (60, 130, 560, 800, 1040, 1280, 1540, 1680), (60, 170, 310, 450, 590, 730)
"""The lines of a table of four rows and three wide columns of actors."""


def draw_scene(placed: Sequence[Placed], ways: Sequence[tuple[Link, Way]], device: Device) -> Chart:
    """A page of symbols and connectors at given places; a cell may hold several symbols."""
    plan = Plan(XS, YS, 3, {}, tuple(link for link, _ in ways))
    look = Look()
    pen = Pen(XS[-1] + EDGE, YS[-1] + EDGE, look, Random(1))
    draw_grid(pen, plan)
    write_cells(pen, plan)
    for _, kind, rect in placed:
        draw_symbol(pen, rect, kind)
    drawn = tuple(Drawn(link, way) for link, way in ways)
    for one in drawn:
        draw_connector(pen, one)
    handed = hand_over(pen.finish(), device, np.random.default_rng(1))
    return Chart(handed.pixels, handed.scale, look, plan, {}, drawn, ())


def two_in_a_cell(device: Device) -> tuple[Chart, list[tuple[Mark, SymbolKind]]]:
    """A box and a diamond in one cell, linked within it; the diamond's way back makes a loop."""
    placed: list[Placed] = [
        ((0, 0), SymbolKind.TERMINATOR, (620, 210, 740, 270)),
        ((1, 1), SymbolKind.PROCESS, (815, 352, 905, 408)),
        ((1, 1), SymbolKind.DECISION, (945, 340, 1025, 420)),
        ((2, 2), SymbolKind.PROCESS, (1115, 490, 1205, 550)),
        ((3, 0), SymbolKind.TERMINATOR, (620, 630, 740, 690)),
    ]
    ways: list[tuple[Link, Way]] = [
        (Link((0, 0), (1, 1)), ((680, 270), (680, 380), (815, 380))),
        (Link((1, 1), (1, 1)), ((905, 380), (945, 380))),
        (Link((1, 1), (2, 2)), ((1025, 380), (1160, 380), (1160, 490))),
        (Link((2, 2), (3, 0)), ((1160, 550), (1160, 660), (740, 660))),
        (Link((1, 1), (0, 0)), ((985, 340), (985, 240), (740, 240))),
    ]
    return draw_scene(placed, ways, device), [(mark, kind) for mark, kind, _ in placed]


def shared_tip(device: Device) -> Chart:
    """A diamond entered at the tip at which it is left: both connectors share a stretch."""
    placed: list[Placed] = [
        ((0, 0), SymbolKind.PROCESS, (620, 210, 740, 270)),
        ((1, 0), SymbolKind.DECISION, (630, 340, 730, 420)),
        ((2, 1), SymbolKind.DECISION, (870, 480, 970, 560)),
        ((3, 2), SymbolKind.TERMINATOR, (1100, 630, 1220, 690)),
    ]
    ways: list[tuple[Link, Way]] = [
        (Link((0, 0), (1, 0)), ((680, 270), (680, 340))),
        (Link((1, 0), (0, 0)), ((730, 380), (860, 380), (860, 240), (740, 240))),
        (Link((1, 0), (2, 1)), ((680, 420), (680, 520), (870, 520))),
        (Link((2, 1), (1, 0)), ((970, 520), (1010, 520), (1010, 380), (730, 380))),
        (Link((2, 1), (3, 2)), ((920, 560), (920, 660), (1100, 660))),
    ]
    return draw_scene(placed, ways, device)
