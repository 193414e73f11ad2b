"""The office of tests.fakes.offices, for these tests."""

from __future__ import annotations

from tests.fakes.offices import office

__all__ = ["office"]
