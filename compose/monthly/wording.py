"""Months, days and letterheads in the words of Indonesian papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
LETTERHEAD_LINES = 3


def month_in_words(month: str) -> str:
    """`2024-10` as `Oktober 2024`."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def date_in_words(day: date) -> str:
    """`2024-10-01` as `1 Oktober 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """The day's name."""
    return DAYS[day.weekday()]


def letterhead(names: Sequence[str]) -> tuple[str, ...]:
    """At most three lines, from the unit above to the unit itself, in capitals."""
    return tuple(name.upper() for name in names[-LETTERHEAD_LINES:])
