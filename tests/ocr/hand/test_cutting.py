"""Tails go back to the line they hang from; what stands on its own line stays there."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.hand.cutting import tails_of
from records.geometry import Box

HEIGHT = 20.0
LINE = [Box(0, 4, 12, 20)]
"""One letter of the lower line, standing on row 20."""


@pytest.mark.parametrize(("rows", "is_tail"), [(8, True), (20, False)], ids=["tail", "letter"])
def test_what_was_cut_off_is_a_tail_unless_it_stands_on_the_line(rows: int, is_tail: bool) -> None:
    part = np.ones((rows, 10), dtype=bool)
    found = tails_of(part, Box(16, 0, 26, rows), LINE, HEIGHT)
    assert bool(found.all()) is is_tail
