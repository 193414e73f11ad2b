"""The office of tests.fakes.offices, for these tests."""

from __future__ import annotations

from tests.fakes.offices import desk, staffed

__all__ = ["desk", "staffed"]
