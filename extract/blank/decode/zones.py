"""The zone of a time: three words, told apart by the ink where a hand left it open."""

from __future__ import annotations

import re

from extract.blank.decode.beam import read_texts
from extract.blank.decode.score import score_texts
from extract.grammar.times import ZONES
from records.pen import Scribble

_CLOCK = re.compile(r"^.*?\d[\d.,:; ]*\d")
_TIME = re.compile(r"\d$")
LEAST_PER_SIGN = -6.0
"""A zone whose signs are less likely by the ink (natural logarithm, each) does not stand there."""


def with_zone(scribble: Scribble, value: str) -> str:
    """The time with the zone that best explains the ink behind its digits, if any does."""
    if not _TIME.search(value):
        return value
    found = read_texts(scribble, width=3)
    clock = _CLOCK.match(found[0].text) if found else None
    if clock is None or not any(c.isalpha() for c in found[0].text[clock.end() :]):
        return value
    start = found[0].places[clock.end() - 1] + 1
    texts = [
        shown for zone in ZONES for shown in (zone, f" {zone}", zone.lower(), zone.capitalize())
    ]
    scores = dict(zip(texts, score_texts(scribble, texts, start), strict=True))
    best = max(scores, key=lambda shown: scores[shown])
    zone = best.strip().upper()
    return f"{value} {zone}" if scores[best] >= LEAST_PER_SIGN * len(zone) else value
