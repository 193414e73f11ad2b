"""The office of tests.fakes.offices, for these tests."""

from __future__ import annotations

from tests.fakes.districts import district, furnished, hall
from tests.fakes.offices import desk, office, staffed

__all__ = ["desk", "district", "furnished", "hall", "office", "staffed"]
