"""A query of our grammar becomes documents found, within what the asker may see."""

from __future__ import annotations

from index.entries import Results, Scope, Sort
from index.store import PageIndex

TIME_LIMIT_S = 3.0


def search(
    pages: PageIndex,
    query: str,
    scope: Scope,
    *,
    limit: int = 20,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    time_limit_s: float = TIME_LIMIT_S,
) -> Results:
    """Documents that answer the query, grouped from their pages, with facets and snippets.

    Any text is a query (what cannot be read as meant gives a hint). One `PageIndex` serves many
    threads. Raises IndexDamaged, IndexOutdated, IndexMissing.
    """
    raise NotImplementedError
