"""The office of tests.fakes.offices and the browser of tests.fakes.browsers, for these tests."""

from __future__ import annotations

from tests.fakes.browsers import browser, playing, quiet_pages
from tests.fakes.districts import district, furnished, hall
from tests.fakes.offices import desk, office, staffed

__all__ = [
    "browser",
    "desk",
    "district",
    "furnished",
    "hall",
    "office",
    "playing",
    "quiet_pages",
    "staffed",
]
