"""Drawn matrices are read back from their pixels."""

from __future__ import annotations

from collections import Counter

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.drawing.read import read_drawing
from ocr.drawing.values import Drawing
from ocr.ink.marks import ink_mask
from records.paper import SymbolKind
from tests.papers.flowchart import LETTER, Damage, Flowchart, Mark, Style, draw_flowchart

REACH = 22.0
"""Pixels a stroke may end from its shape: a letter's height, as the reader allows."""
CLEAN = Damage()
OFFICE = Damage(blur=0.8, noise=4, fade=20)
COPIER = Damage(blur=1.0, noise=10, gaps=0.002, angle_deg=0.15)
PHONE = Damage(blur=1.6, noise=5, fade=50, angle_deg=0.25)


def _read(chart: Flowchart) -> Drawing:
    return read_drawing(ink_mask(chart.pixels), chart.pixels, float(LETTER))


def _mark_at(chart: Flowchart, point: tuple[float, float]) -> Mark | None:
    x, y = point
    for mark, (left, top, right, bottom) in chart.boxes.items():
        if left - REACH <= x <= right + REACH and top - REACH <= y <= bottom + REACH:
            return mark
    return None


def _f1(true: int, hit: int, got: int) -> float:
    return 2 * hit / (true + got) if true + got else 1.0


def _score(damage: Damage, seeds: range) -> tuple[float, float]:
    marks, edges = [0, 0, 0], [0, 0, 0]
    for seed in seeds:
        chart = draw_flowchart(seed, damage=damage)
        drawing = _read(chart)
        want: Counter[tuple[Mark | None, SymbolKind]] = Counter(chart.marks.items())
        got = Counter((_mark_at(chart, s.box.center), s.kind) for s in drawing.symbols)
        for k, n in enumerate((want.total(), (want & got).total(), got.total())):
            marks[k] += n
        links = {
            (_mark_at(chart, s.points[0]), _mark_at(chart, s.points[-1])) for s in drawing.strokes
        }
        found = {link for link in links if None not in link and link[0] != link[1]}
        for k, n in enumerate((len(chart.edges), len(chart.edges & found), len(found))):
            edges[k] += n
    return _f1(*marks), _f1(*edges)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "marks_floor", "edges_floor"),
    [(CLEAN, 0.99, 0.97), (OFFICE, 0.99, 0.97), (COPIER, 0.97, 0.93), (PHONE, 0.97, 0.93)],
    ids=["clean", "office", "copier", "phone"],
)
def test_random_matrices_are_read_at_least_this_well(
    damage: Damage, marks_floor: float, edges_floor: float
) -> None:
    marks, edges = _score(damage, range(12))
    assert marks >= marks_floor
    assert edges >= edges_floor


@pytest.mark.parametrize(
    "style",
    [
        Style(),
        Style(fill=215),
        Style(outline=6),
        Style(outline=2, stroke=2, ruling=2),
        Style(corner=0.15),
        Style(has_word=True),
    ],
    ids=["plain", "filled", "thick", "thin", "rounded", "with a word"],
)
def test_every_style_of_shape_is_told(style: Style) -> None:
    chart = draw_flowchart(3, style)
    found = {_mark_at(chart, s.box.center): s.kind for s in _read(chart).symbols}
    assert found == chart.marks


def test_a_page_without_a_table_has_no_drawing() -> None:
    page = np.full((900, 900), 255, np.uint8)
    page[300:360, 300:303] = 0
    assert (
        read_drawing(ink_mask(page), page, float(LETTER)) == Drawing()
        or not read_drawing(ink_mask(page), page, float(LETTER)).symbols
    )


def test_a_table_of_text_alone_has_no_shapes() -> None:
    chart = draw_flowchart(5)
    blank = chart.pixels.copy()
    for left, top, right, bottom in chart.boxes.values():
        blank[round(top) - 30 : round(bottom) + 30, round(left) - 5 : round(right) + 5] = 255
    kinds = {s.kind for s in read_drawing(ink_mask(blank), blank, float(LETTER)).symbols}
    assert SymbolKind.DECISION not in kinds
    assert SymbolKind.TERMINATOR not in kinds


def test_shapes_and_connectors_are_painted_out() -> None:
    chart = draw_flowchart(3, Style())
    drawing = _read(chart)
    assert drawing.ink is not None
    for left, top, right, bottom in chart.boxes.values():
        assert drawing.ink[round((top + bottom) / 2), round((left + right) / 2)] == 255


def test_a_stroke_runs_from_its_tail_to_its_head() -> None:
    chart = draw_flowchart(3, Style())
    for stroke in _read(chart).strokes:
        if stroke.head and stroke.confidence > 0.8:
            link = (_mark_at(chart, stroke.points[0]), _mark_at(chart, stroke.points[-1]))
            assert link in chart.edges


def _ruled() -> NDArray[np.uint8]:
    """A page of 10 x 7 cells with a heading over the whole width between rows 3 and 4."""
    grey = np.full((900, 1300), 255, np.uint8)
    levels = [100, 200, 300, 400, 450, 550, 650, 750]
    for y in levels:
        cv2.line(grey, (100, y), (1200, y), 0, 3)
    for x in range(100, 1201, 110):
        for top, bottom in ((100, 400), (450, 750)) if 100 < x < 1200 else ((100, 750),):
            cv2.line(grey, (x, top), (x, bottom), 0, 3)
    return grey


def test_a_heading_over_the_whole_table_hides_no_shapes() -> None:
    grey = _ruled()
    for x, y in ((485, 250), (705, 500), (485, 600)):
        cv2.rectangle(grey, (x - 32, y - 18), (x + 32, y + 18), 0, 3)
    for row in range(6):
        for column in (0, 7, 8, 9):
            place = (120 + 110 * column, (150, 250, 350, 500, 600, 700)[row])
            cv2.putText(grey, "Surat tugas"[: 5 + row], place, 0, 0.6, 0, 2)
    drawing = read_drawing(ink_mask(grey), grey, 20.0)
    assert [s.kind for s in drawing.symbols] == [SymbolKind.PROCESS] * 3
