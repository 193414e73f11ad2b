"""Dates and months in all the spellings of the papers become ISO.

Order is day-month-year throughout. The weekday, where written, is a free check that decides only
between readings of the same characters. Two digits of a year mean the latest year not after
`latest_year`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from extract.grammar.glyphs import FIRM_DIGIT_LIKE, text_to_digits, text_to_letters
from extract.grammar.reading import Reading
from extract.grammar.roman import text_to_roman_month

MONTHS: tuple[tuple[str, ...], ...] = (
    ("januari", "jan", "january"),
    ("februari", "pebruari", "feb", "peb", "february"),
    ("maret", "mar", "mrt", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agst", "agt", "ags", "agus", "aug", "august"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "des", "december", "dec"),
)
WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("senin", "sen"),
    ("selasa", "sel"),
    ("rabu", "rab"),
    ("kamis", "kam"),
    ("jumat", "jum"),
    ("sabtu", "sab"),
    ("minggu", "ahad", "min"),
)
LATEST_YEAR = 2049
"""How far two digits of a year reach when the caller knows no better."""
FIRST_YEAR, LAST_YEAR = 1900, 2099

WEEKDAY_REPAIRS = 2
"""What a weekday that does not fit weighs against repairs when readings are ranked."""

_FILLER = re.compile(r"\b(?:tanggal|tgl|bulan|bln|tahun|thn)\b\.?:?", re.IGNORECASE)
_SPLIT_NUMBER = re.compile(r"(?<=\b\d)\s(?=\d\b)")
_SPLIT_WORD = re.compile(r"(?<=[^\W\d_])\s(?=[^\W\d_])")
"""Blanks between letters: a wide typeface is read letter by letter (`APR I L`)."""
_D = FIRM_DIGIT_LIKE
_SEPARATOR = r"[\s\-–—./,_]*"
_WORDY = re.compile(
    rf"(?=(?<![\w])(?P<colon>[1lIit|!](?=\d\d\D))?(?P<day>{_D}{{1,2}}){_SEPARATOR}"
    rf"(?P<month>[^\W_]{{3,10}}?|[^\W_]{{1,4}}(?=[\s/.\-–—]))"
    rf"(?:{_SEPARATOR}(?P<year>{_D}{{4}}|[aAzZ]0\d\d)|[\s\-–—./,'’‘`]+(?P<short>\d{_D}|{_D}\d))(?![\w]))"
)
"""Looked ahead for, as is the next one: `Senin, 14` must not eat the day of the date."""
_NUMERIC = re.compile(
    rf"(?=(?<![\w])(?P<day>{_D}{{1,2}})\s*[-–—/.,\s]\s*(?P<month>{_D}{{1,2}})\s*[-–—/.,\s]\s*"
    rf"(?P<year>['’‘`]?\s?{_D}{{4}}|['’‘`]?\s?{_D}{{2}})(?![\w]))"
)
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_SLASH_AS_STROKE = re.compile(r"^(?P<day>\d\d)[1/](?P<month>\d\d)[1/](?P<year>(?:19|20)\d\d|\d\d)$")
_TOGETHER = re.compile(r"^(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)$")
_ONE_LOST = tuple(
    re.compile(rf"(?<!\w)(?P<day>\d\d){a}(?P<month>\d\d){b}(?P<year>(?:19|20)\d\d)(?!\w)")
    for a, b in (("", "[-/.]"), ("[-/.]", ""))
)
"""A dash that ran into the digit beside it was not read."""
_MONTH_YEAR = re.compile(
    rf"(?P<month>[^\W_]{{3,10}}){_SEPARATOR}(?P<year>['’‘`]\s?{_D}{{2}}|{_D}{{4}})(?![\w])"
)
_NUMERIC_MONTH = re.compile(
    rf"^\D*?(?P<month>{_D}{{1,2}}|[IVXivx]{{1,4}})\s*[-–—/.\s]\s*(?P<year>['’‘`]\s?{_D}{{2}}|{_D}{{4}})\s*$"
)


def text_to_date(text: str, latest_year: int = LATEST_YEAR) -> Reading | None:
    """The one date written in the text as YYYY-MM-DD, or None where none or an impossible one is.

    A weekday or place before it is passed over; a weekday that does not fit warns `weekday`.
    Of several readings of the same characters the one with fewest repairs is given, a weekday
    that does not fit counting as two.
    """
    if not re.search(r"\d", text):
        return None
    weekday = text_to_weekday(text)
    plain = _FILLER.sub(" ", text)
    readings = [_check_weekday(reading, weekday) for reading in _readings(plain, latest_year)]
    for split in (_SPLIT_NUMBER, _SPLIT_WORD):
        joined = split.sub("", plain)
        if joined != plain:
            readings += [
                _check_weekday(Reading(r.value, r.repairs + 1), weekday)
                for r in _readings(joined, latest_year)
            ]
    return min(readings, key=lambda r: r.repairs + WEEKDAY_REPAIRS * len(r.warnings), default=None)


def text_to_month(text: str, latest_year: int = LATEST_YEAR) -> Reading | None:
    """The month written in the text as YYYY-MM, of a month alone or the last date of a span."""
    for match in reversed(list(_MONTH_YEAR.finditer(text))):
        month = word_to_month(match["month"])
        year = _year(match["year"], latest_year)
        if month is not None and year is not None:
            return Reading(f"{year[0]:04d}-{month[0]:02d}", month[1] + year[1])
    found = text_to_date(text, latest_year)
    if found is not None:
        return Reading(found.value[:7], found.repairs)
    match_alone = _NUMERIC_MONTH.match(text.strip())
    if match_alone is None:
        return None
    month = _month_number(match_alone["month"])
    year = _year(match_alone["year"], latest_year)
    if month is None or year is None:
        return None
    return Reading(f"{year[0]:04d}-{month[0]:02d}", month[1] + year[1])


@lru_cache(maxsize=4096)
def word_to_month(word: str) -> tuple[int, int] | None:
    """The month (1..12) a word names and the repairs it took; None where it names none."""
    letters, repairs = text_to_letters(word)
    letters = re.sub(r"[^a-z]", "", letters)
    best: tuple[int, int] | None = None
    for number, names in enumerate(MONTHS, start=1):
        for name in names:
            edits = DamerauLevenshtein.distance(letters, name, score_cutoff=_slack(name))
            if edits <= _slack(name) and (best is None or edits + repairs < best[1]):
                best = (number, edits + repairs)
    return best


def text_to_weekday(text: str) -> int | None:
    """The weekday a text begins with (0 = Senin), or None."""
    first = re.split(r"[\s,/.:\-]", text.strip().casefold().replace("'", "").replace("’", ""))[0]
    for number, names in enumerate(WEEKDAYS):
        if first in names or (
            len(first) >= 4 and DamerauLevenshtein.distance(first, names[0], score_cutoff=1) <= 1
        ):
            return number
    return None


def _slack(name: str) -> int:
    return 0 if len(name) <= 3 else 1 if len(name) <= 5 else 2


def _check_weekday(reading: Reading, weekday: int | None) -> Reading:
    if weekday is None or date.fromisoformat(reading.value).weekday() == weekday:
        return reading
    return Reading(reading.value, reading.repairs, ("weekday",))


def _readings(text: str, latest_year: int) -> Iterator[Reading]:
    for match in _ISO.finditer(text):
        yield from _checked(
            (int(match["day"]), 0), (int(match["month"]), 0), (int(match["year"]), 0)
        )
    for match in _NUMERIC.finditer(text):
        yield from _checked(
            _number(match["day"]), _month_number(match["month"]), _year(match["year"], latest_year)
        )
    for pattern in _ONE_LOST:
        for match in pattern.finditer(text):
            year = _year(match["year"], latest_year)
            for reading in _checked((int(match["day"]), 0), (int(match["month"]), 0), year):
                yield Reading(reading.value, reading.repairs + 1)
    for match in _WORDY.finditer(text):
        yield from _wordy(match, latest_year)
    yield from _unseparated(text, latest_year)


def _wordy(match: re.Match[str], latest_year: int) -> Iterator[Reading]:
    year = _year(match["year"] or match["short"], latest_year)
    for day, month in (
        (match["day"], match["month"]),
        (match["day"][:1], match["day"][1:] + match["month"]),
    ):
        named = word_to_month(month) or text_to_roman_month(month)
        for reading in _checked(_number(day), named, year):
            # The colon before the date was read as a stroke of its day.
            yield Reading(reading.value, reading.repairs + bool(match["colon"]))


def _unseparated(text: str, latest_year: int) -> Iterator[Reading]:
    run = text_to_digits(re.sub(r"\s", "", text).replace("/", "1"))
    if run is None:
        return
    for pattern in (_SLASH_AS_STROKE, _TOGETHER):
        match = pattern.match(run[0])
        if match:
            extra = run[1] + (2 if pattern is _SLASH_AS_STROKE else 1)
            year = _year(match["year"], latest_year)
            for reading in _checked((int(match["day"]), 0), (int(match["month"]), 0), year):
                yield Reading(reading.value, reading.repairs + extra)


def _checked(
    day: tuple[int, int] | None, month: tuple[int, int] | None, year: tuple[int, int] | None
) -> Iterator[Reading]:
    if day is None or month is None or year is None:
        return
    try:
        found = date(year[0], month[0], day[0])
    except ValueError:
        return
    yield Reading(found.isoformat(), day[1] + month[1] + year[1])


def _number(text: str) -> tuple[int, int] | None:
    digits = text_to_digits(text)
    return (int(digits[0]), digits[1]) if digits else None


def _month_number(text: str) -> tuple[int, int] | None:
    if re.fullmatch(r"\d{1,2}", text):
        number: tuple[int, int] | None = (int(text), 0)
    else:
        number = text_to_roman_month(text) or _number(text)
    return number if number and 1 <= number[0] <= 12 else None


def _year(text: str, latest_year: int) -> tuple[int, int] | None:
    bare = re.sub(r"['’‘`\s]", "", text)
    # A written 2 of one stroke, with its loop, is read as these letters.
    hand = re.sub(r"^[aAzZ](?=0\d\d$)", "2", bare)
    found = _number(hand)
    if found is None:
        return None
    year, repairs = found[0], found[1] + (hand != bare)
    if year < 100:
        century = latest_year - latest_year % 100
        year += century if century + year <= latest_year else century - 100
    return (year, repairs) if FIRST_YEAR <= year <= LAST_YEAR else None
