"""What a reader of text can do, whoever does it: Tesseract, a handwriting model, a text layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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
