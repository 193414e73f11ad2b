"""Page images with frames over them: places of values, words found by a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from records.geometry import Box
from service.library import PageWord, PageWords
from web.views.record_view import Frame

LETTERS = re.compile(r"\w+")
GRID = 1000.0
"""The frames' drawing is this wide and high, whatever the page's proportions."""
PICTURE_WIDTH = 1240
"""Width told to the browser for the layout before the picture has come; only its ratio counts."""
AIR = 0.002
"""Share of the page by which a frame stands off what it frames."""


@dataclass(frozen=True, slots=True)
class GridBox:
    """A frame in the drawing's grid."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FrameView:
    """A value's frame."""

    id: str
    box: GridBox
    is_doubtful: bool
    label: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its picture's proportions, its text, the frames over it."""

    page: int
    width: int
    height: int
    text: str
    frames: tuple[FrameView, ...] = ()
    found: tuple[GridBox, ...] = ()


def page_to_leaf(words: PageWords, frames: Iterable[Frame], wanted: frozenset[str]) -> Leaf:
    """The page with the frames that stand on it and the wanted words framed."""
    ratio = words.height / words.width if words.width else 1.0
    return Leaf(
        words.page,
        PICTURE_WIDTH,
        round(PICTURE_WIDTH * ratio),
        words_to_text(words.words),
        tuple(
            FrameView(frame.id, box_to_grid(frame.box.grow(AIR)), frame.is_doubtful, frame.label)
            for frame in sorted(frames, key=lambda frame: -frame.box.area)
            if frame.page == words.page
        ),
        tuple(
            box_to_grid(word.box.grow(AIR)) for word in words.words if is_wanted(word.text, wanted)
        ),
    )


def box_to_grid(box: Box) -> GridBox:
    """Shares 0..1 of the page to the drawing's grid."""
    return GridBox(
        round(box.left * GRID, 1),
        round(box.top * GRID, 1),
        round(box.width * GRID, 1),
        round(box.height * GRID, 1),
    )


def is_wanted(text: str, wanted: frozenset[str]) -> bool:
    """Whether one of the wanted words stands in the text, whatever its case."""
    return bool(wanted) and any(part in wanted for part in LETTERS.findall(text.casefold()))


def wanted_words(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(LETTERS.findall(text.casefold()))


def words_to_text(words: Sequence[PageWord]) -> str:
    """The page's text, a line for each line of the paper."""
    return "\n".join(
        " ".join(word.text for word in line) for _, line in groupby(words, key=lambda w: w.line)
    )


def bare_leaf(page: int, frames: Iterable[Frame]) -> Leaf:
    """A page whose words cannot be had; its picture is shown all the same."""
    empty = PageWords(page, 210.0, 297.0, ())
    return replace(page_to_leaf(empty, frames, frozenset()), text="")
