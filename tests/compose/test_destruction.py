"""What a certificate of destruction says in few words."""

from __future__ import annotations

import pytest

from compose.monthly.destruction import runs


@pytest.mark.parametrize(
    ("numbers", "told"),
    [((), ""), ((4,), "4"), ((1, 2), "1, 2"), ((1, 2, 3, 7, 9, 10), "1–3, 7, 9, 10")],
)
def test_numbers_that_follow_one_another_are_told_as_a_run(
    numbers: tuple[int, ...], told: str
) -> None:
    assert runs(numbers) == told
