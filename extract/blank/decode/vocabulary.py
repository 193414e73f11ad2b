"""Words known beforehand: those of names, streets and visits, and Indonesian words in general.

`words.txt` is taken from the word list of Tesseract's Indonesian model (Apache-2.0); `core.toml`
is our own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMES, FIELD, GENERAL, UNKNOWN = 0.0, 0.0, -2.0, -5.0
"""How likely (natural logarithms) a word of each sort is, against one another."""
ODD_NAME = -3.0
"""A field's common word where a person's name is asked."""
LETTERS, NO_LETTER = 26, 63
"""Bits of the letters that stand in a word, and the one of all other signs."""
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
    prepositions: tuple[str, ...]
    """Words of two letters that stand in any text."""
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
    small = tuple(data["prepositions"])
    return Vocabulary(
        names, field, general, listed, usual, short, address, rarely, roman, small, units
    )


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
    bare = word.casefold()
    known = vocabulary()
    found = [
        str(one[0])
        for words, own, limit in (
            (known.usual, _letters_of(is_usual=True), NEAREST_USUAL),
            (known.listed, _letters_of(is_usual=False), NEAREST),
        )
        for one in process.extract(
            bare,
            [words[k] for k in _perhaps_near(bare, own, most)],
            scorer=Levenshtein.distance,
            score_cutoff=most,
            limit=limit,
        )
    ]
    return list(dict.fromkeys(found))


def _perhaps_near(word: str, known: NDArray[np.uint64], most: int) -> list[int]:
    """Which words lack no more of this one's letters, nor have more others, than `most`."""
    (own,) = _to_letters([word])
    lacking, others = np.bitwise_count(own & ~known), np.bitwise_count(known & ~own)
    return np.flatnonzero(np.maximum(lacking, others) <= most).tolist()


@cache
def _letters_of(*, is_usual: bool) -> NDArray[np.uint64]:
    return _to_letters(vocabulary().usual if is_usual else vocabulary().listed)


def _to_letters(words: Sequence[str]) -> NDArray[np.uint64]:
    """The letters of each word as bits, a to z, and again for those that stand there twice."""
    signs = np.sort(np.array(words).view(np.uint32).reshape(len(words), -1), axis=1)
    place = np.where((signs >= ord("a")) & (signs <= ord("z")), signs - ord("a"), NO_LETTER)
    twice = np.zeros(place.shape, dtype=bool)
    twice[:, 1:] = (place[:, 1:] == place[:, :-1]) & (place[:, 1:] != NO_LETTER)
    bits = np.uint64(1) << (place + np.where(twice, LETTERS, 0)).astype(np.uint64)
    found = np.bitwise_or.reduce(bits, axis=1) & ~(np.uint64(1) << np.uint64(NO_LETTER))
    return np.asarray(found, dtype=np.uint64)


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
