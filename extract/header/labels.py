"""Labels of the identity part, found in a line through misspellings and misreadings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from extract.lines import Line

LISTS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
"""The six lists, in the order the regulation prescribes."""
PARTNERS = {
    "legal_basis": "qualifications",
    "qualifications": "legal_basis",
    "related": "equipment",
    "equipment": "related",
    "warnings": "records",
    "records": "warnings",
}
"""The lists that stand side by side in the regulation's form."""
LONGEST_LABEL_WORDS = 6
NO_LABEL = "matrix"
"""Key of words that stand in other tables and are kept from being taken for labels."""
GAP = 1.2
"""Blank after a label, in heights of a capital, that parts it from its value without a colon."""
_ALIKE = ((14, 74), (10, 78), (7, 82), (0, 92))
"""How alike (of 100) a text must be to a label of at least so many letters."""


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label at the beginning of a line: its field, how alike it is (0..1), words it takes."""

    key: str
    likeness: float
    word_count: int
    is_list: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class _Label:
    key: str
    letters: str
    is_list: bool
    is_short: bool
    needed: int
    """How alike (of 100) a text must be to it."""


@cache
def _labels() -> tuple[_Label, ...]:
    data = tomllib.loads((files("extract.header") / "labels.toml").read_text(encoding="utf-8"))
    return tuple(
        _Label(key, _letters(form), group == "list", group == "short", _needed(_letters(form)))
        for group in ("scalar", "short", "list", "none")
        for key, forms in data[group].items()
        for form in forms
    )


def _needed(letters: str) -> int:
    return next(score for length, score in _ALIKE if len(letters) >= length)


def text_to_label(text: str) -> LabelMatch | None:
    """The label that the whole text is, short ones included; None for no label."""
    letters = _letters(text)
    best: LabelMatch | None = None
    for label in _labels():
        likeness = fuzz.ratio(letters, label.letters, score_cutoff=label.needed)
        if likeness and (best is None or likeness / 100 > best.likeness):
            best = LabelMatch(label.key, likeness / 100, 0, label.is_list, label.is_short)
    return None if best is not None and best.key == NO_LABEL else best


def key_likeness(text: str, key: str) -> float:
    """How like (0..1) a text is to the most similar label of a field, however little that is."""
    letters = _letters(text)
    return max(fuzz.ratio(letters, x.letters) / 100 for x in _labels() if x.key == key)


def line_to_label(line: Line, char_height: float, in_cell: bool = False) -> LabelMatch | None:
    """The label a line begins with, parted from what follows by a colon, a gap or the line's end.

    Short labels count before a colon, and alone in a table's cell.
    """
    best: LabelMatch | None = None
    for count in range(1, min(LONGEST_LABEL_WORDS, len(line)) + 1):
        colon = _is_before_colon(line, count)
        ends = count == len(line)
        if not (colon or ends or _gap(line, count) > GAP * char_height):
            continue
        text = " ".join(word.text for word in line[:count]).split(":")[0]
        found = text_to_label(text)
        if found is None or (found.is_short and not (colon or (in_cell and ends))):
            continue
        if found.is_list and not (ends or _only_marks(line[count:])):
            continue
        if best is None or found.likeness > best.likeness:
            best = LabelMatch(found.key, found.likeness, count, found.is_list, found.is_short)
    return best


@dataclass(frozen=True, slots=True)
class WrappedLabel:
    """A label broken over two lines: its words, then those of its value in either line."""

    match: LabelMatch
    line: Line


def wrapped_label(lines: Sequence[Line], index: int, char_height: float) -> WrappedLabel | None:
    """The label that a line begins and the next one, beginning below it, ends."""
    if index + 1 >= len(lines):
        return None
    upper, lower = lines[index], lines[index + 1]
    if abs(lower[0].box.left - upper[0].box.left) > char_height:
        return None
    first, second = _label_words(upper, char_height), _label_words(lower, char_height)
    if not first or not second or first + second > LONGEST_LABEL_WORDS:
        return None
    words = (*upper[:first], *lower[:second])
    found = text_to_label(" ".join(word.text for word in words))
    own = line_to_label(lower, char_height)
    if found is None or found.is_short or (own is not None and own.key != found.key):
        return None
    if found.is_list and not (_only_marks(upper[first:]) and _only_marks(lower[second:])):
        return None
    match = LabelMatch(found.key, found.likeness, first + second, found.is_list, False)
    return WrappedLabel(match, (*words, *upper[first:], *lower[second:]))


def _label_words(line: Line, char_height: float) -> int:
    """How many words stand before a colon, a gap or the line's end."""
    for count in range(1, len(line)):
        if _is_before_colon(line, count) or _gap(line, count) > GAP * char_height:
            return count
    return len(line)


def _is_before_colon(line: Line, count: int) -> bool:
    if ":" in line[count - 1].text.rstrip(".;"):
        return True
    return count < len(line) and line[count].text[0] in ":;"


def _only_marks(words: Line) -> bool:
    return all(not any(c.isalnum() for c in word.text) for word in words)


def _gap(line: Line, count: int) -> float:
    return line[count].box.left - line[count - 1].box.right


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold().replace("0", "o").replace("1", "i"))
