"""A field of the identity part with the lines that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.lines import Line
from records.geometry import Box


@dataclass(frozen=True, slots=True)
class Block:
    """A field's label with the lines of its value; `region` is where the value can stand."""

    key: str
    is_list: bool
    likeness: float
    lines: tuple[Line, ...]
    region: Box
