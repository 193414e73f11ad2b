"""The words of the pages in Indonesian, which the source speaks, and English from a catalogue.

The English catalogue is read from its `.po` source when first needed, so no compiled copy
can grow stale; every message of the source stands in it (a test asks).
"""

from __future__ import annotations

import gettext
import io
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("id", "en")
CATALOGUES = Path(__file__).parent / "locale"
MONTH_LENGTH = len("2024-09")


def mark(text: str) -> str:
    """Mark a text for the catalogue where it is written but translated later."""
    return text


def english_catalogue() -> Path:
    """Where the English wording stands."""
    return CATALOGUES / "en.po"


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> gettext.NullTranslations:
    if language != "en":
        return gettext.NullTranslations()
    with english_catalogue().open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Tongue:
    """One language as the pages speak it: texts, numbers and dates."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.code = language if language in LANGUAGES else LANGUAGES[0]
        self._zone = zone
        self._locale = Locale(self.code)
        self._texts = _translations(self.code)

    def text(self, message: str, **facts: object) -> str:
        """The message in this language, its `{facts}` filled in."""
        said = self._texts.gettext(message) if message else ""
        return said.format(**facts) if facts else said

    def count(self, one: str, many: str, n: int, **facts: object) -> str:
        """The message for `n` things; `{n}` is the number in the language's digits."""
        said = self._texts.ngettext(one, many, n)
        return said.format(n=self.number(n), **facts)

    def number(self, value: float) -> str:
        """A number with the language's separators."""
        return numbers.format_decimal(value, locale=self._locale)

    def share(self, value: float) -> str:
        """A share 0..1 in percent."""
        return numbers.format_percent(value, locale=self._locale)

    def size(self, size: int) -> str:
        """Bytes as people say them."""
        for limit, unit in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
            if size >= limit:
                shown = numbers.format_decimal(size / limit, "0.#", locale=self._locale)
                return f"{shown} {unit}"
        return f"{size} B"

    def day(self, value: date) -> str:
        """A day with its month in words: `3 September 2019`."""
        return dates.format_date(value, "d MMMM y", locale=self._locale)

    def today(self, now: datetime) -> str:
        """The office's day at a moment, in words."""
        return self.day(now.astimezone(self._zone).date())

    def month(self, value: str | None) -> str:
        """A month in words from `YYYY-MM`: `September 2019`; empty for None."""
        first = iso_day(f"{value}-01") if value and len(value) == MONTH_LENGTH else None
        if first is None:
            return value or ""
        return dates.format_date(first, "LLLL y", locale=self._locale)

    def month_names(self) -> tuple[str, ...]:
        """The twelve short names."""
        names = dates.get_month_names("abbreviated", "stand-alone", self._locale)
        return tuple(names[number] for number in range(1, 13))

    def moment(self, value: datetime) -> str:
        """A moment in the office's own time: `3 Sep 2019, 14.05`."""
        local = value.astimezone(self._zone)
        shape = "d MMM y, HH.mm" if self.code == "id" else "d MMM y, HH:mm"
        return dates.format_datetime(local, shape, locale=self._locale)


def iso_day(text: str) -> date | None:
    """The day an ISO date names; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
