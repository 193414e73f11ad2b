"""Printed texts of a page, piece by piece: what stands together on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from records.geometry import Box, bounding_box
from records.paper import Word

FURTHEST = 1.3
"""Words further apart than this many of their heights are of two pieces."""
FEWEST_SIGNS = 3
"""Shorter pieces say too little of where on a page they stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text on one line and where it stands; `folded` is small letters and digits alone."""

    text: str
    folded: str
    box: Box


def words_to_pieces(words: Sequence[Word]) -> tuple[Piece, ...]:
    """The pieces of a page from top to bottom; what has no letter or digit is left out."""
    lines: dict[int, list[Word]] = {}
    for number, word in enumerate(words):
        lines.setdefault(word.line if word.line >= 0 else -1 - number, []).append(word)
    pieces = []
    for line in lines.values():
        run: list[Word] = []
        for word in sorted(line, key=lambda w: w.box.left):
            if run and not _is_near(run[-1].box, word.box):
                pieces.append(_piece(run))
                run = []
            run.append(word)
        pieces.append(_piece(run))
    kept = [piece for piece in pieces if piece.folded]
    return tuple(sorted(kept, key=lambda p: (p.box.top, p.box.left)))


def fold(text: str) -> str:
    """Small letters and digits alone."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0..1."""
    return float(fuzz.ratio(one, other)) / 100


def _is_near(left: Box, right: Box) -> bool:
    tall = max(left.height, right.height)
    level = min(left.bottom, right.bottom) - max(left.top, right.top)
    return right.left - left.right <= FURTHEST * tall and level > 0


def _piece(run: Sequence[Word]) -> Piece:
    text = " ".join(word.text for word in run)
    return Piece(text, fold(text), bounding_box(word.box for word in run))
