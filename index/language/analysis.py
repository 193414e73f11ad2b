"""Text becomes words to look up: folded for exact search, stemmed for search by meaning."""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import Stemmer

WORD_LIST = Path(__file__).with_name("words.toml")
LONGEST_WORD = 64
"""Characters kept of a run without blanks: longer ones are rulings read as text."""
RUNNING_DIGITS = 3
"""Numbers up to this many digits lose leading zeros: `04`, `4` and `004` are one number."""

_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_RUN = re.compile(r"\d+|[^\W\d_]+")
_APOSTROPHES = str.maketrans("", "", "'’`ʼ")


@dataclass(frozen=True, slots=True)
class WordList:
    """The language data: see words.toml."""

    folds: Mapping[str, str]
    roots: Mapping[str, str]
    expansions: Mapping[str, tuple[tuple[str, ...], ...]]
    contractions: Mapping[tuple[str, ...], tuple[str, ...]]
    stop: frozenset[str]
    names: frozenset[str]
    right: frozenset[str]

    def knows(self, term: str) -> bool:
        """Whether the folded word is surely written right: no slip of another."""
        return term in self.right or term in self.names or term in self.stop or term in self.roots


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `term` as looked up, `start` and `end` its characters in the text."""

    term: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The words of a text, folded, in order; punctuation parts words, apostrophes do not."""
    return [
        Token(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)
    ]


def written(text: str) -> list[str]:
    """The words of a text as they stand there."""
    return _WORD.findall(text)


def terms(text: str) -> list[str]:
    """The folded words of a text."""
    return [fold(match.group()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One spelling of a word: case, accents, leading zeros and known double spellings folded."""
    plain = word.translate(_APOSTROPHES).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain[:LONGEST_WORD]
    if plain.isdigit() and len(plain) <= RUNNING_DIGITS:
        return plain.lstrip("0") or "0"
    return word_list().folds.get(plain, plain)


@lru_cache(maxsize=65536)
def stem(term: str) -> str:
    """The root of a folded word; names, numbers and what stands in the tables keep their form."""
    words = word_list()
    if term in words.roots:
        return words.roots[term]
    if term in words.names or any(c.isdigit() for c in term):
        return term
    with _stemmer_lock:  # the C stemmer keeps its state between calls
        root: str = _stemmer().stemWord(term)
    return root


_stemmer_lock = threading.Lock()


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian", maxCacheSize=0)


@lru_cache(maxsize=65536)
def squash(number: str) -> str:
    """A document number without its punctuation, for comparing any two spellings of it."""
    runs = _RUN.findall(number.casefold())
    return "".join(run.lstrip("0") or "0" if run.isdigit() else run for run in runs)


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The language data, read once."""
    data = tomllib.loads(WORD_LIST.read_text(encoding="utf-8"))
    folds: dict[str, str] = data["folds"]
    expansions: dict[str, tuple[tuple[str, ...], ...]] = {}
    contractions: dict[tuple[str, ...], tuple[str, ...]] = {}
    for short, longs in data["abbreviations"].items():
        split = tuple(tuple(folds.get(w, w) for w in long.split()) for long in longs)
        expansions[short] = split
        for words in split:
            contractions[words] = (*contractions.get(words, ()), short)
    sets = {name: frozenset(text.split()) for name, text in data["words"].items()}
    return WordList(
        folds=folds,
        roots={word: root for root, family in data["families"].items() for word in family},
        expansions=expansions,
        contractions=contractions,
        stop=sets["stop"],
        names=sets["names"],
        right=sets["right"],
    )
