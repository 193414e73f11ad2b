"""The resolution told by a file is believed where a sheet of paper can have it."""

from __future__ import annotations

import pytest

from records.resolution import guess_dpi, trusted_dpi

CASES = [
    (300.0, 2480, 3508, 300.0),
    (72.0, 3000, 4000, 342.1),
    (1.0, 2480, 3508, 300.0),
    (None, 2480, 3508, 300.0),
    (None, 3508, 2480, 300.0),
    (None, 2540, 3898, 300.0),
    (96.0, 800, 1132, 96.0),
    (2400.0, 2480, 3508, 300.0),
]


@pytest.mark.parametrize(("told", "width", "height", "expected"), CASES)
def test_nonsense_is_replaced_by_the_papers_proportions(
    told: float | None, width: int, height: int, expected: float
) -> None:
    assert trusted_dpi(told, width, height) == pytest.approx(expected, rel=0.01)


def test_a_line_of_pixels_has_a_resolution_too() -> None:
    assert guess_dpi(1, 1) >= 1
    assert guess_dpi(5000, 1) > 1
