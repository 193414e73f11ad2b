"""Printed words compared: titles and labels, whatever case, blanks or damage they come in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process

_LIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "8": "b"})


@cache
def fold(text: str) -> str:
    """The letters of a text alone, look-alikes made the same."""
    return re.sub(r"[^a-z]", "", text.casefold().translate(_LIKE))


def likeness(text: str, label: str) -> float:
    """How alike (0..1) a text is to a label; 0 where either has no letter."""
    a, b = fold(text), fold(label)
    return fuzz.ratio(a, b) / 100 if a and b else 0.0


def best_likeness(text: str, labels: tuple[str, ...], least: float = 0.0) -> float:
    """How alike a text is to the nearest of the labels; 0 where that is less than `least`."""
    bare = fold(text)
    known = [one for one in map(fold, labels) if one] if bare else []
    found = [fuzz.ratio(bare, one, score_cutoff=100 * least) for one in known]
    return max(found, default=0.0) / 100


def count_alike(texts: Iterable[str], groups: Iterable[Iterable[str]], least: float) -> int:
    """How many groups of labels have one that any of the texts is so alike (0..1) to."""
    said = [one for one in map(fold, texts) if one]
    return sum(
        any(
            process.extractOne(one, said, scorer=fuzz.ratio, score_cutoff=100 * least)
            for one in map(fold, labels)
            if one
        )
        for labels in groups
    )
