"""What was read unsurely is read once more, line by line, in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.header.block import Block
from extract.header.cells import FilledCell, line_box, lines_confidence
from extract.lines import Line, words_to_lines
from extract.specks import words_without_specks
from records.geometry import Box
from records.paper import Sheet, Source, Word
from records.readers import TextReader

SURE = 0.85
"""Mean confidence of a line under which it is read again."""
WEAK = 0.5
"""Confidence of a single word under which its line is."""
LONE_SURE = 0.7
"""Confidence of words in a place where the page's reading found nothing."""
MARGIN = 0.35
"""What a line's box is widened by for reading, in heights of a capital."""
KEPT = 0.85
"""Share of the page's letters, weighed by confidence, that a second reading must keep."""
SAME_PLACE = 0.5
"""Share of a word covered by a surer one that makes it a second reading of it."""
INSET = 0.1
"""What an empty region is cut by on all sides, in heights of a capital."""

Cells = list[tuple[FilledCell, ...]]


def reread_page(
    cells: Cells, outside: Sequence[Line], sheet: Sheet, reader: TextReader | None
) -> tuple[Cells, tuple[Line, ...]]:
    """The cells' lines and those outside with every unsure line read anew where that is surer."""
    if reader is None or sheet.source is Source.LAYER:
        return cells, tuple(outside)
    unsure: dict[int, Box] = {}
    for table in cells:
        for filled in table:
            for line in filled.lines:
                if _is_unsure(line):
                    unsure[id(line)] = _line_region(line, filled.cell.box, sheet)
    page = Box(0, 0, sheet.width, sheet.height)
    for line in outside:
        if _is_unsure(line):
            unsure[id(line)] = _line_region(line, page, sheet)
    if not unsure:
        return cells, tuple(outside)
    read = reader.read(list(unsure.values()))
    cleaned = [words_without_specks(words, sheet.char_height) for words in read]
    found = dict(zip(unsure, cleaned, strict=True))
    fresh = [tuple(replace(f, lines=_renew(f.lines, found)) for f in table) for table in cells]
    return fresh, _renew(outside, found)


def _renew(lines: Sequence[Line], found: Mapping[int, Sequence[Word]]) -> tuple[Line, ...]:
    """The lines with the surer reading of each; no word stands twice in one place."""
    words: list[Word] = []
    for line in lines:
        words += _surer(line, found.get(id(line), ()))
    kept: list[Word] = []
    for word in sorted(words, key=lambda w: -w.confidence * len(w.text)):
        if all(word.box.overlap(other.box) < SAME_PLACE * word.box.area for other in kept):
            kept.append(word)
    if len(kept) == len(words) and not any(id(line) in found for line in lines):
        return tuple(lines)
    return words_to_lines(kept)


def _surer(line: Line, again: Sequence[Word]) -> Sequence[Word]:
    """The words of the page's reading or of the second one, whichever is surer."""
    box = line_box(line)
    inside = [word for word in again if box.top <= word.box.center[1] <= box.bottom]
    page, fresh = lines_confidence([line]), lines_confidence([tuple(inside)])
    keeps = fresh * _length(inside) >= KEPT * page * _length(line)
    return inside if fresh > page and keeps else line


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def reread_empty(blocks: Sequence[Block], sheet: Sheet, reader: TextReader | None) -> list[Block]:
    """The blocks with those in whose place nothing was read looked at once more."""
    if reader is None or sheet.source is Source.LAYER:
        return list(blocks)
    empty = [i for i, b in enumerate(blocks) if b.key != "approved_by" and not _is_written(b)]
    if not empty:
        return list(blocks)
    cut = -INSET * sheet.char_height
    again = list(blocks)
    found = reader.read([blocks[i].region.grow(cut) for i in empty])
    for i, words in zip(empty, found, strict=True):
        kept = words_without_specks(words, sheet.char_height)
        sure = [word for word in kept if word.confidence >= LONE_SURE]
        # One lone character where the page shows none is a speck more often than a value.
        if sum(c.isalnum() for word in sure for c in word.text) > 1:
            again[i] = replace(again[i], lines=words_to_lines(sure))
    return again


def _is_written(block: Block) -> bool:
    """Whether more than a colon and the like was read; a dash says that there is nothing."""
    texts = [word.text for line in block.lines for word in line]
    return any(c.isalnum() or c in "-–—" for text in texts for c in text)


def _is_unsure(line: Line) -> bool:
    return lines_confidence([line]) < SURE or any(word.confidence < WEAK for word in line)


def _line_region(line: Line, within: Box, sheet: Sheet) -> Box:
    """The line's box with a margin, not over the borders of its cell."""
    box = line_box(line)
    grown = box.grow(MARGIN * sheet.char_height)
    return Box(
        min(box.left, max(grown.left, within.left)),
        min(box.top, max(grown.top, within.top)),
        max(box.right, min(grown.right, within.right)),
        max(box.bottom, min(grown.bottom, within.bottom)),
    )
