"""What was read unsurely is read once more, line by line, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.header.blocks import Block
from extract.header.cells import line_box, lines_confidence
from extract.lines import Line, words_to_lines
from records.geometry import Box
from records.paper import Sheet, Source
from records.readers import TextReader

SURE = 0.82
"""Mean confidence of a line under which it is read again."""
MARGIN = 0.35
"""What a line's box is widened by for reading, in heights of a capital."""


def reread_blocks(blocks: Sequence[Block], sheet: Sheet, reader: TextReader) -> list[Block]:
    """The blocks with their unsure lines, and their empty regions, read again where that helps."""
    if sheet.source is Source.LAYER:
        return list(blocks)
    places: list[tuple[int, int]] = []
    boxes: list[Box] = []
    for index, block in enumerate(blocks):
        if not block.lines and not block.is_list:
            places.append((index, -1))
            boxes.append(block.region)
        for position, line in enumerate(block.lines):
            if lines_confidence([line]) < SURE:
                places.append((index, position))
                boxes.append(_line_region(line, block, sheet.char_height))
    if not boxes:
        return list(blocks)
    found = reader.read(boxes)
    again = list(blocks)
    for (index, position), words in zip(places, found, strict=True):
        lines = words_to_lines(words)
        if lines:
            again[index] = _with_lines(again[index], position, lines)
    return again


def _with_lines(block: Block, position: int, lines: tuple[Line, ...]) -> Block:
    if position < 0:
        return replace(block, lines=lines)
    joined = tuple(word for line in lines for word in line)
    if lines_confidence([joined]) <= lines_confidence([block.lines[position]]):
        return block
    kept = list(block.lines)
    kept[position] = joined
    return replace(block, lines=tuple(kept))


def _line_region(line: Line, block: Block, char_height: float) -> Box:
    box = line_box(line).grow(MARGIN * char_height)
    region = block.region
    return Box(
        max(0.0, min(box.left, box.right)),
        max(0.0, box.top),
        max(box.right, min(region.right, box.right + char_height)),
        box.bottom,
    )
