"""What a pen left on a page: its marks, boxes to check, lines and boxes of one character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from records.geometry import Box, Homography, Point
from records.paper import Ruling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class InkMark:
    """A connected mark of ink that is neither ruling nor dotted line; `key` names it to its reader.

    `area` counts its pixels.
    """

    key: int
    box: Box
    area: int


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A printed square: the share of its inside that is inked, and ink of a pen just around it.

    `around` is measured in areas of the square.
    """

    box: Box
    inside: float
    around: float
    struck: float | None = None
    """Where one stroke runs level through the square and out of both its sides: the share of its
    inside that other ink covers."""


@dataclass(frozen=True, slots=True)
class OptionInk:
    """What may answer a group of options without squares, in one stretch of a page.

    `outlines` are rounds and pairs of brackets, those of one shape together; `strikes` level
    strokes through letters, `rings` marks drawn around something.
    """

    outlines: tuple[tuple[CheckBox, ...], ...] = ()
    strikes: tuple[Box, ...] = ()
    rings: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A word that the reader of print saw in a line, and the stretch of x it takes."""

    text: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Scribble:
    """A line of writing as its reader saw it: how likely each sign is at each place.

    `chances` holds natural logarithms, places x signs; its first column is *no sign here*, the
    others follow `alphabet`. `lefts` gives each place's x on the page.
    """

    box: Box
    alphabet: str
    chances: NDArray[np.float32]
    lefts: NDArray[np.float32]
    gaps: tuple[tuple[float, float], ...] = ()
    """Stretches of x without any ink, within the line."""
    heard: tuple[Heard, ...] = ()
    """What another reader saw there, from left to right: alternatives, to be weighed by the ink."""


class PenReader(Protocol):
    """Shows the ink of the one upright page it was made for, and reads lines of it."""

    def marks(self) -> tuple[InkMark, ...]:
        """All marks of ink but rulings, dotted lines and dust."""
        ...

    def dotted(self) -> tuple[Ruling, ...]:
        """The dotted lines of the page, from top to bottom."""
        ...

    def squares(self) -> tuple[CheckBox, ...]:
        """The printed squares of a check box's size."""
        ...

    def options(self, box: Box) -> OptionInk:
        """What else than squares may answer a group of options within a box."""
        ...

    def split(self, block: Sequence[InkMark], slope: float) -> tuple[tuple[InkMark, ...], ...]:
        """The lines of a block of writing from top to bottom; a mark that runs through two is cut.

        `slope` is that of the paper's level lines.
        """
        ...

    def cut(self, mark: InkMark, y: float) -> tuple[InkMark, InkMark] | None:
        """The mark's parts above and below a row of the page; None where it is all on one side."""
        ...

    def read(self, lines: Sequence[Sequence[InkMark]]) -> tuple[Scribble, ...]:
        """Each line, made of those marks alone; an empty one gives no places."""
        ...


class PlacedReader(PenReader, Protocol):
    """A pen's reader of a page whose layout is known: what is printed there is taken away."""

    def measure(self, box: Box) -> CheckBox:
        """The ink in and around a printed square whose frame stands there."""
        ...

    def read_combs(self, combs: Sequence[Sequence[Sequence[InkMark]]]) -> tuple[Scribble, ...]:
        """Each comb, given by the marks in its boxes: at most one sign a box."""
        ...


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes of one character that are printed together, and where they are looked for.

    `cells` are millimetres of the form's layout; `shift` is how far the page seems to have moved
    there, `reach` how far around that place the frames may lie.
    """

    cells: tuple[Box, ...]
    shift: Point = (0.0, 0.0)
    reach: Point = (2.0, 2.0)


@dataclass(frozen=True, slots=True)
class SettledGrid:
    """The same boxes where they stand on the page, in millimetres of the layout; 0..1 how sure."""

    cells: tuple[Box, ...]
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class CellInk:
    """What one box holds.

    `ink` is the pen's share of its area, `is_struck` whether one stroke runs on through
    neighbours or crosses it from corner to corner; `chances` are natural logarithms over *no
    sign* and the alphabet's signs.
    """

    ink: float
    is_struck: bool
    chances: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CellRow:
    """The boxes of one row, read together."""

    alphabet: str
    cells: tuple[CellInk, ...]


class CellReader(Protocol):
    """Shows the boxes of the one upright page it was made for.

    `place` takes millimetres of a layout to pixels of that page.
    """

    def solids(self) -> tuple[Box, ...]:
        """The solid printed marks (squares, bars, triangles), in pixels of the upright page."""
        ...

    def settle(self, place: Homography, grids: Sequence[Grid]) -> tuple[SettledGrid, ...]:
        """Each grid moved onto the frames that are printed there."""
        ...

    def read(self, place: Homography, rows: Sequence[Sequence[Box]]) -> tuple[CellRow, ...]:
        """What stands in the boxes of each row."""
        ...

    def tally(self, place: Homography, cells: Sequence[Box]) -> tuple[tuple[int, float], ...]:
        """The strokes counted in each box, and how sure that is (0..1)."""
        ...
