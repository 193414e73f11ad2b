"""Where a query's words stand on a page: boxes to draw over its image."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.analysis import terms
from index.query.grammar import text_to_query
from index.query.needles import query_to_needles, spans
from records.geometry import Box, bounding_box


def highlight(
    query: str, lines: Sequence[Sequence[tuple[str, Box]]]
) -> tuple[tuple[Box, ...], ...]:
    """The hits of a query on a page, in reading order, each with its boxes.

    `lines` are the page's words with their boxes, as in `records.findings.PageText`; the
    boxes come back in the same unit. A hit has one box per line it touches: a phrase over a
    line's end has two. The same words are hits as in the search's snippets.
    """
    needles = query_to_needles(text_to_query(query)[0])
    found: list[str] = []
    places: list[tuple[int, Box]] = []
    for number, line in enumerate(lines):
        for text, box in line:
            for term in terms(text):
                found.append(term)
                places.append((number, box))
    return tuple(_by_line(places[span.first : span.last + 1]) for span in spans(needles, found))


def _by_line(places: Sequence[tuple[int, Box]]) -> tuple[Box, ...]:
    numbers = dict.fromkeys(number for number, _ in places)
    return tuple(bounding_box(box for at, box in places if at == number) for number in numbers)
