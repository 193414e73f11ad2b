"""Numbers written out in Indonesian words: DUA RATUS TIGA PULUH LIMA is 235."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

UNITS = (
    "", "SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN",
)  # fmt: skip
ZERO = "NOL"
THOUSAND = 1_000
LARGEST = 999_999
FURTHEST = 0.34
"""Share of the letters that may be misread."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number said in words, and how many letters differ from its spelling."""

    value: int
    slips: int


def number_to_words(value: int) -> str:
    """The number in capitals, blanks between the words; 0 to 999 999."""
    if not 0 <= value <= LARGEST:
        raise ValueError(f"numbers in words reach from 0 to {LARGEST}: {value}")
    if value == 0:
        return ZERO
    thousands, rest = divmod(value, THOUSAND)
    parts = []
    if thousands == 1:
        parts.append("SERIBU")
    elif thousands:
        parts.append(f"{_below_thousand(thousands)} RIBU")
    if rest:
        parts.append(_below_thousand(rest))
    return " ".join(parts)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = []
    if hundreds == 1:
        parts.append("SERATUS")
    elif hundreds:
        parts.append(f"{UNITS[hundreds]} RATUS")
    tens, ones = divmod(rest, 10)
    if rest == 10:
        parts.append("SEPULUH")
    elif rest == 11:
        parts.append("SEBELAS")
    elif 11 < rest < 20:
        parts.append(f"{UNITS[ones]} BELAS")
    else:
        if tens:
            parts.append(f"{UNITS[tens]} PULUH")
        if ones:
            parts.append(UNITS[ones])
    return " ".join(parts)


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[int, str], ...]:
    """The numbers below a thousand, their words without blanks."""
    return tuple((value, number_to_words(value).replace(" ", "")) for value in range(THOUSAND))


def words_to_number(text: str) -> Spoken | None:
    """The number a text says, blanks aside, letters misread allowed; None where it says none."""
    letters = "".join(sign for sign in text.upper() if sign.isalpha())
    if not letters:
        return None
    best = _nearest(letters)
    for start, end in _thousands(letters):
        upper = Spoken(1, 0) if letters[start:end] == "SERIBU" else _nearest(letters[:start])
        lower = Spoken(0, 0) if end == len(letters) else _nearest(letters[end:])
        if upper is None or lower is None or upper.value == 0:
            continue
        slips = upper.slips + lower.slips
        if best is None or slips < best.slips:
            best = Spoken(upper.value * THOUSAND + lower.value, slips)
    if best is None or best.slips > FURTHEST * len(letters):
        return None
    return best


def slips_of(text: str, value: int) -> int:
    """How many letters of a text differ from a number's words, blanks aside."""
    letters = "".join(sign for sign in text.upper() if sign.isalpha())
    return int(Levenshtein.distance(letters, number_to_words(value).replace(" ", "")))


def _nearest(letters: str) -> Spoken | None:
    found: Spoken | None = None
    for value, words in _known():
        if found is not None and found.slips == 0:
            break
        most = None if found is None else found.slips - 1
        slips = int(Levenshtein.distance(letters, words, score_cutoff=most))
        if found is None or slips < found.slips:
            found = Spoken(value, slips)
    return found


def _thousands(letters: str) -> list[tuple[int, int]]:
    """Where RIBU or SERIBU may stand."""
    found = []
    if letters.startswith("SERIBU"):
        found.append((0, 6))
    start = letters.find("RIBU")
    while start > 0:
        found.append((start, start + 4))
        start = letters.find("RIBU", start + 1)
    return found
