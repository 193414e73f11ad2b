"""Words looked for inside one document: its pages that hold all of them, as they are written."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from index.evaluation import Evaluation
from index.language.analysis import fold, terms, written
from index.query.plan import AllOf, Beginning
from index.query.tree import SHORTEST_PREFIX
from index.store import PageIndex, Snapshot

TIME_LIMIT_S = 3.0


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page of the document and the words found on it, as written, in order."""

    page: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentFound:
    """The pages found, in order; not complete where the time limit cut the search short."""

    pages: tuple[PageFound, ...]
    is_complete: bool = True


def find_in_document(
    pages: PageIndex, document: str, text: str, *, time_limit_s: float = TIME_LIMIT_S
) -> DocumentFound | None:
    """Pages on which every word of the text stands or begins a word; None for an unknown document.

    Postings say which pages to open, so that a thick document costs what its hits cost; pages are
    read one at a time. Raises IndexDamaged, IndexOutdated, IndexMissing.
    """
    deadline = time.monotonic() + time_limit_s
    wanted = tuple(dict.fromkeys(terms(text)))
    with pages.borrow() as snapshot:
        mine = [
            board.columns["document"].where(lambda name: name == document) & part.live
            for part, board in zip(snapshot.parts, snapshot.boards, strict=True)
        ]
        if not any(mask.any() for mask in mine):
            return None
        if not wanted:
            return DocumentFound(())
        evaluation = Evaluation(snapshot, mine, deadline)
        # short beginnings run through half the vocabulary, and numbers are not in the lexicon:
        # there the pages themselves are asked
        known = [word for word in wanted if word.isalpha() and len(word) >= SHORTEST_PREFIX]
        telling = tuple(Beginning(word) for word in known)
        masks = [found.mask for found in evaluation.run(AllOf(telling))] if telling else mine
        found, is_complete = [], evaluation.is_complete
        for number, mask in enumerate(masks):
            for row in np.flatnonzero(mask):
                if time.monotonic() > deadline:
                    is_complete = False
                    break
                page = _page(snapshot, number, int(row), wanted)
                found += [page] if page else []
    return DocumentFound(tuple(sorted(found, key=lambda one: one.page)), is_complete)


def _page(snapshot: Snapshot, part: int, row: int, wanted: tuple[str, ...]) -> PageFound | None:
    text = snapshot.parts[part].text(row)
    hits = words_in(text, wanted)
    return PageFound(int(snapshot.boards[part].pages[row]), hits) if hits else None


def words_in(text: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a text that begin as one of the wanted does; none unless all are there."""
    if not all(word in text for word in wanted if word.isdecimal()):
        return ()  # most pages are passed over at this cheapest of questions
    words = written(text)
    folded = {word: term for word in set(words) if (term := fold(word)).startswith(wanted)}
    if not all(any(term.startswith(one) for term in folded.values()) for one in wanted):
        return ()
    return tuple(word for word in words if word in folded)
