"""What stands on a page: pixels, words, rulings, drawn shapes, cells.

Coordinates are pixels of the upright page unless a name says otherwise. A page with a text
layer is measured in points of 1/300 inch, so that one threshold serves both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from records.geometry import IDENTITY, Box, Homography, Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LAYER_DPI = 300.0
"""The resolution at which a text layer's points are counted as pixels."""


class Source(StrEnum):
    """How a value was read from the paper."""

    PRINT = "print"
    HAND = "hand"
    CHECK = "check"
    SYMBOL = "symbol"
    LAYER = "layer"


class SymbolKind(StrEnum):
    """The drawn shapes of a flowchart."""

    TERMINATOR = "terminator"
    PROCESS = "process"
    DECISION = "decision"
    OFF_PAGE = "off_page"


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Pixels and their resolution: uint8, height x width (grey) or height x width x 3 (RGB)."""

    pixels: NDArray[np.uint8]
    dpi: float

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without blanks, where it stands, and how sure the reading is (0..1)."""

    text: str
    box: Box
    confidence: float
    source: Source = Source.PRINT
    line: int = -1
    """The line the reader saw it in; words of one line share it. -1 where unknown."""
    bold: bool = False

    def __post_init__(self) -> None:
        if not self.text or self.text != self.text.strip():
            raise ValueError(f"a word has no blanks around it: {self.text!r}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is 0..1: {self.confidence}")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight or slightly bowed line: its points from one end to the other."""

    points: tuple[Point, ...]
    thickness: float
    is_dotted: bool = False
    """Whether it is a row of dots to write on, as forms have; such a line bounds no cell."""

    def __post_init__(self) -> None:
        if len(self.points) < 2:
            raise ValueError("a ruling has two ends")

    @property
    def start(self) -> Point:
        return self.points[0]

    @property
    def end(self) -> Point:
        return self.points[-1]

    @property
    def is_horizontal(self) -> bool:
        return abs(self.end[0] - self.start[0]) >= abs(self.end[1] - self.start[1])


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawn flowchart shape."""

    kind: SymbolKind
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn connector traced from end to end; `head` tells whether its end bears an arrow.

    `is_double` tells that its beginning seems to bear one as well.
    """

    points: tuple[Point, ...]
    head: bool
    confidence: float
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A vector path of a born-digital page, flattened to points."""

    points: tuple[Point, ...]
    is_closed: bool
    is_filled: bool
    is_stroked: bool
    thickness: float


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer and vector drawing of a born-digital page, at `LAYER_DPI`."""

    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...] = ()
    outlines: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page as the file shows it (its /Rotate or EXIF turn applied), decoded once.

    `raster` is the scanned image at its own resolution, None on a page whose layer says all.
    """

    number: int
    width_pt: float
    height_pt: float
    raster: Raster | None
    layer: Layer | None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("pages are numbered from 1")
        if self.raster is None and self.layer is None:
            raise ValueError("a page shows pixels or a text layer")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read from one page, in upright coordinates.

    `to_original` takes a point of the upright page to the page as the file shows it,
    in shares 0..1 of that page's width and height.
    `turn` is how the page was turned clockwise to stand upright: 0, 90, 180 or 270 degrees.
    """

    page: int
    width: float
    height: float
    dpi: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    char_height: float = 0.0
    """Median height of a capital or ascender, in pixels; 0 on an empty page."""
    turn: int = 0
    source: Source = Source.PRINT
    to_original: Homography = field(default=IDENTITY)

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.symbols

    def share(self, box: Box) -> Box:
        """The box in shares 0..1 of the upright page, cut at its edges."""
        return Box(
            min(1.0, max(0.0, box.left / self.width)),
            min(1.0, max(0.0, box.top / self.height)),
            min(1.0, max(0.0, box.right / self.width)),
            min(1.0, max(0.0, box.bottom / self.height)),
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; rows and columns count from 0, spans from 1."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """Cells found between rulings, row by row."""

    box: Box
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
