"""The cover of a procedure: its title, its year, its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.header.cells import line_box, line_text, lines_box
from extract.header.part import HeaderPart, PartKind, Value, lines_to_value
from extract.letterhead import line_to_unit
from extract.lines import Line, words_to_lines
from records.paper import Sheet

HEADS = (
    "STANDAR OPERASIONAL PROSEDUR",
    "STANDARD OPERATING PROCEDURE",
    "STANDAR OPERATING PROSEDUR",
    "STANDAR OPERASIONAL DAN PROSEDUR",
    "STANDAR OPERASIONAL PROSEDUR SOP",
    "PROSEDUR OPERASIONAL STANDAR",
    "PROSEDUR TETAP",
)
ALIKE = 84
MOST_WORDS = 60
"""A cover bears few words: more make it a page of text with such a head."""
TITLE_GAP = 3.0
"""Blank above a line, in heights of the title's letters, that ends the title."""
_YEAR = re.compile(r"^(?:TAHUN\s*)?(?:19|20)\d\d$")
_ADDRESS = re.compile(r"^(?:JL|JLN|JALAN|TLP|TELP|TELEPON|KOTA|KAB)\b", re.IGNORECASE)


def sheet_to_cover(sheet: Sheet) -> HeaderPart | None:
    """The cover's title and unit; None for a page that is no cover."""
    lines = words_to_lines(sheet.words)
    head = next((i for i, line in enumerate(lines) if is_procedure_head(line_text(line))), None)
    if head is None or sum(len(w.text) > 1 for w in sheet.words) > MOST_WORDS:
        return None
    values: dict[str, Value] = {}
    title = _title_lines(lines, head)
    if title:
        text = " ".join(line_text(line) for line in title)
        values["title"] = lines_to_value(sheet, title, _without_head(text))
    units = [unit for line in lines if (unit := line_to_unit(line)) is not None]
    below = [unit for unit in units if line_box(unit.line).top > line_box(lines[head]).bottom]
    named = [unit for unit in below or units if unit.line not in title]
    if named:
        values["unit"] = lines_to_value(sheet, (named[-1].line,), named[-1].text)
    return HeaderPart(sheet.page, PartKind.COVER, values)


def is_procedure_head(text: str) -> bool:
    """Whether a line is, or begins with, the words for a standard operating procedure."""
    folded = re.sub(r"[^A-Z ]", "", text.upper().replace("0", "O").replace("1", "I")).strip()
    return any(
        fuzz.ratio(folded, head) >= ALIKE or fuzz.ratio(folded[: len(head)], head) >= ALIKE
        for head in HEADS
    )


def _title_lines(lines: Sequence[Line], head: int) -> tuple[Line, ...]:
    """The lines under the head in letters of its size, up to a wide blank, a year or a unit."""
    title: list[Line] = []
    above = line_box(lines[head])
    tall = above.height
    for line in lines[head + 1 :]:
        box = line_box(line)
        text = line_text(line)
        gap = box.top - (lines_box(title).bottom if title else above.bottom)
        if gap > TITLE_GAP * tall or _YEAR.match(text.strip()) or _ADDRESS.match(text):
            break
        if title and line_to_unit(line) is not None:
            break
        if not is_procedure_head(text) and sum(c.isalnum() for c in text) > 2:
            title.append(line)
    return tuple(title)


def _without_head(text: str) -> str:
    return re.sub(r"^\(?\s*SOP\s*\)?\s*[:\-–]?\s*(?=\S{4})", "", text).strip(" .:-–") or text
