"""What the drawing of a page consists of, in pixels of the upright page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from records.geometry import Box, Point
from records.paper import Stroke, Symbol, SymbolKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A drawn shape: its kind, its outer edge as a polygon, how well it fits its kind."""

    kind: SymbolKind
    polygon: NDArray[np.float32]
    confidence: float
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        low, high = self.polygon.min(axis=0).tolist(), self.polygon.max(axis=0).tolist()
        object.__setattr__(self, "box", Box(*low, *high))

    @property
    def symbol(self) -> Symbol:
        return Symbol(self.kind, self.box, self.confidence)


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece of a connector from one end to the other.

    `is_guess` marks a piece that is not seen: it runs under a ruling, or, where `is_lost`, the copy
    lost it. `heads` tells for each end how
    surely an arrow head sits on it, 0..1.
    """

    start: Point
    end: Point
    thickness: float
    is_guess: bool = False
    heads: tuple[float, float] = (0.0, 0.0)
    is_lost: bool = False

    @property
    def length(self) -> float:
        return float(np.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1]))


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """The shapes and connectors of a page; `ink` is 255 where they stand, None if not asked."""

    symbols: tuple[Symbol, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    ink: Mask | None = field(default=None)
