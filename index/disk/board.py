"""The facts of one part's pages as columns of numbers, for filters, facets and sorting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.entries import PageEntry, Scope

Mask = NDArray[np.bool_]

_PART = "\x1f"
"""Unit separator of ASCII: stands in no text (it is a control character, dropped on the way in)."""
COLUMNS = (
    "document",
    "kind",
    "form",
    "report",
    "unit",
    "scope",
    "secret",
    "month",
    "number",
    "title",
    "officer",
    "village",
)


def entry_to_facts(entry: PageEntry, length: int) -> bytes:
    """The facts of a page as stored; `length` counts its words."""
    secret = "1" if entry.secret else ""
    values = [secret if name == "secret" else getattr(entry, name) or "" for name in COLUMNS]
    cleaned = [str(value).replace(_PART, " ") for value in values]
    return _PART.join([*cleaned, str(entry.page), str(length)]).encode()


@dataclass(frozen=True, slots=True)
class Column:
    """A property: the distinct values, "" where unknown, and each page's value by number."""

    values: list[str]
    codes: NDArray[np.int32]

    def where(self, holds: Callable[[str], bool]) -> Mask:
        """The pages whose value fulfils the condition, asked once for each distinct value."""
        return np.array([holds(value) for value in self.values], dtype=np.bool_)[self.codes]


@dataclass(frozen=True, slots=True)
class Board:
    """All columns of one part; `lengths` in words, at least 1."""

    columns: dict[str, Column]
    pages: NDArray[np.int32]
    lengths: NDArray[np.float32]

    def visible(self, scope: Scope) -> Mask:
        """The pages the asker may see."""
        mask = self.columns["scope"].where(scope.covers)
        if scope.kinds is not None:
            kinds = {str(kind) for kind in scope.kinds}
            mask &= self.columns["kind"].where(kinds.__contains__)
        if scope.hidden_forms:
            mask &= ~self.columns["form"].where(scope.hidden_forms.__contains__)
        if not scope.secret:
            mask &= self.columns["secret"].where(lambda value: not value)
        return mask


def facts_to_board(facts: Iterable[bytes]) -> Board:
    """The columns of a part from the stored facts of its pages, in their order."""
    rows = [fact.decode().split(_PART) for fact in facts]
    columns = {}
    for at, name in enumerate(COLUMNS):
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(row[at], len(numbers)) for row in rows]
        columns[name] = Column(list(numbers), np.array(codes, dtype=np.int32))
    pages = np.array([int(row[-2]) for row in rows], dtype=np.int32)
    lengths = np.array([max(1, int(row[-1])) for row in rows], dtype=np.float32)
    return Board(columns, pages, lengths)
