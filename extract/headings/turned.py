"""Names of actors that run from bottom to top, as narrow columns have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.lines import Line, lines_to_text, words_to_lines
from extract.matrix.cells import words_to_confidence
from extract.matrix.parts import Written
from records.geometry import Box
from records.paper import Source, Word
from records.readers import TextReader, TurnedReader

TALL = 1.3
"""Times its width an upright word's height is at most; a taller one of a text layer is turned."""
ROOM = 0.6
"""Times its width a cell's height at least is, for its name to be turned."""
SURE = 0.8
"""Where all names are read this surely as they stand none is turned."""


def read_turned_names(names: Sequence[Written], reader: TextReader | None) -> tuple[Written, ...]:
    """The names, those that run upwards read so; others as they were.

    All names of a head that have room are turned or none: the reading with more sure letters
    decides.
    """
    better = [_upwards(name) or name for name in names]
    asked = [i for i, name in enumerate(better) if _has_room(name)]
    is_doubtful = any(names[i].is_empty or names[i].confidence < SURE for i in asked)
    if not is_doubtful or not isinstance(reader, TurnedReader):
        return tuple(better)
    found = reader.read_turned([names[i].box for i in asked])
    turned = [_written(words, names[i].box) for i, words in zip(asked, found, strict=True)]
    if sum(map(_sure_letters, turned)) > sum(_sure_letters(names[i]) for i in asked):
        for i, name in zip(asked, turned, strict=True):
            better[i] = name if name.text else better[i]
    return tuple(better)


def _has_room(name: Written) -> bool:
    is_layer = any(word.source is Source.LAYER for word in name.words)
    return not is_layer and name.box.height > ROOM * name.box.width


def _sure_letters(name: Written) -> float:
    return sum(sum(c.isalpha() for c in word.text) * word.confidence for word in name.words)


def _upwards(name: Written) -> Written | None:
    """The name from a text layer's words that are taller than wide, as upright letters are not."""
    words = name.words
    tall = [word for word in words if word.box.height > TALL * word.box.width]
    long = [word for word in words if len(word.text) > 1]
    is_layer = bool(words) and all(word.source is Source.LAYER for word in words)
    if not is_layer or not long or not all(word in tall for word in long):
        return None
    return _written(words, name.box)


def _written(words: Sequence[Word], box: Box) -> Written:
    """The words read as lines that run upwards, the first line leftmost."""
    places = [_turned(word) for word in words]
    by_place = {id(place): word for place, word in zip(places, words, strict=True)}
    lines: tuple[Line, ...] = tuple(
        tuple(by_place[id(place)] for place in line) for line in words_to_lines(places)
    )
    return Written(lines, box, words_to_confidence(words), lines_to_text(lines))


def _turned(word: Word) -> Word:
    box = word.box
    return replace(word, box=Box(-box.bottom, box.left, -box.top, box.right))
