"""Code that would run for ever is ended."""

from __future__ import annotations

import time

import pytest

from ingest.vector.budget import Overspent, cpu_budget


def spin(seconds: float) -> int:
    end = time.thread_time() + seconds
    turns = 0
    while time.thread_time() < end:
        turns += 1
    return turns


def test_a_loop_is_ended() -> None:
    with pytest.raises(Overspent), cpu_budget(0.1):
        spin(30)


def test_parsers_that_swallow_exceptions_do_not_swallow_the_end() -> None:
    def stubborn() -> None:
        while True:
            try:
                spin(30)
            except Exception:
                spin(0)

    with pytest.raises(Overspent), cpu_budget(0.1):
        stubborn()


def test_quick_code_is_left_alone() -> None:
    with cpu_budget(5):
        assert spin(0.01) > 0


def test_waiting_costs_nothing() -> None:
    with cpu_budget(0.2):
        time.sleep(0.6)
