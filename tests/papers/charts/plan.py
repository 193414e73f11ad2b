"""What a drawn matrix tells: rows, actors, marks, and which mark leads to which."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from records.paper import SymbolKind
from tests.papers.charts.look import Look

Mark = tuple[int, int]
"""Row and actor."""
Rect = tuple[float, float, float, float]
LABELS = (
    ("Ya", "Tidak"),
    ("Ya", "Tidak"),
    ("Lengkap", "Tidak lengkap"),
    ("Sesuai", "Tidak sesuai"),
)
LEFT, TOP = 60, 60


@dataclass(frozen=True, slots=True)
class Link:
    """An edge with its label."""

    start: Mark
    end: Mark
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the lines run, what stands in which cell, and the flow in the order it is drawn."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    actors: int
    marks: dict[Mark, SymbolKind]
    links: tuple[Link, ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 2

    def cell(self, mark: Mark) -> Rect:
        """The cell of a row and an actor."""
        row, actor = mark
        return self.xs[2 + actor], self.ys[1 + row], self.xs[3 + actor], self.ys[2 + row]


def draw_plan(random: Random, look: Look) -> Plan:
    """A matrix of 4 to 9 rows and 2 to 8 actors, the same for the same generator."""
    rows, actors = random.randint(4, 9), random.randint(2, 8)
    wide = random.choice((105, 130, 165, 200)) if actors > 4 else random.choice((150, 190, 240))
    low = random.choice((100, 125, 160))
    marks = _marks(random, rows, actors, look)
    return Plan(
        _places(LEFT, [70, 430, *[wide] * actors, 260, 140]),
        _places(TOP, [110, *[random.randint(low, low + 60) for _ in range(rows)]]),
        actors,
        marks,
        tuple(_links(random, marks)),
    )


def _places(start: int, widths: list[int]) -> tuple[int, ...]:
    places = [start]
    for width in widths:
        places.append(places[-1] + width)
    return tuple(places)


def _marks(random: Random, rows: int, actors: int, look: Look) -> dict[Mark, SymbolKind]:
    marks: dict[Mark, SymbolKind] = {}
    for row in range(rows):
        if row in (0, rows - 1):
            marks[row, random.randrange(actors)] = SymbolKind.TERMINATOR
        elif random.random() < look.several:
            for actor in sorted(random.sample(range(actors), random.randint(2, min(4, actors)))):
                marks[row, actor] = SymbolKind.PROCESS
        else:
            is_decision = random.random() < 0.3
            kind = SymbolKind.DECISION if is_decision else SymbolKind.PROCESS
            marks[row, random.randrange(actors)] = kind
    return marks


def _links(random: Random, marks: dict[Mark, SymbolKind]) -> list[Link]:
    order = sorted(marks)
    yes, no = random.choice(LABELS)
    links = []
    for one, other in pairwise(order):
        is_decision = marks[one] is SymbolKind.DECISION
        links.append(Link(one, other, yes if is_decision else None))
    for k, mark in enumerate(order):
        if marks[mark] is SymbolKind.DECISION:
            goals = order[max(0, k - 4) : k] + order[k + 2 : k + 4] * (random.random() < 0.4)
            links.append(Link(mark, random.choice(goals), no))
    return links
