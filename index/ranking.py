"""Pages found become documents in order, with counts by property."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.disk.board import Board, Column
from index.entries import FacetName, Sort
from index.evaluation import Found

_NONE = np.array([], dtype=np.int64)

MOST_FACET_VALUES = 50
"""Values counted for one facet; a results page shows far fewer."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its part and its number in it, and how well it answers."""

    part: int
    row: int
    score: float


class Ranking:
    """The documents of all pages found; `total` of them on `total_pages` pages."""

    def __init__(self, boards: Sequence[Board], found: Sequence[Found]) -> None:
        self._boards = boards
        rows = [np.flatnonzero(result.mask) for result in found]
        self._part = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
        self._row = np.concatenate([_NONE, *rows])
        scores = [result.scores[here] for result, here in zip(found, rows, strict=True)]
        self._score = np.concatenate([_NONE.astype(np.float32), *scores])
        self._document = self._number_documents(rows)
        best_first = np.lexsort((self._row, -self._score, self._document))
        documents = self._document[best_first]
        changes = documents[1:] != documents[:-1]
        self._order = best_first
        self._starts = np.flatnonzero(np.append(np.ones(min(1, len(documents)), bool), changes))
        self._ends = np.append(self._starts[1:], len(best_first))

    @property
    def total(self) -> int:
        return len(self._starts)

    @property
    def total_pages(self) -> int:
        return len(self._order)

    def facets(self) -> dict[FacetName, tuple[tuple[str, int], ...]]:
        """Documents by value of each property, most frequent first; unknown is not counted."""
        best = self._order[self._starts]
        return {name: self._facet(name, best) for name in FacetName}

    def documents(self, sort: Sort, offset: int, limit: int) -> list[list[Place]]:
        """A slice of the documents in order, each as its pages, best first."""
        chosen = self._sorted(sort)[offset : offset + limit]
        return [
            [
                Place(int(self._part[at]), int(self._row[at]), float(self._score[at]))
                for at in self._order[self._starts[number] : self._ends[number]]
            ]
            for number in chosen
        ]

    def _number_documents(self, rows: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        """A number for each page's document, the same in all parts."""
        numbers: dict[str, int] = {}
        found = []
        for board, here in zip(self._boards, rows, strict=True):
            column = board.columns["document"]
            codes = column.codes[here]
            known = np.zeros(len(column.values), dtype=np.int64)
            for code in np.unique(codes):
                known[code] = numbers.setdefault(column.values[code], len(numbers))
            found.append(known[codes])
        return np.concatenate([_NONE, *found])

    def _facet(self, name: FacetName, best: NDArray[np.int64]) -> tuple[tuple[str, int], ...]:
        counts: Counter[str] = Counter()
        for number, board in enumerate(self._boards):
            column = board.columns[name]
            codes = column.codes[self._row[best[self._part[best] == number]]]
            for code, count in enumerate(np.bincount(codes, minlength=len(column.values))):
                if count and column.values[code]:
                    counts[column.values[code]] += int(count)
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(ordered[:MOST_FACET_VALUES])

    def _sorted(self, sort: Sort) -> NDArray[np.int64]:
        best = self._order[self._starts]
        if sort is Sort.NUMBER:
            numbers = self._values("number", best)
            keys = [_natural(number) for number in numbers]
            return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
        counted = [_month_count(month) for month in self._values("month", best)]
        months = np.array(counted, dtype=np.int64)
        if sort is Sort.OLDEST:
            return np.lexsort((self._document[best], np.where(months, months, np.inf)))
        if sort is Sort.NEWEST:
            return np.lexsort((self._document[best], -months))
        return np.lexsort((self._document[best], -months, -self._score[best]))

    def _values(self, name: str, best: NDArray[np.int64]) -> list[str]:
        columns: list[Column] = [board.columns[name] for board in self._boards]
        return [
            columns[part].values[columns[part].codes[row]]
            for part, row in zip(self._part[best], self._row[best], strict=True)
        ]


def _month_count(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) if year.isdigit() and of_year.isdigit() else 0


def _natural(number: str) -> tuple[bool, list[tuple[int, str]]]:
    """Numbers in a text count as numbers; documents without come last."""
    parts = re.findall(r"\d+|\D+", number.casefold())
    return not number, [(int(p), "") if p.isdigit() else (-1, p.strip()) for p in parts]
