"""What the reader of print saw in a field, as one text to be weighed beside the hand's readings."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blank.decode.score import score_text
from records.pen import Scribble

LEAST = -60.0
"""A text that the ink bears out less than this (natural logarithm) is another line's."""


def heard_text(lines: Sequence[Scribble]) -> str:
    """The words of all lines, as they were seen."""
    return " ".join(word.text for line in lines for word in line.heard)


def heard_texts(lines: Sequence[Scribble]) -> list[tuple[str, float]]:
    """The one line's text and its chance by the ink; nothing where it is all but impossible."""
    text = heard_text(lines)
    if len(lines) != 1 or not text:
        return []
    score = score_text(lines[0], text)
    return [(text, score)] if score > LEAST else []
