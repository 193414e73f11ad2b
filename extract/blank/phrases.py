"""What the reader of print saw on a blank, as phrases that may be labels.

A phrase ends at a colon, at a square to check and at a gap wider than between words. Reading
these costs nothing; the hand's reader is asked only for what stands in none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.blank.ink import Ink, Leveled, Run
from extract.blank.labels import Spoken
from extract.lines import words_to_lines
from records.geometry import Box, bounding_box
from records.paper import Word

PHRASE_GAP = 1.05
"""Letter heights between words of one phrase."""
AROUND = 0.12
"""A word's ink may stand so many letter heights out of its box."""
ON_SQUARE = 0.5
_COLON = re.compile(r"\s*:\s*")
_LETTER = re.compile(r"[A-Za-z]")

Part = tuple[str, Box]


def words_to_phrases(words: Sequence[Word], page: Leveled) -> tuple[Spoken, ...]:
    """The phrases of print on a page, in reading order, each with its ink."""
    lines = words_to_lines([word for word in words if not _is_on_square(word, page)])
    found = []
    for line in lines:
        for parts in _phrases(line, page.unit):
            boxes = [page.flat(box) for _, box in parts]
            whole = bounding_box(boxes)
            text = " ".join(text for text, _ in parts)
            inks = _inks_in(boxes, whole, page)
            if inks and _LETTER.search(text):
                found.append(Spoken(Run(tuple(inks), whole), text, _levelled(parts, boxes)))
    return tuple(sorted(found, key=lambda one: (one.run.box.top, one.run.box.left)))


def _levelled(parts: Sequence[Part], boxes: Sequence[Box]) -> tuple[Part, ...]:
    return tuple((text, box) for (text, _), box in zip(parts, boxes, strict=True))


def _phrases(line: Sequence[Word], unit: float) -> Iterator[list[Part]]:
    """The stretches of a line between colons and wide gaps."""
    parts: list[Part] = []
    for word in line:
        if parts and word.box.left - parts[-1][1].right > PHRASE_GAP * unit:
            yield parts
            parts = []
        pieces = _COLON.split(word.text)
        for number, piece in enumerate(pieces):
            if number and parts:
                yield parts
                parts = []
            if piece:
                parts.append((piece, _share(word, piece, pieces)))
    if parts:
        yield parts


def _share(word: Word, piece: str, pieces: Sequence[str]) -> Box:
    """Where a piece of a word stands, all signs being as wide."""
    if len(pieces) == 1:
        return word.box
    start = word.text.index(piece) / len(word.text)
    end = start + len(piece) / len(word.text)
    box = word.box
    return Box(box.left + start * box.width, box.top, box.left + end * box.width, box.bottom)


def _is_on_square(word: Word, page: Leveled) -> bool:
    box = page.flat(word.box)
    return any(
        box.overlap(square) >= ON_SQUARE * min(box.area, square.area) for square, _ in page.squares
    )


def _inks_in(boxes: Sequence[Box], whole: Box, page: Leveled) -> list[Ink]:
    slack = AROUND * page.unit
    left, right = whole.left - slack, whole.right + slack
    top, bottom = whole.top - slack, whole.bottom + slack
    # Most marks of a page lie far off: told by their upper left corner alone.
    near = [
        ink
        for ink in page.inks
        if ink.box.left <= right
        and ink.box.top <= bottom
        and ink.box.right >= left
        and ink.box.bottom >= top
    ]
    return [ink for ink in near if any(_holds(box, ink.box, slack) for box in boxes)]


def _holds(box: Box, ink: Box, slack: float) -> bool:
    x, y = ink.center
    return box.left - slack <= x <= box.right + slack and box.top - slack <= y <= box.bottom + slack
