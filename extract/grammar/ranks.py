"""Ranks: a closed vocabulary, matched through a reader's slips."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

from extract.grammar.glyphs import fold_blanks
from extract.grammar.reading import Reading

SLIPS_PER_LETTER = 0.2
"""Share of a rank's letters that may be misread: Aipda and Aiptu stay apart."""


LOOSE = 0.34
"""Share of letters wrong in a line that must hold a rank."""
CLEAR = 0.08
"""How much further off, as a share of letters, the next rank must be."""
LONG_FORM = 12


@cache
def rank_forms() -> dict[str, tuple[str, ...]]:
    """Every form of every rank, with all forms of the same rank, the long one first."""
    data = tomllib.loads((files("extract.grammar") / "ranks.toml").read_text(encoding="utf-8"))
    return {
        form: tuple(forms)
        for group in ("police", "civil")
        for forms in data[group]
        for form in forms
    }


def text_to_rank(text: str) -> Reading | None:
    """The rank the whole text names, in the form and case it was written; None for no rank."""
    written = fold_blanks(text.strip(" .,:;_-"))
    if not written:
        return None
    key = _key(written)
    best: tuple[int, str] | None = None
    tied = False
    for form in rank_forms():
        limit = _limit(_key(form))
        edits = DamerauLevenshtein.distance(key, _key(form), score_cutoff=limit)
        if edits > limit:
            continue
        if best is None or edits < best[0]:
            best, tied = (edits, form), False
        elif edits == best[0] and rank_forms()[form] != rank_forms()[best[1]]:
            tied = True
    if best is None or tied:
        return None
    is_capitals = all(c.isupper() for c in written if c.isalpha() and c not in "li")
    value = best[1].upper() if is_capitals else best[1]
    return Reading(value, best[0])


def find_rank(text: str) -> Reading | None:
    """The rank a damaged text comes nearest to, where it is known to hold one; None if unclear.

    Up to a third of a long form's letters may be wrong, where no other rank comes near.
    """
    key = _key(text)
    scored = sorted(
        (DamerauLevenshtein.normalized_distance(key, _key(form)), form)
        for form, forms in rank_forms().items()
        if form == forms[0] and len(_key(form)) >= LONG_FORM
    )
    best, form = scored[0]
    second = next(score for score, other in scored[1:] if other != form)
    if best > LOOSE or second - best < CLEAR:
        return None
    capitals = sum(c.isupper() for c in text) * 2 >= sum(c.isalpha() for c in text)
    return Reading(form.upper() if capitals else form, round(best * len(_key(form))))


def split_rank(text: str) -> tuple[str, str] | None:
    """A text that begins with a rank, parted into rank and the rest (`Aipda Ratna Saputra`)."""
    words = text.split()
    for count in range(min(4, len(words)), 0, -1):
        rank = text_to_rank(" ".join(words[:count]))
        if rank is not None:
            return rank.value, " ".join(words[count:])
    return None


def rank_to_short(rank: str) -> str | None:
    """The shortest form of a rank named in any form; None for no rank."""
    found = text_to_rank(rank)
    if found is None:
        return None
    for form, forms in rank_forms().items():
        if form.casefold() == found.value.casefold():
            return forms[-1]
    return None


def _key(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold().replace("0", "o").replace("1", "i"))


def _limit(key: str) -> int:
    return min(4, int(len(key) * SLIPS_PER_LETTER))
