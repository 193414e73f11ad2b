"""Floors of accuracy on a few drawn pages a level; docs/accuracy.md has the figures."""

from __future__ import annotations

import pytest

from ingest.limits import Limits
from service.reading import PagePool
from tests.accuracy.drawn import (
    Paper,
    draw_filled_blank,
    draw_own_blank,
    draw_procedure,
    draw_recapitulation,
)
from tests.accuracy.measure import read_papers
from tests.accuracy.scoring import Tally
from tests.papers.scanning import Level

FIGURES = ("header", "rows", "cells", "actors", "marks", "edges")
FLOORS = {
    "digital": (0.99, 1.0, 0.99, 1.0, 0.99, 0.99),
    "clean": (0.93, 0.98, 0.97, 0.95, 0.97, 0.95),
    "office": (0.93, 0.98, 0.96, 0.95, 0.97, 0.93),
    "copier": (0.85, 0.95, 0.92, 0.90, 0.94, 0.88),
    "phone": (0.85, 0.95, 0.92, 0.90, 0.94, 0.88),
}
RECAP_FLOOR, FORM_FLOOR, OWN_FLOOR = 0.9, 0.7, 0.85


def read(paper: Paper) -> Tally:
    with PagePool(1, Limits()) as pool:
        return read_papers([paper], pool)[paper.level]


@pytest.mark.slow
@pytest.mark.tesseract
@pytest.mark.parametrize("level", FLOORS)
def test_a_procedure_is_read_at_least_so_rightly(level: str) -> None:
    tally = read(draw_procedure(111, level))
    for name, floor in zip(FIGURES, FLOORS[level], strict=True):
        assert (tally.figure(name) or 0.0) >= floor, name


@pytest.mark.slow
@pytest.mark.tesseract
def test_a_copied_recapitulation_is_read_at_least_so_rightly() -> None:
    assert (read(draw_recapitulation(211, "copier")).figure("table") or 0.0) >= RECAP_FLOOR


@pytest.mark.slow
@pytest.mark.tesseract
def test_a_filled_blank_is_read_at_least_so_rightly() -> None:
    assert (read(draw_filled_blank(310, "office")).figure("fields") or 0.0) >= FORM_FLOOR


@pytest.mark.slow
@pytest.mark.tesseract
@pytest.mark.parametrize("device", ["copier", "phone"])
def test_our_own_blanks_are_known_and_read_at_least_so_rightly(device: Level) -> None:
    tally = read(draw_own_blank(411, device))
    assert tally.figure("kind") == 1.0
    assert tally.figure("filing") == 1.0
    assert tally.figure("checks") in (None, 1.0)
    assert (tally.figure("exact") or 0.0) >= OWN_FLOOR
