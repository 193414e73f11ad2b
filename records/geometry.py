"""Where things stand on a page: boxes and points, in whatever unit their holder names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]
"""x from the left, y from the top."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (self.left <= self.right and self.top <= self.bottom):
            raise ValueError(f"box is turned inside out: {self}")

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> Point:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def contains(self, point: Point) -> bool:
        """Whether the point lies in the box, its left and top edges included."""
        x, y = point
        return self.left <= x < self.right and self.top <= y < self.bottom

    def overlap(self, other: Box) -> float:
        """The area shared with the other box; 0 where they only touch."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def union(self, other: Box) -> Box:
        """The smallest box holding both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grow(self, by: float) -> Box:
        """The box with every edge moved outwards; a negative `by` stops at the centre."""
        dx = max(by, -self.width / 2)
        dy = max(by, -self.height / 2)
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def shifted(self, dx: float, dy: float) -> Box:
        """The box moved."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def scale(self, x: float, y: float) -> Box:
        """The box in another unit: horizontal edges times `x`, vertical ones times `y`."""
        return Box(self.left * x, self.top * y, self.right * x, self.bottom * y)


def bounding_box(boxes: Iterable[Box]) -> Box:
    """The smallest box holding all; raises ValueError for none."""
    found = list(boxes)
    if not found:
        raise ValueError("no box to bound")
    return Box(
        min(b.left for b in found),
        min(b.top for b in found),
        max(b.right for b in found),
        max(b.bottom for b in found),
    )


@dataclass(frozen=True, slots=True)
class Homography:
    """A plane mapped to a plane: nine numbers, row by row."""

    rows: tuple[float, float, float, float, float, float, float, float, float]

    def apply(self, point: Point) -> Point:
        """Where the point goes."""
        a, b, c, d, e, f, g, h, i = self.rows
        x, y = point
        w = g * x + h * y + i
        return ((a * x + b * y + c) / w, (d * x + e * y + f) / w)


IDENTITY = Homography((1, 0, 0, 0, 1, 0, 0, 0, 1))
