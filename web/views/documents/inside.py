"""Words looked for inside one document: which pages hold them, and how they are written there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.library import PageWords
from web.views.leaves import LETTERS, wanted_words

MOST_PAGES = 120
"""Pages looked through: reading one takes some milliseconds; thicker ones have the search page."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What was looked for, (page, how often) of pages that hold all of it, and the exact words."""

    text: str
    pages: tuple[tuple[int, int], ...]
    words: frozenset[str]
    is_cut: bool

    @property
    def count(self) -> int:
        return sum(count for _, count in self.pages)


def find_inside(
    text: str, pages: Sequence[int], words_of: Callable[[int], PageWords | None]
) -> Inside:
    """Look for words (or how they begin) on the pages; `words_of` gives None for a page unread."""
    asked = wanted_words(text)
    found: list[tuple[int, int]] = []
    exact: set[str] = set()
    for page in pages[:MOST_PAGES] if asked else ():
        words = words_of(page)
        written = _written(words) if words else []
        hits = [part for part in written if part.startswith(tuple(asked))]
        if hits and all(any(part.startswith(one) for part in hits) for one in asked):
            found.append((page, len(hits)))
            exact.update(hits)
    return Inside(text, tuple(found), frozenset(exact), len(pages) > MOST_PAGES)


def _written(words: PageWords) -> list[str]:
    parts: Iterable[str] = (p for w in words.words for p in LETTERS.findall(w.text.casefold()))
    return list(parts)
