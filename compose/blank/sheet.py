"""A sheet under construction: what is drawn on it and where a pen may write, in points."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MM = 72 / 25.4
"""Points in a millimetre."""


class Paper(StrEnum):
    """Paper sizes in use: F4 is the folio of Indonesian offices."""

    A4 = "a4"
    F4 = "f4"


SIZES = {Paper.A4: (210 * MM, 297 * MM), Paper.F4: (215 * MM, 330 * MM)}
"""Width and height in points."""
LEFT, RIGHT = 24 * MM, 16 * MM
"""Margins of the content: the left one leaves room for punch holes."""
FOOT = 20 * MM
"""From the lower edge up to the content: corner marks and footer lie in it."""
FRAME = 0.6
"""Stroke in points: 0.6 pt is 2.5 pixels at 300 dpi, what two copies leave whole."""
INSET = 0.5 * MM
"""A pen may write up to this near a frame."""


@dataclass(frozen=True, slots=True)
class PenBox:
    """Where a pen may write: the field's key, the page of the copy, shares of the page."""

    key: str
    page: int
    box: tuple[float, float, float, float]
    kind: str
    cells: int = 0
    lines: int = 1


@dataclass(slots=True)
class Sheet:
    """One page; places are points from its upper left corner."""

    number: int
    width: float
    height: float
    shapes: list[dict[str, object]] = field(default_factory=list)
    pens: list[PenBox] = field(default_factory=list)
    code: tuple[float, float, float, float] | None = None
    """Where the QR code stands: x, y, width, height."""

    @property
    def right(self) -> float:
        """Where the content ends."""
        return self.width - RIGHT

    @property
    def bottom(self) -> float:
        """Where the content ends downwards."""
        return self.height - FOOT

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draws an empty box."""
        self.shapes.append({"is": "rect", "x": x, "y": y, "w": width, "h": height, "stroke": FRAME})

    def solid(self, x: float, y: float, width: float, height: float) -> None:
        """Draws a black box."""
        self.shapes.append({"is": "solid", "x": x, "y": y, "w": width, "h": height})

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, dotted: bool = False
    ) -> None:
        """Draws a thin line."""
        self.shapes.append({"is": "line", "from": start, "to": end, "dotted": dotted})

    def text(
        self,
        text: str,
        box: tuple[float, float, float, float],
        *,
        size: float = 10.0,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Sets a text in the middle of the height of a box (x, y, width, height)."""
        x, y, width, height = box
        self.shapes.append(
            {"is": "text", "x": x, "y": y, "w": width, "h": height}
            | {"text": text, "size": size, "bold": bold, "align": align}
        )

    def pen(
        self,
        key: str,
        kind: str,
        box: tuple[float, float, float, float],
        *,
        cells: int = 0,
        lines: int = 1,
    ) -> None:
        """Opens the inside of a frame (x, y, width, height) to the pen."""
        x, y, width, height = box
        inside = (x + INSET, y + INSET, x + width - INSET, y + height - INSET)
        left, top, right, bottom = inside
        shares = (left / self.width, top / self.height, right / self.width, bottom / self.height)
        self.pens.append(PenBox(key, self.number, _rounded(shares), kind, cells, lines))


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return round(left, 5), round(top, 5), round(right, 5), round(bottom, 5)


def text_width(text: str, size: float) -> float:
    """A cautious guess of a text's width in points; exact setting is the typesetter's."""
    return sum(0.72 if c.isupper() else 0.3 if c == " " else 0.57 for c in text) * size
