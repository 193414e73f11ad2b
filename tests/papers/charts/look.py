"""How a drawn matrix looks: strokes, fills, heads, routes; lengths in pixels at 300 dpi."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

ROUTES = ("border", "ruling", "side", "elbow", "sides")
"""Over the row's border, upon its ruling, out at the side, in at the side, both."""
BACKS = ("up", "inner", "outer", "top", "merge")
"""Back into the bottom, into the side by a lane near or far, out at the top, into another's way."""
HEADS = ("filled", "filled", "filled", "open", "open", "hollow", "tiny", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """One office's hand."""

    letter: int = 25
    """Height of a capital."""
    outline: float = 3
    stroke: float = 3
    ruling: float = 3
    is_double: bool = False
    """Whether rulings are drawn twice, close together."""
    fill: int | None = None
    """Grey of the shapes' inside, None for paper."""
    head: str = "filled"
    corner: float = 0.0
    """Radius of a box's corners, as a share of its height."""
    askew: float = 0.0
    """Degrees by which symbols are turned at most, to either side."""
    slope: float = 0.0
    """Pixels by which ends of a level or upright stretch lie apart at most."""
    gap: float = 0.0
    """Pixels by which a connector stops short of its symbol; below 0 it reaches into it."""
    has_word: bool = False
    width: float = 0.62
    height: float = 0.42
    """Shares of the cell that symbols fill."""
    shift: float = 0.0
    """Share of the cell by which symbols stand off its centre at most."""
    routes: tuple[str, ...] = ("border",)
    backs: tuple[str, ...] = ("up",)
    label: str = "beside"
    """Where labels stand: beside, over (across the stroke), ruling (across a ruling), far, none."""
    several: float = 0.0
    """Share of rows with several marks."""
    is_forked: bool = False
    """Whether the stretches of one symbol's exits share their beginning."""


def random_look(random: Random) -> Look:
    """A look at random; most are plain, some are odd in several ways."""
    some = random.random
    return Look(
        letter=random.choice((20, 23, 26, 30)),
        outline=random.choice((1.6, 2.2, 3, 4.5, 6)),
        stroke=random.choice((1.6, 2.2, 3, 4.5)),
        ruling=random.choice((1.6, 2.2, 3, 5)),
        is_double=some() < 0.06,
        fill=random.choice((None, None, None, 225, 190, 110)),
        head=random.choice(HEADS),
        corner=random.choice((0, 0, 0.1, 0.2)),
        askew=random.choice((0, 0, 0, 1.5)),
        slope=random.choice((0, 0, 0, 3)),
        gap=random.choice((-2, 0, 0, 3, 6)),
        has_word=some() < 0.25,
        width=random.uniform(0.45, 0.72),
        height=random.uniform(0.3, 0.5),
        shift=random.choice((0, 0, 0.08)),
        routes=tuple(random.sample(ROUTES, random.randint(1, 3))),
        backs=tuple(random.sample(BACKS, random.randint(1, 3))),
        label=random.choice(("beside", "beside", "over", "ruling", "far", "none")),
        several=random.choice((0, 0, 0.25)),
    )
