"""The lists of the identity part: numbered, lettered or bulleted, wrapped, in one column or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.header.cells import line_box, line_text, lines_box, split_line
from extract.lines import Line, join_lines
from records.geometry import Box

_BULLETS = "-–—•·∙*▪■●○◦➢➤✓>~"
_NUMBERED = re.compile(r"^[.,:;'`‘’]?\(?(\d{1,2})[.,:)\]]{1,2}(?=$|[^\d\s])")
_LETTERED = re.compile(r"^\(?([a-z])[.)](?=$|\w)")
_STROKE_ONE = re.compile(r"^[lI|!T][.,)](?=$|[A-Z])")
_BARE = re.compile(r"^\d{1,2}$")
_BULLET = re.compile(rf"^[{_BULLETS}]+(?=$|\w)")
_STOPS = (".", ",", ")", ":")
SHORT_LINE = 0.75
"""Share of the region's width a wrapped line fills at least; what ends earlier ends its item."""
GARBLED = 2
"""Letters a misread marker has at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list, without its marker, and the lines it was read from."""

    text: str
    lines: tuple[Line, ...]

    @property
    def box(self) -> Box:
        return lines_box(self.lines)


@dataclass(frozen=True, slots=True)
class _Marker:
    number: int | None
    rest: Line
    """The line without its marker."""


def lines_to_entries(
    lines: Sequence[Line], char_height: float, *, goes_on: bool = False
) -> tuple[Entry, ...]:
    """The items of a list's lines in reading order; a lone dash is an item `-`.

    `goes_on`: the list began on the page before, its first number here is any.
    """
    arranged = arrange_columns(lines, char_height)
    if len(arranged) == 1 and re.fullmatch(rf"[{_BULLETS}_]+", line_text(arranged[0])):
        return (Entry("-", (arranged[0],)),)
    groups: list[list[Line]] = []
    texts: list[list[str]] = []
    number = max(0, (marker_number(arranged[0]) or 1) - 1) if goes_on and arranged else 0
    indent: float | None = None
    marked = any(_marker(line, 0) or _marker(line, 1) for line in arranged)
    for index, line in enumerate(arranged):
        marker = _marker(line, number) or _garbled(line, number, indent, char_height)
        starts = marker is not None or not groups
        if marker is None and not marked and groups:
            starts = _begins_anew(arranged[index - 1], line, arranged)
        if marker is not None:
            number = marker.number if marker.number is not None else number
            indent = marker.rest[0].box.left if marker.rest else indent
        rest = marker.rest if marker is not None else line
        if starts:
            groups.append([line])
            texts.append([line_text(rest)])
        else:
            groups[-1].append(line)
            texts[-1].append(line_text(rest))
    entries = [
        Entry(join_lines(text), tuple(group)) for text, group in zip(texts, groups, strict=True)
    ]
    return tuple(entry for entry in entries if entry.text)


def arrange_columns(lines: Sequence[Line], char_height: float) -> tuple[Line, ...]:
    """The lines column by column, where items stand side by side in two columns."""
    parts = [split_line(line, char_height) for line in lines]
    rights = [part[1] for part in parts if len(part) == 2 and _any_marker(part[1])]
    if len(rights) < 1 or any(len(part) > 2 for part in parts):
        return tuple(lines)
    edge = min(line_box(line).left for line in rights) - char_height / 2
    if any(line_box(part[0]).left < edge < line_box(part[0]).right for part in parts):
        return tuple(lines)
    left = [segment for part in parts for segment in part if line_box(segment).left < edge]
    right = [segment for part in parts for segment in part if line_box(segment).left >= edge]
    if not _any_marker(left[0]) if left else True:
        return tuple(lines)
    return (*left, *right)


def marker_number(line: Line) -> int | None:
    """The number a line begins with as an item, 0 for a bullet; None for no marker."""
    first = line[0].text
    if match := _NUMBERED.match(first):
        return int(match[1])
    if _STROKE_ONE.match(first):
        return 1
    if match := _LETTERED.match(first):
        return ord(match[1]) - ord("a") + 1
    return 0 if _BULLET.match(first) and len(line) > 1 else None


def _any_marker(line: Line) -> bool:
    text = line[0].text
    return bool(_NUMBERED.match(text) or _BULLET.match(text) or _LETTERED.match(text)) or (
        bool(_BARE.match(text)) and len(line) > 1
    )


def _marker(line: Line, number: int) -> _Marker | None:
    """The marker a line begins with; `number` is the number of the item before, 0 for none."""
    first = line[0].text
    if match := _NUMBERED.match(first):
        found = int(match[1])
        return _cut(line, match.end(), found) if number < found <= number + 3 else None
    if (match := _STROKE_ONE.match(first)) and number == 0:
        return _cut(line, match.end(), 1)
    if match := _LETTERED.match(first):
        found = ord(match[1]) - ord("a") + 1
        return _cut(line, match.end(), found) if number < found <= number + 2 else None
    if match := _BULLET.match(first):
        return _cut(line, match.end(), None) if len(line) > 1 or match.end() < len(first) else None
    if _BARE.match(first) and len(line) > 2 and line[1].text in _STOPS:
        return _Marker(int(first), line[2:]) if int(first) == number + 1 else None
    if _BARE.match(first) and len(line) > 1 and int(first) == number + 1:
        return _cut(line, len(first), number + 1) if line[1].text[0].isupper() else None
    return None


def _garbled(line: Line, number: int, indent: float | None, char_height: float) -> _Marker | None:
    """A marker that was misread: a crumb left of where the items' texts begin."""
    first = line[0]
    if indent is None or not number or len(line) < 2:
        return None
    is_crumb = len(first.text) <= GARBLED and first.box.right < indent
    if is_crumb and abs(line[1].box.left - indent) < char_height:
        return _Marker(number + 1, line[1:])
    return None


def _cut(line: Line, length: int, number: int | None) -> _Marker:
    first = line[0]
    if length >= len(first.text):
        return _Marker(number, line[1:])
    return _Marker(number, (replace(first, text=first.text[length:]), *line[1:]))


def _begins_anew(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether an unmarked line begins an item: the one before ended early, this is a capital."""
    span = lines_box(lines)
    ended = line_box(before).right < span.left + SHORT_LINE * span.width
    text = line_text(line)
    return (ended or line_text(before).endswith(";")) and text[:1].isupper()
