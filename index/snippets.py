"""Pieces of a page that show why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from index.entries import Snippet
from index.language.analysis import Token, tokenize
from index.query.needles import Needle, Span, spans

WIDTH = 180
"""Characters of a snippet: two lines of a results page."""
LEAD = 40
"""Characters before the first hit, for the words it follows."""
MOST_SNIPPETS = 2
ELLIPSIS = "…"

_Piece = tuple[int, int, set[int]]
"""First and last token, and the needles hit between them."""


def text_to_snippets(text: str, needles: Sequence[Needle]) -> tuple[Snippet, ...]:
    """The pieces with most of the query's words; the page's beginning where none stands there."""
    tokens = tokenize(text)
    hits = spans(needles, [token.term for token in tokens])
    if not tokens:
        return ()
    if not hits:
        return (_cut(text, tokens, (), 0),)
    chosen: list[Span] = []
    covered: set[int] = set()
    for _ in range(MOST_SNIPPETS):
        best = _best_start(tokens, hits, covered, chosen)
        if best is None:
            break
        chosen.append(best)
        covered |= {hit.needle for hit in _within(tokens, hits, best)}
    starts = sorted(tokens[span.first].start for span in chosen)
    return tuple(_cut(text, tokens, hits, start - LEAD) for start in starts)


def _best_start(
    tokens: Sequence[Token], hits: Sequence[Span], covered: set[int], chosen: Sequence[Span]
) -> Span | None:
    """The hit from which the most needles not yet shown follow; None if there are none."""
    best, most = None, 0
    for hit in hits:
        if any(abs(tokens[hit.first].start - tokens[c.first].start) < WIDTH for c in chosen):
            continue
        new = len({other.needle for other in _within(tokens, hits, hit)} - covered)
        if new > most:
            best, most = hit, new
    return best


def _within(tokens: Sequence[Token], hits: Sequence[Span], start: Span) -> list[Span]:
    end = tokens[start.first].start + WIDTH - LEAD
    return [hit for hit in hits if hit.first >= start.first and tokens[hit.last].end <= end]


def _cut(text: str, tokens: Sequence[Token], hits: Sequence[Span], start: int) -> Snippet:
    """The text from the first word at or after `start` for `WIDTH` characters, hits marked."""
    shown = [token for token in tokens if token.start >= start and token.end <= start + WIDTH]
    if not shown:  # one word longer than a snippet
        shown = [next(token for token in tokens if token.end > start)]
    begin, end = shown[0].start, shown[-1].end
    if begin == tokens[0].start:
        begin = 0
    segments: list[tuple[str, bool]] = [(ELLIPSIS, False)] if begin else []
    at = begin
    for hit in hits:
        first, last = tokens[hit.first].start, tokens[hit.last].end
        if first >= at and last <= end:
            segments += [(text[at:first], False), (text[first:last], True)]
            at = last
    segments.append((text[at:end], False))
    if end < tokens[-1].end:
        segments.append((ELLIPSIS, False))
    spaced = [(" ".join(part.split("\n")), is_hit) for part, is_hit in segments]
    return Snippet(tuple((part, is_hit) for part, is_hit in spaced if part))
