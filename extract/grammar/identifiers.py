"""Identifying numbers: NIK, NRP, NIP, telephone. They warn where odd and never refuse."""

from __future__ import annotations

import re
from datetime import date

from extract.grammar.glyphs import text_to_digits
from extract.grammar.reading import Reading

NIK_LENGTH = 16
NRP_LENGTHS = (8, 7)
NIP_LENGTH = 18
PHONE_LENGTHS = range(7, 15)
FEMALE_DAY = 40
"""Added to the day of birth in a woman's NIK."""
_FILL = re.compile(r"[\s.\-–—_/,:]")


def text_to_nik(text: str) -> Reading | None:
    """The resident number's digits; warns `length`, `birth-date` and `serial`.

    Digits 7 to 12 are the date of birth as DDMMYY, a woman's day counted from 41.
    """
    found = _digits(text)
    if found is None:
        return None
    digits, repairs = found
    warnings = []
    if len(digits) != NIK_LENGTH:
        warnings.append("length")
    else:
        day = int(digits[6:8])
        day -= FEMALE_DAY if day > FEMALE_DAY else 0
        if not _is_day(day, int(digits[8:10])):
            warnings.append("birth-date")
        if digits[12:] == "0000":
            warnings.append("serial")
    return Reading(digits, repairs, tuple(warnings))


def text_to_nrp(text: str) -> Reading | None:
    """The service number's digits (YYMM of birth first); warns `length` and `birth-month`."""
    found = _digits(re.sub(r"^\s*(?:n\s?r\s?p|nrp)\s*[.:]?", "", text, flags=re.IGNORECASE))
    if found is None:
        return None
    digits, repairs = found
    if len(digits) == NIP_LENGTH:
        return text_to_nip(text)
    warnings = [] if len(digits) in NRP_LENGTHS else ["length"]
    if len(digits) >= 4 and not 1 <= int(digits[2:4]) <= 12:
        warnings.append("birth-month")
    return Reading(digits, repairs, tuple(warnings))


def text_to_nip(text: str) -> Reading | None:
    """The civil servant's number (YYYYMMDD of birth first); warns `length`, `birth-date`."""
    found = _digits(re.sub(r"^\s*n\s?[il1]\s?p\s*[.:]?", "", text, flags=re.IGNORECASE))
    if found is None:
        return None
    digits, repairs = found
    warnings = [] if len(digits) == NIP_LENGTH else ["length"]
    if len(digits) >= 8 and not _is_day(int(digits[6:8]), int(digits[4:6])):
        warnings.append("birth-date")
    return Reading(digits, repairs, tuple(warnings))


def text_to_phone(text: str) -> Reading | None:
    """The telephone number's digits, a leading + kept; warns `length` and `prefix`."""
    bare = re.sub(r"^\s*(?:no\.?\s*)?(?:hp|telp?|tlp|wa)\s*[.:]?", "", text, flags=re.IGNORECASE)
    plus = "+" if bare.strip().startswith("+") else ""
    found = _digits(re.sub(r"[+()]", "", bare))
    if found is None:
        return None
    digits, repairs = found
    warnings = [] if len(digits) in PHONE_LENGTHS else ["length"]
    if not digits.startswith(("0", "62")):
        warnings.append("prefix")
    return Reading(plus + digits, repairs, tuple(warnings))


def _digits(text: str) -> tuple[str, int] | None:
    return text_to_digits(_FILL.sub("", text))


def _is_day(day: int, month: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True
