"""The identity page of a procedure becomes its part of the header, whatever its layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extract.grammar.dates import text_to_date
from extract.grammar.document_numbers import text_to_document_number
from extract.grammar.glyphs import fold_blanks
from extract.header.block import Block
from extract.header.blocks import cells_to_blocks, lines_to_blocks
from extract.header.cells import (
    FilledCell,
    fill_cells,
    line_text,
    lines_confidence,
    words_outside,
)
from extract.header.labels import line_to_label
from extract.header.listing.leading import leading_items
from extract.header.lists import lines_to_entries
from extract.header.part import HeaderPart, PartKind, Value, lines_to_value
from extract.header.reread import reread_covered, reread_empty, reread_page
from extract.letterhead import UnitLine, lines_to_unit
from extract.lines import Line, words_to_lines
from extract.signature import SignatureBlock
from extract.signing import read_signature
from records.paper import Sheet, Table
from records.readers import TextReader

FEWEST_LABELS = 3
"""Different labels a page shows at least to be an identity page; two where one is a list's."""
MOST_COLUMNS = 8
"""Columns of an identity table, cells split by chance included; a matrix has more."""
SPECK_BELOW = 0.6
"""Confidence under which a lone character is a speck, no number of a revision."""
_EDGE = " -–—.,:;|_'\"“”‘’`*"
_COUNT = re.compile(r"[\dOolI]{1,3}")
_DIGITS = str.maketrans("OolI", "0011")
DATES = ("created_on", "effective_on", "revised")


def sheet_to_identity(
    sheet: Sheet, tables: Sequence[Table], reader: TextReader | None
) -> HeaderPart | None:
    """The identity part that the page shows in a table or plain lines; None where it has none."""
    cells = _identity_cells(sheet, tables)
    outside = words_to_lines(words_outside(tables, sheet.words))
    blocks = _find_blocks(sheet, cells, outside)
    if not _is_identity(blocks):
        return None
    keen = [block.region for block in blocks if not block.is_list]
    cells, outside = reread_page(cells, outside, keen, sheet, reader)
    blocks = reread_empty(_find_blocks(sheet, cells, outside), sheet, reader)
    blocks = reread_covered(blocks, sheet, reader)
    flat = [filled for table in cells for filled in table]
    part = _blocks_to_part(sheet, blocks, _find_unit(sheet, flat, outside), reader)
    if all(block.is_list for block in blocks):
        part = replace(part, leading=leading_items(sheet, cells, outside))
    return part


def has_identity(sheet: Sheet, tables: Sequence[Table]) -> bool:
    """Whether the page shows enough labels of an identity part."""
    outside = words_to_lines(words_outside(tables, sheet.words))
    return _is_identity(_find_blocks(sheet, _identity_cells(sheet, tables), outside))


def _identity_cells(sheet: Sheet, tables: Sequence[Table]) -> list[tuple[FilledCell, ...]]:
    """The cells of the tables that can hold an identity: few columns."""
    narrow = [table for table in tables if table.column_count <= MOST_COLUMNS]
    return [fill_cells(table, sheet.words) for table in narrow]


def _find_blocks(
    sheet: Sheet, cells: Sequence[tuple[FilledCell, ...]], outside: Sequence[Line]
) -> list[Block]:
    blocks = [block for filled in cells for block in cells_to_blocks(filled, sheet.char_height)]
    plain = lines_to_blocks(outside, sheet.char_height, sheet.width)
    blocks += [block for block in plain if block.key not in {b.key for b in blocks}]
    return _best_blocks(blocks)


def _is_identity(blocks: Sequence[Block]) -> bool:
    """Enough labels, and such as only an identity has: lists, approval, dates of a procedure."""
    lists = sum(block.is_list for block in blocks)
    telling = {"approved_by", "created_on", "effective_on", "revised"}
    marks = lists + sum(block.key in telling for block in blocks)
    return (len(blocks) >= FEWEST_LABELS and marks >= 2) or (len(blocks) == 2 and lists == 2)


def _best_blocks(blocks: Sequence[Block]) -> list[Block]:
    """One block a field: the one most like its label, the earlier of equals."""
    best: dict[str, Block] = {}
    for block in blocks:
        if block.key not in best or block.likeness > best[block.key].likeness:
            best[block.key] = block
    return list(best.values())


