"""What a damaged date or number may have said: months and Roman numbers scored by the ink.

Nothing is put where nothing stands: each alternative takes the place of signs that were read,
and is worth what the ink gives for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from extract.blank.decode.score import score_text
from extract.grammar.roman import ROMAN_MONTHS
from records.pen import Scribble

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Agt", "Agst",
    "Agus", "Sep", "Sept", "Okt", "Nov", "Nop", "Nopember", "Pebruari", "Des",
)  # fmt: skip
STROKES = "1lI|/!"
"""Signs that slashes, ones and Roman ones are read as."""
_MONTH = re.compile(r"(?<=\d)[ .,/-]*(?P<month>[A-Za-z][A-Za-z.|!]{0,10}?)[ .,]*(?=\d{2,4}\D*$)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
LONGEST_NUMBER = 3


def with_months(scribble: Scribble, text: str) -> list[tuple[str, float]]:
    """The date with every month in place of its letters, and each one's chance by the ink."""
    match = _MONTH.search(text)
    if match is None:
        return []
    before, after = text[: match.start("month")], text[match.end("month") :]
    texts = {f"{before}{month}{after}" for month in MONTHS}
    return [(one, score_text(scribble, one)) for one in sorted(texts)]


def is_odd_month(text: str) -> bool:
    """Whether letters stand where a month does, and are no month's name."""
    match = _MONTH.search(text)
    if match is None:
        return False
    letters = match["month"].casefold().strip(".")
    return letters.upper() not in ROMAN_MONTHS and not any(
        Levenshtein.distance(letters, month.casefold()) <= len(month) // 4 for month in MONTHS
    )


def with_slashes(scribble: Scribble, text: str) -> list[tuple[str, float]]:
    """The number of a document parted at strokes that may be slashes, with its chance by the ink.

    `scribble` has the chances of the signs that such numbers are written in.
    """
    return [(one, score_text(scribble, one)) for one in sorted(set(_parted(text)))]


def _parted(text: str) -> Iterator[str]:
    whole = text.replace(" ", "")
    year = _YEAR.search(whole)
    if year is None or len(whole) < len("LI/1/I/2000"):
        return
    letters = whole[: year.start()]
    prefix, rest = letters[:2], letters[2:]
    if not prefix[0].isalpha() or prefix[0] in STROKES or len(rest) < len("/1/I/"):
        return
    if rest[0] not in STROKES or rest[-1] not in STROKES:
        return
    name = prefix[0] + ("I" if prefix[1] in STROKES else prefix[1])
    inner = rest[1:-1]
    for at in range(1, len(inner) - 1):
        number, roman = inner[:at], inner[at + 1 :]
        if inner[at] in STROKES and number.isdigit() and len(number) <= LONGEST_NUMBER:
            near = len(roman)
            for month in ROMAN_MONTHS:
                if abs(len(month) - near) <= 1:
                    yield f"{name} / {number} / {month} / {year[0]}"
