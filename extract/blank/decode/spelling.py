"""How likely a word is spelt so, known or not: three letters at a time, as Indonesian has them."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from itertools import pairwise

from extract.blank.decode.vocabulary import vocabulary

NAMES_COUNT = 4
"""A name of the list counts as so many words: unknown words on blanks are mostly names."""
SMALL = 0.3
"""Added to every count: no three letters are impossible."""
LETTERS = 27
USUAL = -2.2
"""Natural logarithm of a letter's chance in words of the list, at the median."""
EDGE = "^"


def oddness(word: str) -> float:
    """How much less likely than usual a word's letters follow one another; 0 for a usual word.

    A natural logarithm, never above zero.
    """
    letters = "".join(c for c in word.casefold() if c.isalpha())
    if not letters:
        return 0.0
    triples, pairs = _counts()
    text = f"{EDGE}{EDGE}{letters}{EDGE}"
    total = 0.0
    for k in range(2, len(text)):
        seen = triples[text[k - 2 : k + 1]] + SMALL
        total += math.log(seen / (pairs[text[k - 2 : k]] + SMALL * LETTERS))
    return min(0.0, total - USUAL * (len(letters) + 1))


@cache
def _counts() -> tuple[Counter[str], Counter[str]]:
    """How often three letters, and two, follow one another within words and at their ends."""
    known = vocabulary()
    words = [*known.names] * NAMES_COUNT + [*known.field, *known.general]
    text = "".join(f"{EDGE}{EDGE}{word}{EDGE}" for word in words if word.isalpha())
    # What runs from one word into the next begins with a letter and an edge: never asked for.
    triples = Counter(a + b + c for a, b, c in zip(text, text[1:], text[2:], strict=False))
    pairs = Counter(a + b for a, b in pairwise(text))
    return triples, pairs
