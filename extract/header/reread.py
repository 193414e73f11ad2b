"""What was read unsurely is read once more, line by line, in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extract.grammar.glyphs import holds_all_of
from extract.header.block import Block
from extract.header.cells import FilledCell, line_box, lines_confidence
from extract.lines import Line, words_to_lines
from extract.specks import words_without_specks
from records.geometry import Box
from records.paper import Sheet, Source, Word
from records.readers import CoveredReader, TextReader

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
COVERED = ("title",)
"""Single values of words that lie within reach of the approval's stamp."""

Cells = list[tuple[FilledCell, ...]]


def reread_page(
    cells: Cells,
    outside: Sequence[Line],
    keen: Sequence[Box],
    sheet: Sheet,
    reader: TextReader | None,
) -> tuple[Cells, tuple[Line, ...]]:
    """The cells' lines and those outside with every unsure line read anew where that is surer.

    In the places `keen` single values stand, a number or a name: one unsure word is enough there.
    """
    if reader is None or sheet.source is Source.LAYER:
        return cells, tuple(outside)
    unsure: dict[int, Box] = {}
    page = Box(0, 0, sheet.width, sheet.height)
    places = [(line, f.cell.box) for table in cells for f in table for line in f.lines]
    for line, within in [*places, *((line, page) for line in outside)]:
        if _is_unsure(line) or (_has_unsure_word(line) and _is_in(line, keen)):
            unsure[id(line)] = _line_region(line, within, sheet)
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
    if _letters(inside) == _letters(line) and min(w.confidence for w in line) >= WEAK:
        # Tesseract knows where words end; both readings together are surer than either.
        sure = 1 - (1 - page) * (1 - fresh)
        return [replace(word, confidence=max(word.confidence, sure)) for word in line]
    keeps = fresh * _length(inside) >= KEPT * page * _length(line)
    return inside if fresh > page and keeps else line


def _letters(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


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


def reread_covered(blocks: Sequence[Block], sheet: Sheet, reader: TextReader | None) -> list[Block]:
    """The blocks with single values that were read unsurely looked at as if a stamp covered them.

    A word's reading that holds all letters of another and more is kept: a stamp hides letters.
    """
    if sheet.source is Source.LAYER or not isinstance(reader, CoveredReader):
        return list(blocks)
    return [
        replace(block, lines=_uncovered(block, reader))
        if block.key in COVERED and block.lines and lines_confidence(block.lines) < SURE
        else block
        for block in blocks
    ]


def _uncovered(block: Block, reader: CoveredReader) -> tuple[Line, ...]:
    """The block's lines, each word in the reading that holds more of its letters."""
    best = block.lines
    for reading in reader.read_covered(block.region):
        rows = [tuple(row) for _, row in groupby(reading, key=lambda word: word.line)]
        best = tuple(_fuller(line, rows) for line in best)
    return best


def _fuller(line: Line, rows: Sequence[Line]) -> Line:
    middle = line_box(line).center[1]
    row = min(rows, key=lambda row: abs(line_box(row).center[1] - middle), default=())
    if len(row) != len(line):
        return line
    return tuple(
        replace(new, box=old.box) if holds_all_of(_fold(new), _fold(old)) else old
        for old, new in zip(line, row, strict=True)
    )


def _fold(word: Word) -> str:
    return "".join(c for c in word.text.casefold() if c.isalnum())


def _is_written(block: Block) -> bool:
    """Whether more than a colon and the like was read; a dash says that there is nothing."""
    texts = [word.text for line in block.lines for word in line]
    return any(c.isalnum() or c in "-–—" for text in texts for c in text)


def _is_unsure(line: Line) -> bool:
    return lines_confidence([line]) < SURE or any(word.confidence < WEAK for word in line)


def _has_unsure_word(line: Line) -> bool:
    return any(word.confidence < SURE for word in line)


def _is_in(line: Line, places: Sequence[Box]) -> bool:
    box = line_box(line)
    return any(place.overlap(box) * 2 > box.area or place.contains(box.center) for place in places)


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
