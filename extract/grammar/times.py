"""Times of day as the papers write them: `16.34`, `16:34 WIB`, `08.00 s.d. 10.00 WITA`."""

from __future__ import annotations

import re

from extract.grammar.glyphs import FIRM_DIGIT_LIKE, text_to_digits
from extract.grammar.reading import Reading

ZONES = ("WIB", "WITA", "WIT")
_CLOCK = re.compile(
    rf"(?<!\w)(?P<hour>{FIRM_DIGIT_LIKE}{{1,2}})\s?(?P<mark>[.:,;'’])\s?(?P<minute>{FIRM_DIGIT_LIKE}{{2}})"
    rf"(?=$|[^\w]|[wW])"
)
_BARE = re.compile(
    rf"^\D{{0,8}}?(?P<hour>{FIRM_DIGIT_LIKE}{{2}})\s?(?P<minute>{FIRM_DIGIT_LIKE}{{2}})(?=$|\s|[wW])"
)
_HOUR = re.compile(r"^(?:pukul|jam|pkl\.?)\s*(?P<hour>\d{1,2})\s*(?=$|[wW])", re.IGNORECASE)
_ZONE = re.compile(r"\b[wWvV][il1I|!][a-zA-Z8]{1,2}\b")
_SPAN_MARK = re.compile(
    r"^\s*(?:-|–|—|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*$", re.IGNORECASE
)


def text_to_time(text: str) -> Reading | None:
    """The time in the text as `HH.MM`, with its zone where one is written; None where none is.

    A span (`08.00 s.d. 10.00 WIB`) is given as `08.00 - 10.00 WIB`.
    """
    clocks = list(_CLOCK.finditer(text))
    match = clocks[0] if clocks else _BARE.match(text.strip()) or _HOUR.match(text.strip())
    if match is None:
        return None
    first = _clock(match)
    if first is None:
        return None
    value, repairs = first
    if len(clocks) > 1 and _SPAN_MARK.match(text[clocks[0].end() : clocks[1].start()]):
        second = _clock(clocks[1])
        if second is not None:
            value, repairs = f"{value} - {second[0]}", repairs + second[1]
    zone = _zone(text[match.end() :])
    return Reading(f"{value} {zone[0]}" if zone else value, repairs + (zone[1] if zone else 0))


def _clock(match: re.Match[str]) -> tuple[str, int] | None:
    hour = text_to_digits(match["hour"])
    minute = text_to_digits(match.groupdict().get("minute") or "00")
    if hour is None or minute is None or int(hour[0]) > 24 or int(minute[0]) > 59:
        return None
    return f"{int(hour[0]):02d}.{minute[0]}", hour[1] + minute[1]


def _zone(text: str) -> tuple[str, int] | None:
    match = _ZONE.search(text)
    if match is None:
        return None
    written = match[0]
    upper = written.upper().replace("V", "W", 1).replace("1", "I").replace("8", "B")
    upper = "W" + re.sub(r"^[L|!]", "I", upper[1:])
    for zone in ZONES:
        if upper == zone:
            return zone, sum(a != b for a, b in zip(written.upper(), zone, strict=False))
    return None
