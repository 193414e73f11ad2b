"""A printed blank as devices hand it over."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from forms.definitions import load_forms
from forms.form import Form
from records.paper import Raster
from tests.papers.printed import FilledBlank, draw_printed, scaled
from tests.papers.scanning import DPI, Level, Pixels, scan

FORM = next(form for form in load_forms() if form.id == "kunjungan-usaha")


def form() -> Form:
    """A form of one page."""
    return FORM


@lru_cache(maxsize=4)
def filled() -> FilledBlank:
    """A copy filled by a pen."""
    return draw_printed(FORM, 4, "patrick-hand")


@lru_cache(maxsize=8)
def scanned(level: Level) -> Pixels:
    """Its page as a device of that level hands it over."""
    return scan(scaled(filled().pages[0], DPI[level]), level, np.random.default_rng(5))


def raster(level: Level, turn: int = 0) -> Raster:
    """The same, turned clockwise by so many quarters."""
    return Raster(np.ascontiguousarray(np.rot90(scanned(level), -turn)), DPI[level])
