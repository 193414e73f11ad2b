"""The office of tests.fakes.offices, for these tests."""

from __future__ import annotations

from tests.fakes.offices import desk, office, staffed

__all__ = ["desk", "office", "staffed"]
