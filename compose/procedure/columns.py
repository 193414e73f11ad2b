"""The columns of a typeset matrix: as wide as their words want, on a page that holds them all.

No word is ever broken: where the page is too narrow it is turned, then the text set smaller,
then the page taken larger (of the same proportions, so that it prints on the usual sheet).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from compose.procedure.style import Style
from records.findings import Matrix

NUMBER_WIDTH = 24.0
LEAST_ACTOR = 46.0
"""Room for a symbol and the lanes beside it."""
ROOMY_ACTOR = 78.0
"""Room for a branch label beside a decision as well."""
EXIT_ROOM, ROOMY_EXIT = 13.0, 22.0
"""Points beyond its width that half a column has for a branch label beside a decision."""
LEAST_HEAD_SIZE = 0.72
"""The smallest head text, of the text size."""
LEAST_ACTIVITY = 12.0
"""Ems: narrower, sentences become columns of single words."""
CELL_INSET = 3.0
SLACK = 1.0
"""Points a word keeps from the end of its line: rounding must not break it."""
LIST_INDENT = 1.7
"""Ems that a numbered list's text is set in."""
TEXT_SHARES = (0.38, 0.22, 0.11, 0.19, 0.10)
"""How the texts share what the actors leave: activity, requirements, duration, output, remarks."""
SMALLER = (1.0, 0.9, 0.8)
LARGER = (1.0, 1.19, 1.41, 1.68, 2.0, 2.83, 4.0)


@dataclass(frozen=True, slots=True)
class Words:
    """The longest word of each column in ems: the heads of the actors, and the other columns.

    `texts` holds number, activity, requirements, duration, output and, where wanted, remarks.
    """

    actors: tuple[float, ...]
    texts: tuple[float, ...]
    exits: tuple[float, ...] = ()
    """The widest branch label of each actor's decisions."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of all columns and the right edge of the last, in points from the left."""

    edges: tuple[float, ...]
    actor_count: int

    FIRST_ACTOR = 2

    @property
    def widths(self) -> tuple[float, ...]:
        return tuple(b - a for a, b in zip(self.edges, self.edges[1:], strict=False))

    @property
    def actors_span(self) -> tuple[float, float]:
        """Left and right edge of all actors' columns."""
        return self.edges[self.FIRST_ACTOR], self.edges[self.FIRST_ACTOR + self.actor_count]

    def actor_span(self, actor: int) -> tuple[float, float]:
        """Left and right edge of an actor's column."""
        return self.edges[self.FIRST_ACTOR + actor], self.edges[self.FIRST_ACTOR + actor + 1]

    def actor_center(self, actor: int) -> float:
        left, right = self.actor_span(actor)
        return (left + right) / 2


def column_texts(matrix: Matrix, style: Style) -> tuple[list[list[str]], list[list[str]]]:
    """What stands in the actors' heads, and in each other column under its head, set bold or not.

    The head of a column is the first of its texts.
    """
    no, activity, _, _, requirements, duration, output, remarks = style.head_labels
    steps = matrix.steps
    texts = [
        [no, *(s.no for s in steps)],
        [activity, *(s.activity for s in steps)],
        [requirements, *(item for s in steps for item in s.requirements)],
        [duration, *(s.duration for s in steps)],
        [output, *(s.output for s in steps)],
    ]
    if style.has_remarks:
        texts.append([remarks, *(s.remarks for s in steps)])
    return [[actor] for actor in matrix.actors], texts


def words_to_columns(words: Words, style: Style) -> tuple[Columns, Style]:
    """The columns, and the style in which they fit."""
    for tried in _styles(style):
        columns = _fit(words, tried)
        if columns is not None:
            return columns, tried
    raise ValueError("a word is longer than four pages are wide")


def head_size(word: float, width: float, style: Style) -> float:
    """The size at which a head's longest word fits its column, as a share of the text size."""
    room = (width - 2 * CELL_INSET - SLACK / 2) / max(1.0, word * style.text_size)
    return min(1.0, room)


def _styles(style: Style) -> Iterator[Style]:
    turned = style if style.is_landscape else replace(style, is_landscape=True)
    yield style
    for share in SMALLER:
        yield replace(turned, text_size=style.text_size * share)
    for factor in LARGER[1:]:
        yield replace(turned, text_size=style.text_size * SMALLER[-1], page_scale=factor)


def _fit(words: Words, style: Style) -> Columns | None:
    width = style.page_width - 2 * style.margin
    edge = 2 * CELL_INSET + SLACK
    em = style.text_size
    heads = [word * em + edge for word in words.actors]
    labels = [word * em for word in words.exits] or [0.0] * len(heads)
    exits = [2 * (label + EXIT_ROOM) if label else 0.0 for label in labels]
    narrow = [
        max(LEAST_ACTOR, word * em * LEAST_HEAD_SIZE + edge, around)
        for word, around in zip(words.actors, exits, strict=True)
    ]
    texts = [word * em + edge for word in words.texts]
    texts[1] = max(texts[1], LEAST_ACTIVITY * em)
    texts[0] = max(NUMBER_WIDTH, texts[0])
    free = width - sum(narrow) - sum(texts)
    if free < 0:
        return None
    wish = [
        max(ROOMY_ACTOR, head, least, 2 * (label + ROOMY_EXIT)) - least
        for head, least, label in zip(heads, narrow, labels, strict=True)
    ]
    share = min(1.0, free / 2 / max(1.0, sum(wish)))
    actors = [least + more * share for least, more in zip(narrow, wish, strict=True)]
    filled = _fill(texts[1:], width - texts[0] - sum(actors))
    widths = [texts[0], filled[0], *actors, *filled[1:]]
    return Columns(tuple(accumulate(widths, initial=style.margin)), len(actors))


def _fill(least: Sequence[float], room: float) -> list[float]:
    """Each at least as wide as its words; what is left goes by `TEXT_SHARES`."""
    shares = TEXT_SHARES[: len(least)]
    fixed: set[int] = set()
    while True:
        open_shares = sum(s for i, s in enumerate(shares) if i not in fixed)
        part = (room - sum(least[i] for i in fixed)) / (open_shares or 1.0)
        short = {i for i, s in enumerate(shares) if i not in fixed and s * part < least[i]}
        if not short:
            return [least[i] if i in fixed else s * part for i, s in enumerate(shares)]
        fixed |= short
