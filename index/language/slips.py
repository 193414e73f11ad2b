"""Words misread or mistyped: which written words may stand for a word that was meant."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.analysis import word_list

SHORTEST = 4
"""Letters below which a word has too many neighbours to guess."""
MOST_CANDIDATES = 24
"""Neighbours looked at for one word; bounds the cost of a query."""
MANY_DIGITS = 0.4
"""Share of digits from which a run is a number, where no letter can be guessed."""

_LOOKALIKES = str.maketrans("1|!0589l", "iiiosbgi")
_CLUSTERS = (("rn", "m"), ("vv", "w"))


def skeleton(term: str) -> str:
    """What remains of a word when letters that print alike are one letter (`l`, `1`, `i`)."""
    plain = term.translate(_LOOKALIKES)
    for pair, single in _CLUSTERS:
        plain = plain.replace(pair, single)
    return plain


def slips_allowed(term: str) -> int:
    """Edits by which a written word may differ: 1 from 4 letters, 2 from 7, 3 from 10."""
    if len(term) < SHORTEST or not is_wordlike(term):
        return 0
    return min(3, (len(term) - 1) // 3)


def is_wordlike(term: str) -> bool:
    """Whether a run is mostly letters, so that a reading slip can be guessed."""
    return sum(c.isdigit() for c in term) < MANY_DIGITS * len(term)


def distance(term: str, written: str) -> int | None:
    """Edits between the word meant and the one written; 0 for look-alikes, None if too far."""
    limit = slips_allowed(term)
    if not limit or term == written:
        return None
    if skeleton(term) == skeleton(written):
        return 0
    if word_list().knows(written):
        return None
    found = OSA.distance(term, written, score_cutoff=limit)
    return found if found <= limit else None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one part of the index, ready for completion and for finding slips."""

    words: Sequence[str]
    by_length: dict[int, list[str]]
    by_skeleton: dict[str, list[str]]

    @classmethod
    def of(cls, words: Iterable[str]) -> Lexicon:
        """A lexicon of words in ascending order."""
        kept = [word for word in words if is_wordlike(word)]
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        by_skeleton: defaultdict[str, list[str]] = defaultdict(list)
        for word in kept:
            by_length[len(word)].append(word)
            shape = skeleton(word)
            if shape != word:
                by_skeleton[shape].append(word)
        return cls(kept, dict(by_length), dict(by_skeleton))

    def starting_with(self, prefix: str, limit: int) -> list[str]:
        """At most `limit` words with that beginning, in ascending order."""
        start = bisect_left(self.words, prefix)
        found = []
        for word in self.words[start : start + limit]:
            if not word.startswith(prefix):
                break
            found.append(word)
        return found

    def near(self, term: str) -> dict[str, int]:
        """Words that may be slips of the term, with their distance (0: look-alike)."""
        limit = slips_allowed(term)
        if not limit:
            return {}
        shape = skeleton(term)
        found = dict.fromkeys(self.by_skeleton.get(shape, ()), 0)
        if shape != term and shape in self.by_length.get(len(shape), ()):
            found[shape] = 0
        for length in range(len(term) - limit, len(term) + limit + 1):
            close = process.extract(
                term,
                self.by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=limit,
                limit=MOST_CANDIDATES,
            )
            for word, edits, _ in close:
                found.setdefault(word, int(edits))
        found.pop(term, None)
        best = sorted(found.items(), key=lambda pair: (pair[1], pair[0]))[:MOST_CANDIDATES]
        return dict(best)
