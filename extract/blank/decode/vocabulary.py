"""Words known beforehand: those of names, streets and visits, and Indonesian words in general.

`words.txt` is taken from the word list of Tesseract's Indonesian model (Apache-2.0); `core.toml`
is our own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

NAMES, FIELD, GENERAL, UNKNOWN = 0.0, 0.0, -2.0, -5.0
"""How likely (natural logarithms) a word of each sort is, against one another."""
ODD_NAME = -3.0
"""A field's common word where a person's name is asked."""
FEW = 2
NEAREST, NEAREST_USUAL = 14, 24
"""Known words looked at for one that is not: of all, and of names and words of the field."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words in small letters: names and places, words of the field, words in general."""

    names: frozenset[str]
    field: frozenset[str]
    general: frozenset[str]
    listed: tuple[str, ...]
    usual: tuple[str, ...]
    """Names, places and words of the field alone."""
    short: tuple[str, ...]
    address: tuple[str, ...]
    rarely: frozenset[str]
    """Short forms that begin an address now and then."""
    roman_after: frozenset[str]
    units: tuple[str, ...]
    """Words before which a number stands: what is counted."""


@cache
def vocabulary() -> Vocabulary:
    """The known words, read once."""
    home = files("extract.blank.decode")
    data = tomllib.loads((home / "core.toml").read_text(encoding="utf-8"))
    names = frozenset(f"{data['names']} {data['places']}".casefold().split())
    field = frozenset(data["vocabulary"].casefold().split())
    general = frozenset((home / "words.txt").read_text(encoding="utf-8").casefold().split())
    listed = tuple(sorted(names | field | general))
    usual = tuple(sorted(names | field))
    roman = frozenset(word.casefold() for word in data["roman_after"])
    short, address = tuple(data["short"]), tuple(data["address"])
    rarely, units = frozenset(data["rarely"]), tuple(data["units"])
    return Vocabulary(names, field, general, listed, usual, short, address, rarely, roman, units)


def word_weight(word: str, *, is_name: bool) -> float:
    """How likely a word is beforehand, in a name or in other text."""
    known, bare = vocabulary(), word.casefold()
    if bare in known.names:
        return NAMES
    if bare in known.field:
        return ODD_NAME if is_name else FIELD
    if bare in known.general:
        return ODD_NAME if is_name else GENERAL
    return UNKNOWN


def is_known(word: str) -> bool:
    """Whether a word is among the known ones, whatever its case."""
    known, bare = vocabulary(), word.casefold()
    return bare in known.names or bare in known.field or bare in known.general


def near_words(word: str, more: int = 0) -> list[str]:
    """Known words, in small letters, that few letters part from this one; `more` allows more."""
    most = max(1, round(len(word) * 0.4)) + more
    known = vocabulary()
    found = [
        str(one[0])
        for words, limit in ((known.usual, NEAREST_USUAL), (known.listed, NEAREST))
        for one in process.extract(
            word.casefold(),
            words,
            scorer=Levenshtein.distance,
            score_cutoff=most,
            limit=limit,
        )
    ]
    return list(dict.fromkeys(found))


def near_usual(word: str, limit: int) -> list[str]:
    """Names and words of the field, in small letters, that at most two letters part from this."""
    found = process.extract(
        word.casefold(),
        vocabulary().usual,
        scorer=Levenshtein.distance,
        score_cutoff=FEW,
        limit=limit,
    )
    return [str(one[0]) for one in found]
