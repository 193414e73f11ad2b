"""What the reader takes for another script is never given as sure."""

from __future__ import annotations

import numpy as np
import pytest

from extract.blank.placed.part import has_other_script
from records.geometry import Box
from records.pen import Scribble


def scribble(*known: float) -> Scribble:
    """Places at which the signs we know have those chances together."""
    chances = np.log(np.maximum(np.array([[0.0, share] for share in known], np.float32), 1e-9))
    box, lefts = Box(0, 0, 8 * len(known), 8), np.arange(len(known), dtype=np.float32)
    return Scribble(box, "4", chances.reshape(-1, 2), lefts)


@pytest.mark.parametrize(
    ("known", "is_other"),
    [((), False), ((1.0, 0.98), False), ((1.0, 0.6, 1.0), False), ((1.0, 0.01, 1.0), True)],
)
def test_a_place_without_a_sign_we_know_is_told(known: tuple[float, ...], is_other: bool) -> None:
    assert has_other_script(scribble(*known)) is is_other
