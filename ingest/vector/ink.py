"""Whether a drawn path leaves ink, and how thick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shape = Mapping[str, Any]
"""A line, rect or curve as pdfplumber tells it, in points, y downwards."""


def is_white(shape: Shape) -> bool:
    if shape["stroke"] and not _is_paper(shape.get("stroking_color")):
        return False
    return not shape["fill"] or _is_paper(shape.get("non_stroking_color"))


def _is_paper(color: Any) -> bool:
    """Whether the colour is the paper's white; a pattern's name is an image, drawn elsewhere."""
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return color is not None
    if len(values) == 4:
        return bool(max(values) <= 1 - WHITE)
    return bool(min(values) >= WHITE)


WHITE = 0.98


def thickness_of(shape: Shape) -> float:
    width = shape.get("linewidth")
    return float(width) if width else HAIRLINE_PT


HAIRLINE_PT = 0.24
"""A width of 0 is the thinnest line there is: one pixel at 300 dpi."""
