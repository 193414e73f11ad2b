"""Words looked for inside one document: which pages hold them, and how to go between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from service.filing.inside import FoundInside
from service.library import PageWords
from web.views.leaves import LETTERS, wanted_words

MOST_PAGES = 120
"""Pages looked through while the index does not know the document: one takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What was looked for, (page, how often) of pages that hold all of it, and the exact words."""

    text: str = ""
    pages: tuple[tuple[int, int], ...] = ()
    words: frozenset[str] = frozenset()
    is_cut: bool = False

    @property
    def count(self) -> int:
        """Words found on all pages."""
        return sum(count for _, count in self.pages)

    @property
    def first(self) -> int:
        """The page to begin with."""
        return self.pages[0][0] if self.pages else 1

    def before(self, page: int) -> int:
        """Words found on earlier pages."""
        return sum(count for at, count in self.pages if at < page)

    def beside(self, window: Sequence[int]) -> tuple[int, int]:
        """The page with words to go back to from the pages shown, and the one to go on to.

        Behind the last comes the first again; 0 where the pages shown hold them all.
        """
        there = [page for page, _ in self.pages]
        others = [page for page in there if page not in window]
        if not others or not window:
            return 0, 0
        earlier = [page for page in others if page < window[0]]
        later = [page for page in others if page > window[-1]]
        return (earlier or later)[-1], (later or earlier)[0]


def found_to_inside(text: str, found: FoundInside) -> Inside:
    """What the index found."""
    words = {part for _, hits in found.pages for hit in hits for part in _parts(hit)}
    pages = tuple((page, len(hits)) for page, hits in found.pages)
    return Inside(text, pages, frozenset(words), not found.is_complete)


def look_through(
    text: str, pages: Sequence[int], words_of: Callable[[int], PageWords | None]
) -> Inside:
    """Look for words (or how they begin) page by page; `words_of` gives None for one unread."""
    asked = wanted_words(text)
    found: list[tuple[int, int]] = []
    exact: set[str] = set()
    for page in pages[:MOST_PAGES] if asked else ():
        words = words_of(page)
        written = [part for word in words.words for part in _parts(word.text)] if words else []
        hits = [part for part in written if part.startswith(tuple(asked))]
        if hits and all(any(part.startswith(one) for part in hits) for one in asked):
            found.append((page, len(hits)))
            exact.update(hits)
    return Inside(text, tuple(found), frozenset(exact), len(pages) > MOST_PAGES)


def _parts(text: str) -> Iterable[str]:
    parts: list[str] = LETTERS.findall(text.casefold())
    return parts
