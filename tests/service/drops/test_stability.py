"""A file is whole when nothing of it has changed for a while."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.drops.stability import Stamp, Tracker

STAMPS = st.builds(Stamp, st.integers(0, 2), st.integers(0, 2), st.integers(0, 1))


def looks(settled: int, *stamps: Stamp | None) -> list[bool]:
    """Whether the one file was settled at each look; None where it was not there."""
    tracker: Tracker[str] = Tracker(settled)
    return [bool(tracker.settled({} if s is None else {"a": s})) for s in stamps]


def test_a_file_settles_after_its_looks_and_not_while_it_grows() -> None:
    small, large = Stamp(1, 1, 1), Stamp(2, 2, 1)
    assert looks(2, small, small, small, small) == [False, False, True, True]
    assert looks(2, small, small, large, large, large) == [False, False, False, False, True]
    assert looks(1, small, None, small, small) == [False, False, False, True]


def test_an_empty_file_never_settles() -> None:
    assert not any(looks(1, *[Stamp(0, 1, 1)] * 10))


@given(st.integers(1, 4), st.lists(st.none() | STAMPS, max_size=20))
def test_what_settles_was_the_same_at_every_look_before(
    settled: int, seen: list[Stamp | None]
) -> None:
    for at, is_settled in enumerate(looks(settled, *seen)):
        recent = seen[max(0, at - settled) : at + 1]
        same = len(recent) == settled + 1 and len(set(recent)) == 1 and recent[0] is not None
        assert is_settled == (same and recent[0] is not None and recent[0].size > 0)
