"""The columns of a typeset matrix: how wide each is on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from compose.procedure.style import Style

NUMBER_WIDTH = 26.0
LEAST_ACTOR = 46.0
"""Room for a symbol and the lanes beside it."""
ACTOR_SHARE = 0.50
"""Of the page's width, what the actors may take together; beyond it they grow narrow."""
CAPITAL_WIDTH = 0.74
"""A bold capital's mean width, of the text size (Liberation Sans Bold)."""
LEAST_HEAD_SIZE = 0.62
"""The smallest head text, of the text size; a longer word is broken."""
CELL_INSET = 3.0
TEXT_SHARES = {"activity": 0.40, "requirements": 0.22, "duration": 0.12, "output": 0.18}
REMARKS_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of all columns and the right edge of the last, in points from the left."""

    edges: tuple[float, ...]
    actor_count: int

    FIRST_ACTOR = 2

    @property
    def widths(self) -> tuple[float, ...]:
        return tuple(b - a for a, b in zip(self.edges, self.edges[1:], strict=False))

    def actor_span(self, actor: int) -> tuple[float, float]:
        """Left and right edge of an actor's column."""
        return self.edges[self.FIRST_ACTOR + actor], self.edges[self.FIRST_ACTOR + actor + 1]

    def actor_center(self, actor: int) -> float:
        left, right = self.actor_span(actor)
        return (left + right) / 2


def actors_to_columns(actors: Sequence[str], style: Style) -> Columns:
    """No, activity, actors, requirements, duration, output and, where wanted, remarks.

    An actor's column is as wide as its longest word wants, within what the page can give.
    """
    width = style.page_width - 2 * style.margin
    wanted = [max(LEAST_ACTOR, _word_width(actor, style) + 2 * CELL_INSET) for actor in actors]
    fit = min(1.0, width * ACTOR_SHARE / max(1.0, sum(wanted)))
    shares = dict(TEXT_SHARES)
    if style.has_remarks:
        shares["remarks"] = REMARKS_SHARE
    taken = [one * fit for one in wanted]
    part = (width - NUMBER_WIDTH - sum(taken)) / sum(shares.values())
    texts = [part * value for value in shares.values()]
    edges = list(accumulate([NUMBER_WIDTH, texts[0], *taken, *texts[1:]], initial=style.margin))
    return Columns(tuple(edges), len(actors))


def head_size(actor: str, width: float, style: Style) -> float:
    """The size at which an actor's longest word fits its column, as a share of the text size."""
    room = (width - 2 * CELL_INSET) / max(1.0, _word_width(actor, style))
    return max(LEAST_HEAD_SIZE, min(1.0, room))


def break_words(actor: str, width: float, style: Style) -> str:
    """The name with words cut where even the smallest head text does not fit."""
    per_line = (width - 2 * CELL_INSET) / (style.text_size * LEAST_HEAD_SIZE * CAPITAL_WIDTH)
    most = max(4, int(per_line))
    words = []
    for word in actor.split():
        words += [word[i : i + most] for i in range(0, len(word), most)]
    return " ".join(words)


def _word_width(actor: str, style: Style) -> float:
    longest = max((len(word) for word in actor.replace("/", "/ ").split()), default=0)
    return longest * CAPITAL_WIDTH * style.text_size