def _find_unit(
    sheet: Sheet, cells: Sequence[FilledCell], outside: Sequence[Line]
) -> UnitLine | None:
    """The lowest unit of the letterhead: lines above the first label, cells without one."""
    height = sheet.char_height
    heads: list[Line] = []
    for line in outside:
        if line_to_label(line, height) is not None:
            break
        heads.append(line)
    labelled = [f for f in cells if any(line_to_label(line, height) for line in f.lines)]
    bottom = max(
        (f.cell.box.bottom for f in labelled if _has_scalar(f, height)), default=sheet.height
    )
    left = min((f.cell.box.left for f in labelled if _has_scalar(f, height)), default=0.0)
    for filled in cells:
        box = filled.cell.box
        if filled not in labelled and box.top < bottom and box.center[0] < left:
            heads += filled.lines
    return lines_to_unit(heads)


def _has_scalar(filled: FilledCell, height: float) -> bool:
    matches = [line_to_label(line, height) for line in filled.lines]
    return any(match is not None and not match.is_list for match in matches)


def _blocks_to_part(
    sheet: Sheet, blocks: Sequence[Block], unit: UnitLine | None, reader: TextReader | None
) -> HeaderPart:
    values: dict[str, Value] = {}
    lists: dict[str, tuple[Value, ...]] = {}
    for block in blocks:
        if block.is_list:
            entries = lines_to_entries(block.lines, sheet.char_height)
            lists[block.key] = tuple(lines_to_value(sheet, e.lines, e.text) for e in entries)
        elif block.key == "approved_by":
            signed = read_signature(block.lines, block.region, sheet, reader)
            values.update(_approval_values(sheet, signed))
        elif block.lines and not _is_colon(block, blocks, sheet.char_height):
            values.update(_scalar_values(sheet, block))
    if unit is not None:
        values["unit"] = lines_to_value(sheet, (unit.line,), unit.text)
    return HeaderPart(sheet.page, PartKind.IDENTITY, values, lists)


def _is_colon(block: Block, blocks: Sequence[Block], char_height: float) -> bool:
    """Whether a lone stroke is the colon before an empty place: it stands left of all values."""
    text = "".join(line_text(line) for line in block.lines)
    if text not in tuple("1lIi|!;.,'"):
        return False
    left = block.lines[0][0].box.left
    others = [
        b.lines[0][0].box.left for b in blocks if b.lines and not b.is_list and b is not block
    ]
    return bool(others) and left < median(others) - char_height / 3


def _scalar_values(sheet: Sheet, block: Block) -> dict[str, Value]:
    text = fold_blanks(" ".join(line_text(line) for line in block.lines)).strip(" :;")
    if not re.search(r"\w", text) and text not in ("-", "–"):
        return {}
    if block.key in DATES:
        return {block.key: _date_value(sheet, block, text)}
    if block.key == "number":
        number = text_to_document_number(text)
        value = number.text if number else text
        blank = number is not None and number.is_blank
        doubt = 0.97 ** (number.repairs if number else 3)
        return {"number": lines_to_value(sheet, block.lines, value, doubt, needs_review=blank)}
    return {block.key: lines_to_value(sheet, block.lines, text)}


def _date_value(sheet: Sheet, block: Block, text: str) -> Value:
    found = text_to_date(text)
    if found is not None:
        doubt = 0.97**found.repairs
        return lines_to_value(sheet, block.lines, found.value, doubt, bool(found.warnings))
    if block.key == "revised":
        return lines_to_value(sheet, block.lines, _revision(text, lines_confidence(block.lines)))
    return lines_to_value(sheet, block.lines, None)


def _revision(text: str, confidence: float) -> str | None:
    """What stands for a date of revision: a number, digits among digits put right; none for `-`."""
    text = text.strip(_EDGE)
    if _COUNT.fullmatch(text) and any(c.isdigit() for c in text):
        return text.translate(_DIGITS)
    if len(text) < 2 and confidence < SPECK_BELOW:
        return None
    return text or None


def _approval_values(sheet: Sheet, block: SignatureBlock | None) -> dict[str, Value]:
    if block is None:
        return {}
    values: dict[str, Value] = {}
    signed = block.signatory
    for key, text, lines in (
        ("position", signed.position, block.position_lines),
        ("name", signed.name, (block.name_line,)),
        ("rank", signed.rank, (block.rank_line,)),
        ("nrp", signed.nrp, (block.nrp_line,)),
    ):
        kept = tuple(line for line in lines if line)
        if text and kept:
            values[f"approved_by.{key}"] = lines_to_value(sheet, kept, text)
    return values
