"""Slips of the words asked for, and the words that may have been meant, within sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.disk.board import Mask
from index.language.analysis import stem, terms, word_list
from index.language.slips import slips_allowed
from index.query.grammar import query_to_text
from index.query.plan import Field
from index.query.tree import Query, Term, Word
from index.store import Snapshot

MOST_SLIPS = 12
"""Slips looked up for one word."""
ATTESTED = 3
"""Pages on which a word must stand to be offered in the place of another."""
PLENTY = 1
"""Pages in sight with the word itself from which a neighbour that begins otherwise is taken for
another word: `Bambang` for `sambang`. Pens and printers seldom spoil just the first letter."""
RARER = 20
"""A slip is rare beside the right word: at most one page for so many of it (or two in all)."""


class Spelling:
    """Neighbours of words in one snapshot, as one asker sees it."""

    def __init__(self, snapshot: Snapshot, visible: Sequence[Mask]) -> None:
        self._snapshot = snapshot
        self._visible = visible

    def slips(self, term: str) -> list[tuple[str, int]]:
        """Written words that are probably the term misread or mistyped, with their distance."""
        near = self._near(term)
        if not near:
            return []
        frequency = self._snapshot.frequency(term)
        most = max(2, frequency // RARER)
        knows = word_list().knows
        is_plenty = frequency >= PLENTY and self.count(term) >= PLENTY
        likely = [
            (word, edits)
            for word, edits in near
            if not edits
            or (
                not knows(word)
                and self._snapshot.frequency(word) <= most
                and not (is_plenty and word[0] != term[0])
            )
            or not frequency
        ]
        return likely[:MOST_SLIPS]

    def better(self, query: Query) -> str | None:
        """The query with unseen words replaced by near ones that are seen; None if none is."""
        clauses = tuple(
            clause
            if clause.is_excluded
            else replace(clause, terms=tuple(map(self._corrected, clause.terms)))
            for clause in query.clauses
        )
        corrected = Query(clauses)
        return None if corrected == query else query_to_text(corrected)

    def count(self, term: str, field: Field = Field.EXACT) -> int:
        """The visible pages that hold the term."""
        found = 0
        for part, visible in zip(self._snapshot.parts, self._visible, strict=True):
            found += int(visible[part.postings(field, term)[0]].sum())
        return found

    def _corrected(self, term: Term) -> Term:
        if not isinstance(term, Word):
            return term
        split = terms(term.text)
        if len(split) > 1 or word_list().knows(split[0]) or self._is_seen(split[0]):
            return term
        for word, _ in sorted(
            self._near(split[0]),
            key=lambda pair: (pair[1], -self._snapshot.frequency(pair[0]), pair[0]),
        ):
            if self.count(word) >= (1 if word_list().knows(word) else ATTESTED):
                return Word(word)
        return term

    def _is_seen(self, term: str) -> bool:
        return bool(
            self.count(term)
            or self.count(stem(term), Field.STEM)
            or self.count(term, Field.HEAD)
            or term in word_list().expansions
        )

    def _near(self, term: str) -> list[tuple[str, int]]:
        near: dict[str, int] = {}
        if slips_allowed(term):
            for lexicon in self._snapshot.lexicons():
                near |= lexicon.near(term)
        return sorted(near.items(), key=lambda pair: (pair[1], pair[0]))
