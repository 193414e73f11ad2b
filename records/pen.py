"""What a pen left on a page: its marks, boxes to check, and lines read with all their chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from records.geometry import Box
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
