"""A query of our grammar becomes documents found, within what the asker may see."""

from __future__ import annotations

import time
from collections.abc import Sequence

from index.disk.board import Board
from index.entries import Hit, PageHit, Results, Scope, Sort
from index.evaluation import Evaluation
from index.query.grammar import text_to_query
from index.query.needles import Needle, query_to_needles
from index.query.plan import query_to_plan
from index.ranking import Place, Ranking
from index.snippets import text_to_snippets
from index.spelling import Spelling
from index.store import PageIndex, Snapshot
from records.findings import Kind

TIME_LIMIT_S = 3.0
"""Longer waits send people elsewhere; what was found by then is shown and marked incomplete."""
PAGES_PER_HIT = 3
"""Pages of a document shown with snippets."""


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

    Any text is a query (what cannot be read as meant gives a hint); an empty one means all
    in sight, newest first. One `PageIndex` serves many threads. Raises IndexDamaged,
    IndexOutdated, IndexMissing.
    """
    deadline = time.monotonic() + time_limit_s
    tree, hints = text_to_query(query)
    with pages.borrow() as snapshot:
        visible = snapshot.visible(scope)
        spelling = Spelling(snapshot, visible)
        evaluation = Evaluation(snapshot, visible, deadline)
        found = evaluation.run(query_to_plan(tree, spelling.slips))
        ranking = Ranking(snapshot.boards, found)
        needles = query_to_needles(tree)
        return Results(
            hits=tuple(
                _places_to_hit(snapshot, places, needles)
                for places in ranking.documents(sort, offset, limit)
            ),
            total=ranking.total,
            total_pages=ranking.total_pages,
            facets=ranking.facets(),
            did_you_mean=spelling.better(tree) if evaluation.is_complete else None,
            hints=hints,
            is_complete=evaluation.is_complete,
        )


def _places_to_hit(snapshot: Snapshot, places: Sequence[Place], needles: Sequence[Needle]) -> Hit:
    best = places[0]
    board = snapshot.boards[best.part]

    def known(name: str) -> str | None:
        return _value(board, name, best.row) or None

    return Hit(
        document=_value(board, "document", best.row),
        kind=Kind(_value(board, "kind", best.row)),
        score=best.score,
        page_count=len(places),
        pages=tuple(_place_to_page(snapshot, p, needles) for p in places[:PAGES_PER_HIT]),
        form=known("form"),
        report=known("report"),
        unit=known("unit"),
        scope=_value(board, "scope", best.row),
        month=known("month"),
        number=known("number"),
        title=known("title"),
        officer=known("officer"),
        village=known("village"),
    )


def _place_to_page(snapshot: Snapshot, place: Place, needles: Sequence[Needle]) -> PageHit:
    text = snapshot.parts[place.part].text(place.row)
    page = int(snapshot.boards[place.part].pages[place.row])
    return PageHit(page, place.score, text_to_snippets(text, needles))


def _value(board: Board, name: str, row: int) -> str:
    column = board.columns[name]
    return column.values[int(column.codes[row])]
