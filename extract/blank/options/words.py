"""Options that are words alone: all but one struck out, or one with a ring around it.

A struck word is often not read any more, so it is placed by its turn: the answer holds only where
the words read and the pen's strokes together are as many as the options, each word at its own
turn. Where they are not, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extract.blank.checks import Checked, Square
from extract.blank.ink import Leveled
from extract.blank.labels import Spoken
from extract.blank.lettering import best_likeness, fold
from forms.form import Option
from records.geometry import Box, bounding_box
from records.pen import CheckBox

ALIKE = 0.75
"""How alike a word must be to an option's label."""
FEWEST_LETTERS = 2
MOST_WORDS = 3
"""Words of the longest option."""
SAME_ROW = 0.9
"""Letter heights between the middles of words of one row."""
STROKE_GAP = 0.6
"""Letter heights between strokes that strike one word out."""
COVERED = 0.5
"""Share of a word's width under a stroke, or in a ring."""
OBLONG = 1.3
"""A ring so much wider than high stands around a word, though none was read in it."""
SETTLED = 0.95
"""How sure an answer is where all words and strokes agree on it."""
_SLASH = re.compile(r"[/|]")

Part = tuple[str, Box]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an option stands: which it is (None: not read), and whether a pen marked it."""

    box: Box
    option: int | None
    is_marked: bool


def read_words(
    options: Sequence[Option],
    spoken: Sequence[Spoken],
    strikes: Sequence[Box],
    rings: Sequence[Box],
    page: Leveled,
) -> tuple[Checked, ...]:
    """Each option, one of them chosen; nothing where it is not clear which.

    Phrases, strokes and rings are those of the group alone, on the levelled page.
    """
    words = _named(options, spoken, page.unit)
    places = _in_rows(_marked(words, [*_joined(strikes, page.unit), *rings]), page.unit)
    turns = [place.option in (None, k) for k, place in enumerate(places)]
    if len(places) != len(options) or not all(turns):
        return ()
    if any(place.option is None for place in places) and not _are_words(rings):
        return ()
    marked = [k for k, place in enumerate(places) if place.is_marked]
    if strikes and not rings and len(marked) == len(options) - 1:
        (chosen,) = {*range(len(options))} - {*marked}
    elif rings and not strikes and len(marked) == 1:
        chosen = marked[0]
    else:
        return ()
    return tuple(
        Checked(option, k == chosen, SETTLED, _square(place.box, page))
        for k, (option, place) in enumerate(zip(options, places, strict=True))
    )


def _square(box: Box, page: Leveled) -> Square:
    """The place of an option that has no square."""
    return Square(box, CheckBox(box.shifted(0, page.slope * box.center[0]), 0, 0))


def _are_words(rings: Sequence[Box]) -> bool:
    """Whether rings may stand around words: an outline to check is as wide as high."""
    return all(ring.width >= OBLONG * ring.height for ring in rings)


def _named(
    options: Sequence[Option], spoken: Sequence[Spoken], unit: float
) -> list[tuple[int, Box]]:
    """Where each option's label was read: the likest first, each word once."""
    texts = [(text, box) for one in spoken for text, box in _parts(one)]
    scored: list[tuple[float, int, float, int, Box]] = []
    for row in _rows(texts, unit):
        for first in range(len(row)):
            for last in range(first + 1, min(first + MOST_WORDS, len(row)) + 1):
                text = " ".join(text for text, _ in row[first:last])
                box = bounding_box(box for _, box in row[first:last])
                scored += _scored(options, text, box)
    found: dict[int, Box] = {}
    for *_, n, box in sorted(scored, key=lambda one: one[:4]):
        if n not in found and all(box.overlap(other) <= 0 for other in found.values()):
            found[n] = box
    return list(found.items())


def _scored(
    options: Sequence[Option], text: str, box: Box
) -> Iterator[tuple[float, int, float, int, Box]]:
    """The options that a text may name, to be sorted: the likest, the longest, the first first."""
    letters = len(fold(text))
    if letters < FEWEST_LETTERS:
        return
    for n, option in enumerate(options):
        alike = best_likeness(text, option.labels, ALIKE)
        if alike:
            yield -alike, -letters, box.left, n, box


def _parts(one: Spoken) -> Iterator[Part]:
    """The words of a phrase, cut at slashes, all signs being as wide."""
    for text, box in one.words or ((one.text, one.run.box),):
        start = 0
        for piece in _SLASH.split(text):
            if piece:
                left = box.left + box.width * start / len(text)
                right = left + box.width * len(piece) / len(text)
                yield piece, Box(left, box.top, right, box.bottom)
            start += len(piece) + 1


def _joined(strikes: Sequence[Box], unit: float) -> list[Box]:
    """The strokes, those that strike out one word as one."""
    found: list[Box] = []
    for one in sorted(strikes, key=lambda box: box.left):
        for k, box in enumerate(found):
            is_level = abs(box.center[1] - one.center[1]) <= SAME_ROW * unit
            if is_level and one.left - box.right <= STROKE_GAP * unit:
                found[k] = box.union(one)
                break
        else:
            found.append(one)
    return found


def _marked(words: Sequence[tuple[int, Box]], strokes: Sequence[Box]) -> list[_Place]:
    """The words read, marked or not, and each stroke that is over none of them."""
    places = [_Place(box, n, any(_covers(one, box) for one in strokes)) for n, box in words]
    lone = [one for one in strokes if not any(_covers(one, box) for _, box in words)]
    return places + [_Place(one, None, True) for one in lone]


def _covers(stroke: Box, word: Box) -> bool:
    across = min(stroke.right, word.right) - max(stroke.left, word.left)
    level = stroke.top < word.bottom and stroke.bottom > word.top
    return level and across >= COVERED * word.width


def _in_rows(places: Sequence[_Place], unit: float) -> list[_Place]:
    """From left to right, row by row."""
    return [place for row in _rows([(one, one.box) for one in places], unit) for place, _ in row]


def _rows(boxed: Sequence[tuple[T, Box]], unit: float) -> list[list[tuple[T, Box]]]:
    """What stands side by side, from left to right, from the upper row to the lowest."""
    rows: list[list[tuple[T, Box]]] = []
    for one in sorted(boxed, key=lambda pair: pair[1].center[1]):
        if rows and one[1].center[1] - rows[-1][0][1].center[1] <= SAME_ROW * unit:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda pair: pair[1].left) for row in rows]
