"""Heads that could not be read: a list begun anew is the next list in the prescribed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from extract.header.block import Block
from extract.header.cells import line_box, line_text, lines_box
from extract.header.labels import LISTS, key_likeness
from extract.header.lists import marker_number
from extract.lines import Line

HEAD_WORDS = 5
"""Words of the longest head, crumbs of a misread one included."""
INDENT = 0.7
"""How far, in heights of a capital, items stand in from their heads at least."""


@dataclass(frozen=True, slots=True)
class _Section:
    head: Line
    lines: tuple[Line, ...]


def part_unread_heads(blocks: Sequence[Block], char_height: float) -> tuple[Block, ...]:
    """The blocks, in page order, with lists parted where a head stands that no label matched.

    Such lists take the keys that the prescribed order leaves between the read ones, those most
    like what was read of their heads.
    """
    known = {block.key for block in blocks}
    parted: list[Block] = []
    for index, block in enumerate(blocks):
        sections = _sections(block, char_height) if block.is_list else []
        if len(sections) < 2:
            parted.append(block)
            continue
        free = _free_keys(block.key, blocks[index + 1 :], known)
        keys = _choose_keys(sections[1:], free)
        if keys is None:
            parted.append(block)
            continue
        parted.append(replace(block, lines=sections[0].lines))
        for key, section in zip(keys, sections[1:], strict=True):
            region = lines_box(section.lines) if section.lines else block.region
            parted.append(Block(key, True, 0.5, section.lines, region))
    return tuple(parted)


def _free_keys(key: str, later: Sequence[Block], known: set[str]) -> list[str]:
    following = next((b.key for b in later if b.is_list and b.key in LISTS), None)
    end = LISTS.index(following) if following else len(LISTS)
    return [name for name in LISTS[LISTS.index(key) + 1 : end] if name not in known]


def _choose_keys(sections: Sequence[_Section], free: Sequence[str]) -> tuple[str, ...] | None:
    """The keys, in their order, most like the sections' heads; None where there are too few."""
    texts = [line_text(section.head) for section in sections]

    def likeness(keys: tuple[str, ...]) -> float:
        return sum(key_likeness(text, key) for text, key in zip(texts, keys, strict=True))

    return max(combinations(free, len(sections)), key=likeness, default=None)


def _sections(block: Block, char_height: float) -> list[_Section]:
    """The block's lines parted before every line that can only be a head."""
    starts: list[tuple[int, int]] = []
    """Where each section begins, and how many lines are its head: a lost one has none."""
    for index in range(1, len(block.lines)):
        if _is_head(block.lines, index, block.region.left, char_height):
            starts.append((index, 1))
        elif _begins_again(block.lines, index) and (index - 1, 1) not in starts:
            starts.append((index, 0))
    bounds = [(0, 0), *starts, (len(block.lines), 0)]
    sections = []
    for (start, heads), (end, _) in pairwise(bounds):
        head = block.lines[start] if heads else ()
        sections.append(_Section(head, block.lines[start + heads : end]))
    return sections


def _begins_again(lines: Sequence[Line], index: int) -> bool:
    """Whether a list that has been numbered begins with its first number again."""
    before = [marker_number(line) for line in lines[:index]]
    return marker_number(lines[index]) == 1 and any(number for number in before)


def _is_head(lines: Sequence[Line], index: int, left: float, char_height: float) -> bool:
    line = lines[index]
    if len(line) > HEAD_WORDS or marker_number(line) is not None:
        return False
    numbered = [other for other in lines if marker_number(other) is not None]
    if not numbered:
        return False
    indent = min(line_box(other).left for other in numbered) - left
    if indent > INDENT * char_height and abs(line_box(line).left - left) < indent / 2:
        return True
    return index + 1 < len(lines) and marker_number(lines[index + 1]) == 1
