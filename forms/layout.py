"""Where everything of a blank's page stands: what is printed on it, and where a pen may write.

Whoever made the page gives such a layout: `compose.blank` of the blanks we print, a completed
draft of the blanks of another office. All places are millimetres from the upper left corner of
the upright paper. A reader registers a scanned page to it by what is printed, and then finds
every value by its place. The hall hands layouts to the readers as a `Layouts` function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from forms.code import PageCode
from forms.form import FieldKind, Form
from records.geometry import Box, Point


class Shape(StrEnum):
    """What a place looks like on the paper, and so how it is read."""

    LINES = "lines"
    """One or more lines to write on; `parts` are the lines from top to bottom."""
    COMB = "comb"
    """Boxes of one character each; `parts` are the boxes from left to right."""
    CHECK = "check"
    """A square to check; the key is the option's own."""
    TALLY = "tally"
    """Strokes to be counted; `parts` are the boxes of a bundle, where there are any."""
    AREA = "area"
    """A signature, a photograph: nothing to read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pen may write one value.

    `key` is the field's, a check box's own (`male`), or a cell's of a table (`visits.0.name`).
    `box` is the inside of the printed frame, its rulings left out.
    """

    key: str
    kind: FieldKind
    shape: Shape
    box: Box
    parts: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed ruling from end to end; a dotted one is a row of dots to write on."""

    start: Point
    end: Point
    thickness: float
    is_dotted: bool = False

    @property
    def is_horizontal(self) -> bool:
        return abs(self.end[0] - self.start[0]) >= abs(self.end[1] - self.start[1])


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A printed text on one line, and about where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page of a form: its paper, what is printed on it, and where a pen may write.

    `marks` are solid squares, the ones at the four corners first (upper left, upper right, lower
    left, lower right); a layout without marks is registered by its texts and rulings.
    """

    form: str
    version: int
    page: int
    pages: int
    width: float
    height: float
    places: tuple[Place, ...]
    marks: tuple[Box, ...] = ()
    code: Box | None = None
    """Where the QR code stands."""
    rulings: tuple[PrintedLine, ...] = ()
    texts: tuple[PrintedText, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.page <= self.pages:
            raise ValueError(f"there is no page {self.page} of {self.pages}")
        if self.width <= 0 or self.height <= 0:
            raise ValueError("a page has a width and a height")


Layouts = Callable[[Form, PageCode | None], Iterable[PageLayout]]
"""The pages a scanned page of a form may be, likeliest first; none where nothing is known.

With the page's code, the layouts of that version, unit and page (what the code leaves open, the
size of the paper, gives several); without one, those of all pages of the form. The page itself
tells which fits.
"""


def no_layouts(form: Form, code: PageCode | None) -> tuple[PageLayout, ...]:
    """Knows none: every value is found by its label."""
    del form, code
    return ()
