"""Offices over signatures: the known words of a damaged reading put right, names of places kept."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

SLIPS_PER_LETTER = 0.2
"""Share of an office word's letters that may be misread."""
DEPUTIES = ("AN", "UB", "PLT", "PLH", "PJS", "PJ", "PS", "WAKIL")
"""Marks of one who signs for another, without their full stops."""
SHORTEST = 6
"""Letters of the shortest word put right; shorter ones are too near to other words."""


@cache
def _words(group: str = "words") -> tuple[str, ...]:
    data = tomllib.loads((files("extract.grammar") / "offices.toml").read_text(encoding="utf-8"))
    return tuple(data[group])


def text_to_office(text: str) -> str:
    """The office as written, its known words spelled right (`KASAIBINMAS` → `KASATBINMAS`)."""
    return " ".join(_word(word) for word in text.split())


def begins_office(word: str) -> bool:
    """Whether an office's text may begin with the word: a deputy's mark or an office word."""
    letters = re.sub(r"[^A-Z]", "", text_to_office(word).upper())
    return letters in DEPUTIES or letters in _words("first")


def _word(word: str) -> str:
    bare = re.sub(r"^\W+|[^\w]+$", "", word)
    upper = bare.upper().replace("0", "O").replace("1", "I")
    letters = re.sub(r"[^A-Z]", "", upper)
    if len(letters) < SHORTEST or upper in _words() or not _is_upper(bare):
        return word
    limit = int(len(letters) * SLIPS_PER_LETTER)
    scored = sorted((DamerauLevenshtein.distance(letters, known), known) for known in _words())
    (edits, best), (next_edits, _) = scored[0], scored[1]
    if edits > limit or edits == next_edits:
        return word
    return word.replace(bare, best)


def _is_upper(word: str) -> bool:
    letters = [c for c in word if c.isalpha() and c not in "li"]
    return sum(c.isupper() for c in letters) * 10 >= len(letters) * 7
