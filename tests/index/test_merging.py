"""Segments merge rarely, little by day, and end few."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.disk.merging import FAN, WORKING_LIMIT, nightly, while_working

SIZES = st.lists(st.tuples(st.integers(1, 100_000), st.just(0)), max_size=40)


@given(SIZES)
def test_by_day_few_pages_are_merged(sizes: list[tuple[int, int]]) -> None:
    chosen = while_working(sizes)
    assert sum(sizes[number][0] for number in chosen) <= WORKING_LIMIT
    assert len(chosen) != 1


def test_many_small_commits_leave_few_segments() -> None:
    sizes: list[tuple[int, int]] = []
    rewritten = 0
    for _ in range(1000):
        chosen = while_working(sizes)
        merged = sum(sizes[number][0] for number in chosen)
        rewritten += merged
        sizes = [s for number, s in enumerate(sizes) if number not in chosen]
        sizes.append((merged + 4, 0))
    assert len(sizes) < 4 * FAN
    assert rewritten < 6 * 4 * 1000


@given(SIZES)
def test_a_night_ends_with_one_segment_a_tier(sizes: list[tuple[int, int]]) -> None:
    chosen = nightly(sizes)
    left = len(sizes) - len(chosen) + bool(chosen)
    assert left <= 8


def test_a_segment_mostly_dropped_is_rewritten_at_night() -> None:
    assert nightly([(50_000, 30_000), (1, 0)]) == [0]
