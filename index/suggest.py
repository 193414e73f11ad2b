"""Words to complete what is being typed, taken from what the asker may see."""

from __future__ import annotations

import heapq
import re

from index.entries import Scope
from index.language.analysis import fold, word_list
from index.spelling import Spelling
from index.store import PageIndex

SHORTEST = 2
"""Letters typed before completions mean anything."""
MOST_CANDIDATES = 2000
"""Words with that beginning looked at in one part."""
CHECKED = 5
"""Words checked against the asker's sight for each one asked for."""

_LAST_WORD = re.compile(r"[^\W\d_]+$")


def complete(pages: PageIndex, typed: str, scope: Scope, *, limit: int = 8) -> tuple[str, ...]:
    """The typed text with its last word completed, frequent words first.

    Only words on pages the asker may see; never numbers, which would give away identities.
    Empty where the text does not end in letters or ends inside a filter's value.
    """
    match = _LAST_WORD.search(typed)
    if match is None or len(match.group()) < SHORTEST or typed[: match.start()].endswith(":"):
        return ()
    prefix = fold(match.group())
    before = typed[: match.start()]
    with pages.borrow() as snapshot:
        candidates = {
            word
            for lexicon in snapshot.lexicons()
            for word in lexicon.starting_with(prefix, MOST_CANDIDATES)
            if word.isalpha() and word != prefix and word not in word_list().stop
        }
        frequent = heapq.nsmallest(
            limit * CHECKED, candidates, key=lambda word: (-snapshot.frequency(word), word)
        )
        spelling = Spelling(snapshot, snapshot.visible(scope))
        seen = [(spelling.count(word), word) for word in frequent]
    best = sorted((pair for pair in seen if pair[0]), key=lambda pair: (-pair[0], pair[1]))
    return tuple(before + word for _, word in best[:limit])
