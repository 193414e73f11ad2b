"""Counts as recapitulations write them: a dash, a dot or `nihil` is none at all."""

from __future__ import annotations

import re

from extract.grammar.glyphs import text_to_digits
from extract.grammar.reading import Reading

_NONE = re.compile(r"^[-–—_~=.·•−]{1,3}$")
_NONE_WORDS = ("nihil", "nil", "kosong")
_THOUSANDS = re.compile(r"^\d{1,3}([.,\s]\d{3})+$")


def text_to_count(text: str) -> Reading | None:
    """The count in the text as plain digits, a dash being `0`; None where it is no count."""
    bare = text.strip(" |[]_¦") or text.strip()
    if not bare:
        return None
    if _NONE.match(bare) or bare.casefold() in _NONE_WORDS:
        return Reading("0")
    if _THOUSANDS.match(bare):
        return Reading(re.sub(r"\D", "", bare))
    digits = text_to_digits(bare.rstrip(".,'’|").replace(" ", ""))
    if digits is None:
        return None
    return Reading(str(int(digits[0])), digits[1] + (len(bare) != len(bare.rstrip(".,'’|"))))
