"""What a damaged date or number may have said: months and Roman numbers scored by the ink.

Nothing is put where nothing stands: each alternative takes the place of signs that were read,
and is worth what the ink gives for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from extract.blank.decode.beam import read_texts
from extract.blank.decode.score import score_texts
from extract.grammar.roman import ROMAN_MONTHS
from extract.grammar.times import ZONES
from records.pen import Scribble

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Agt", "Agst",
    "Agus", "Sep", "Sept", "Okt", "Nov", "Nop", "Nopember", "Pebruari", "Des",
)  # fmt: skip
STROKES = "1lI|/!"
"""Signs that slashes, ones and Roman ones are read as."""
_MONTH = re.compile(r"(?<=\d)[ .,/-]*(?P<month>[A-Za-z][A-Za-z.|!]{0,10}?)[ .,]*(?=\d{2,4}\D*$)")
_APART = re.compile(
    r"(?:^|(?<=\d)[ .,/-]+)(?P<month>(?=\S*[A-Za-z])[A-Za-z1][A-Za-z1.|!]{1,10}?)[ .,]+"
    r"(?=\d{2,4}\D*$)"
)
"""A month that stands apart may begin the text, and ones may be among its letters."""
_CLOCK = re.compile(r"^(?P<clock>\d{1,2}[.:,]\d\d)(?P<rest>.*)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_CLOCK_WRITTEN = re.compile(r"^.*?\d[\d.,:; ]*\d")
_TIME = re.compile(r"\d$")
SHORTEST_ZONE = 3
"""Fewer signs behind the hour are its minutes, one of them taken for a letter."""
LEAST_PER_SIGN = -6.0
"""A zone whose signs are less likely by the ink (natural logarithm, each) does not stand there."""
LONGEST_NUMBER = 3
BLANKS, MOST_BLANKS = 0.3, -16.0
"""What the blanks of a number count beside its signs, and the least they are taken to be worth."""


def with_months(scribble: Scribble, text: str) -> list[tuple[str, float]]:
    """The date with every month in place of its letters, and each one's chance by the ink."""
    match = _MONTH.search(text) or _APART.search(text)
    if match is None:
        return []
    before, after = text[: match.start("month")], text[match.end("month") :]
    texts = {f"{before}{month}{after}" for month in MONTHS}
    return _scored(scribble, texts)


def is_odd_month(text: str) -> bool:
    """Whether letters stand where a month does, and are no month's name."""
    match = _MONTH.search(text) or _APART.search(text)
    if match is None:
        return False
    letters = match["month"].casefold().strip(".")
    return letters.upper() not in ROMAN_MONTHS and not any(
        Levenshtein.distance(letters, month.casefold()) <= len(month) // 4 for month in MONTHS
    )


def with_slashes(scribble: Scribble, text: str, prefixes: Sequence[str]) -> list[tuple[str, float]]:
    """The number of a document, its strokes parted in every way that such numbers are built.

    `scribble` has the chances of the signs that such numbers are written in. Hands leave blanks
    around slashes or not: they count little, yet tell which of the strokes are slashes.
    """
    found = sorted(set(_parted(text, prefixes)))
    tight = score_texts(without_blanks(scribble), [one.replace(" ", "") for one in found])
    spaced = score_texts(scribble, found)
    costs = [max(b - a, MOST_BLANKS) for a, b in zip(tight, spaced, strict=True)]
    least = max(costs, default=0.0)
    return [
        (one, ink + BLANKS * (cost - least))
        for one, ink, cost in zip(found, tight, costs, strict=True)
    ]


def with_zones(scribble: Scribble, text: str) -> list[tuple[str, float]]:
    """The time with each zone in place of what stands behind its digits."""
    match = _CLOCK.match(text)
    if match is None or not match["rest"].strip():
        return []
    return _scored(
        scribble, {f"{match['clock']}{gap}{zone}" for zone in ZONES for gap in ("", " ")}
    )


def with_zone(scribble: Scribble, value: str) -> str:
    """The time with the zone that best explains the ink behind its digits, if any does."""
    if not _TIME.search(value):
        return value
    found = read_texts(scribble, width=3)
    clock = _CLOCK_WRITTEN.match(found[0].text) if found else None
    rest = found[0].text[clock.end() :].strip(" .,:;") if clock is not None else ""
    if clock is None or len(rest) < SHORTEST_ZONE or not any(c.isalpha() for c in rest):
        return value
    start = found[0].places[clock.end() - 1] + 1
    texts = [
        shown for zone in ZONES for shown in (zone, f" {zone}", zone.lower(), zone.capitalize())
    ]
    scores = dict(zip(texts, score_texts(scribble, texts, start), strict=True))
    best = max(scores, key=lambda shown: scores[shown])
    zone = best.strip().upper()
    return f"{value} {zone}" if scores[best] >= LEAST_PER_SIGN * len(zone) else value


def without_blanks(scribble: Scribble) -> Scribble:
    """The same chances where a blank between words is as good as no sign."""
    chances = scribble.chances.copy()
    blank = 1 + scribble.alphabet.index(" ")
    chances[:, 0] = np.logaddexp(chances[:, 0], chances[:, blank])
    return replace(scribble, chances=chances)


def _scored(scribble: Scribble, texts: set[str]) -> list[tuple[str, float]]:
    ordered = sorted(texts)
    return list(zip(ordered, score_texts(scribble, ordered), strict=True))


def _parted(text: str, prefixes: Sequence[str]) -> Iterator[str]:
    whole = text.replace(" ", "")
    year = _YEAR.search(whole)
    if year is None or len(whole) < len("L/1/I/2000"):
        return
    rest = whole[: year.start()]
    names = set(prefixes)
    if rest[0].isalpha() and rest[0] not in STROKES:
        names.add(rest[0] + ("I" if rest[1] in STROKES else rest[1]))
    for name in names:
        for number in _numbers(rest[1:]):
            for month in ROMAN_MONTHS:
                yield f"{name} / {number} / {month} / {year[0]}"


def _numbers(rest: str) -> set[str]:
    """The numbers that may stand in a text whose ones may be slashes and Roman ones too."""
    digits = "".join("1" if c in STROKES else c for c in rest)
    runs = [run[0] for run in re.finditer(r"\d+", digits)]
    return {
        run[at : at + count]
        for run in runs
        for count in range(1, LONGEST_NUMBER + 1)
        for at in range(len(run) - count + 1)
        if int(run[at : at + count])
    }
