"""What a reader of text can do, whoever does it: Tesseract, a handwriting model, a text layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from records.geometry import Box
from records.paper import Word


class TextReader(Protocol):
    """Reads regions of the one page it was made for."""

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        """The words in each box, in reading order; empty where nothing is written.

        Boxes are in pixels of the upright page. `alphabet`, where given, names the only
        characters that can stand there. One call reads many boxes for little more than one.
        """
        ...


@runtime_checkable
class TurnedReader(Protocol):
    """A reader that reads text running from bottom to top as well, as narrow heads have it."""

    def read_turned(self, boxes: Sequence[Box]) -> tuple[tuple[Word, ...], ...]:
        """As `TextReader.read`, of text turned by a quarter to the left."""
        ...


@runtime_checkable
class CoveredReader(Protocol):
    """A reader that reads print under a stamp or signature as well."""

    def read_covered(self, box: Box) -> tuple[tuple[Word, ...], ...]:
        """Several readings of the same box, each its words in reading order, with line numbers."""
        ...
