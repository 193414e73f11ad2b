"""Matrices with the grids and heads of many offices are read at least as well as these floors."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from ingest.limits import Limits
from service.reading import PagePool
from tests.accuracy.drawn import Paper
from tests.accuracy.measure import read_papers
from tests.papers.scanning import DPI, Level, pages_to_pdf, scan
from tests.papers.tables.draw import draw_table
from tests.papers.tables.look import FONTS, random_look
from tests.papers.tables.paint import font_file
from tests.papers.tables.truth import draw_truth

pytestmark = [pytest.mark.tesseract, pytest.mark.slow]

SEEDS: dict[Level, tuple[int, ...]] = {"office": (403, 409, 414), "copier": (401, 409, 414)}
"""Dashed, thick and missing borders; shaded and narrow heads."""
STEPS = 4
BLANK = 255
FLOORS: dict[Level, dict[str, float]] = {
    "office": {"rows": 0.99, "cells": 0.98, "actors": 0.94, "marks": 0.97},
    "copier": {"rows": 0.97, "cells": 0.95, "actors": 0.94, "marks": 0.95},
}


def draw_matrix(seed: int, level: Level, steps: int = STEPS) -> Paper:
    """A matrix alone on its pages, without an identity part, the paper cut off below it."""
    random = Random(seed)
    actors = random.randint(1, 12)
    look = random_look(random, actors)
    truth = draw_truth(random, actors, steps, has_number=look.has_number)
    noise = np.random.default_rng(seed)
    margin = round(look.margin / 72 * DPI[level])
    pages = [
        scan(
            page[: int(np.flatnonzero((page < BLANK).any(axis=(1, 2)))[-1]) + margin], level, noise
        )
        for page in draw_table(truth, look, DPI[level])
    ]
    return Paper(f"table{seed}", level, pages_to_pdf(pages, DPI[level]), truth.to_json())


@pytest.fixture
def pool() -> Iterator[PagePool]:
    with PagePool(1, Limits()) as pool:
        yield pool


@pytest.mark.skipif(
    any(font_file(font, bold=True) is None for font in FONTS), reason="fonts are missing"
)
@pytest.mark.parametrize("level", FLOORS)
def test_tables_of_many_offices_are_read(level: Level, pool: PagePool) -> None:
    tally = read_papers((draw_matrix(seed, level) for seed in SEEDS[level]), pool)[level]
    for name, floor in FLOORS[level].items():
        figure = tally.figure(name)
        assert figure is not None
        assert figure >= floor, name
