"""When it is night in the office, and how fast the archive is read then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class NightSettings:
    """What is done while nobody works: the archive proven, the index merged."""

    hour: int = 1
    """Hour of the office's day at which the night's work begins."""
    hours: int = 4
    """How long it may take; what is not proven by then goes on the next night. 0: no night."""
    mb_per_s: float = 20.0
    """How fast files are read for the proof, in millions of bytes a second."""

    def __post_init__(self) -> None:
        if not 0 <= self.hour < DAY_HOURS or not 0 <= self.hours < DAY_HOURS:
            raise ValueError("hour 0 to 23, hours 0 to 23")
        if self.mb_per_s <= 0:
            raise ValueError("mb_per_s: more than 0")

    def night_of(self, local: datetime) -> date | None:
        """The day the night began on, of a moment in the office's time; None by day."""
        since = (local.hour - self.hour) % DAY_HOURS
        if since >= self.hours:
            return None
        return (local - timedelta(hours=since)).date()
