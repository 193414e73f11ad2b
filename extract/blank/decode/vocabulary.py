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
NEAREST = 14
"""Known words looked at for one that is not."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words in small letters: names and places, words of the field, words in general."""

    names: frozenset[str]
    field: frozenset[str]
    general: frozenset[str]
    listed: tuple[str, ...]
    short: tuple[str, ...]
    address: tuple[str, ...]
    roman_after: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The known words, read once."""
    home = files("extract.blank.decode")
    data = tomllib.loads((home / "core.toml").read_text(encoding="utf-8"))
    names = frozenset(f"{data['names']} {data['places']}".casefold().split())
    field = frozenset(data["vocabulary"].casefold().split())
    general = frozenset((home / "words.txt").read_text(encoding="utf-8").casefold().split())
    listed = tuple(sorted(names | field | general))
    roman = frozenset(word.casefold() for word in data["roman_after"])
    short, address = tuple(data["short"]), tuple(data["address"])
    return Vocabulary(names, field, general, listed, short, address, roman)


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
    found = process.extract(
        word.casefold(),
        vocabulary().listed,
        scorer=Levenshtein.distance,
        score_cutoff=most,
        limit=NEAREST,
    )
    return [str(one[0]) for one in found]
