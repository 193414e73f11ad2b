"""Lists set side by side without rulings are read column by column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from extract.header.cells import line_box, split_line
from extract.header.labels import line_to_label
from extract.lines import Line, words_to_lines

FEWEST_LINES = 2
"""Lines that run on beyond two columns' first heads."""


def part_columns(lines: Sequence[Line], char_height: float) -> tuple[Line, ...]:
    """The lines with those below two heads side by side parted: the left column, then the right.

    The columns end where a line runs over the blank between them.
    """
    begin = next((i for i, line in enumerate(lines) if _right_head(line, char_height)), None)
    if begin is None:
        return tuple(lines)
    heads = [head for line in lines[begin:] if (head := _right_head(line, char_height))]
    edge = min(line_box(head).left for head in heads) - char_height / 2
    end = begin
    while end < len(lines) and not _runs_over(lines[end], edge):
        end += 1
    if end - begin < FEWEST_LINES:
        return tuple(lines)
    words = tuple(chain.from_iterable(lines[begin:end]))
    left = words_to_lines([word for word in words if word.box.left < edge])
    right = words_to_lines([word for word in words if word.box.left >= edge])
    return (*lines[:begin], *left, *right, *lines[end:])


def _right_head(line: Line, char_height: float) -> Line | None:
    """The head of a list that stands in a line behind another text."""
    for part in split_line(line, char_height)[1:]:
        match = line_to_label(part, char_height)
        if match is not None and match.is_list:
            return part
    return None


def _runs_over(line: Line, edge: float) -> bool:
    return any(word.box.left < edge < word.box.right for word in line)
