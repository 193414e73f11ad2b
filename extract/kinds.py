"""What sort of page a sheet is, from its titles, labels and tables; unknown is other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from extract.grammar.counts import text_to_count
from extract.header.cells import FilledCell, fill_cells, line_text, words_outside
from extract.header.cover import sheet_to_cover
from extract.header.identity import has_identity
from extract.headings.labels import text_to_role
from extract.lines import Line, words_to_lines
from extract.matrix.parts import Role
from records.paper import Sheet, Table

ALIKE = 82
"""How alike (of 100) the beginning of a line must be to a title."""
FEWEST_LETTERS = 8
"""Letters surely read on a page that is not empty: specks and stamps give fewer."""
SURE = 0.35
TITLE_SHARE = 0.45
"""Share of the page's height from the top in which its title stands."""
COUNT_COLUMNS = 3
"""Columns of counts a recapitulation has at least."""
MATRIX_COLUMNS = 5
HEAD_ROWS = 6
_TELLING = {Role.ACTIVITY, Role.ACTOR, Role.QUALITY, Role.REQUIREMENTS, Role.DURATION, Role.OUTPUT}
_CHAPTER = re.compile(r"^(?:BAB\s+)?(?:[IVXl1|]{1,4}|[A-Z]|\d{1,2})\s?[.)]?\s+(.{4,40})$")


class PageKind(StrEnum):
    """What sort of page it is."""

    COVER = "sop-cover"
    IDENTITY = "sop-identity"
    MATRIX = "sop-matrix"
    MATRIX_CONTINUED = "sop-matrix-continued"
    SOP_TEXT = "sop-text"
    FORM = "form"
    REPORT = "report"
    REPORT_CONTINUED = "report-continued"
    LETTER = "letter"
    OTHER = "other"
    EMPTY = "empty"


def sheet_to_kind(sheet: Sheet, tables: Sequence[Table]) -> PageKind:
    """The kind of a page; `FORM` is a hint only, which form it is its own recogniser says."""
    if is_blank(sheet, tables):
        return PageKind.EMPTY
    filled = [fill_cells(table, sheet.words) for table in tables]
    lines = words_to_lines(words_outside(tables, sheet.words))
    titles = lines_to_titles(lines, sheet)
    if any(is_matrix_head(cells) for cells in filled):
        return PageKind.MATRIX
    is_counted = any(is_count_table(table, c) for table, c in zip(tables, filled, strict=True))
    if "report" in titles and (is_counted or not tables):
        return PageKind.REPORT
    if has_identity(sheet, tables):
        return PageKind.IDENTITY
    if sheet_to_cover(sheet) is not None:
        return PageKind.COVER
    if is_counted:
        return PageKind.REPORT if _has_total(filled) else PageKind.REPORT_CONTINUED
    return _text_kind(sheet, tables, lines, titles)


def is_blank(sheet: Sheet, tables: Sequence[Table]) -> bool:
    """Whether nothing but specks is on the page."""
    letters = sum(
        sum(c.isalnum() for c in w.text)
        for w in sheet.words
        if w.confidence >= SURE and len(w.text) > 1
    )
    return letters < FEWEST_LETTERS and not any(len(t.cells) >= MATRIX_COLUMNS for t in tables)


def is_matrix_head(cells: Sequence[FilledCell]) -> bool:
    """Whether the table's first rows name the columns of an activity matrix."""
    head = [f for f in cells if f.cell.row < HEAD_ROWS and f.lines]
    roles = {role for f in head if (role := text_to_role(f.text)) in _TELLING}
    columns = max((f.cell.column + f.cell.column_span for f in cells), default=0)
    return columns >= MATRIX_COLUMNS and len(roles) >= 3


def is_count_table(table: Table, cells: Sequence[FilledCell]) -> bool:
    """Whether most cells of several columns are counts."""
    counted = 0
    for column in range(1, table.column_count):
        texts = [f.text for f in cells if f.cell.column == column and f.cell.row > 0 and f.lines]
        counts = sum(text_to_count(text) is not None for text in texts)
        counted += len(texts) >= 2 and counts * 3 >= len(texts) * 2
    return counted >= COUNT_COLUMNS


def text_is_total(text: str) -> bool:
    """Whether a cell names the row of sums."""
    letters = re.sub(r"[^A-Z]", "", text.upper().replace("0", "O"))
    return any(fuzz.ratio(letters, word.replace(" ", "")) >= ALIKE for word in _data()["total"])


def lines_to_titles(lines: Sequence[Line], sheet: Sheet) -> set[str]:
    """The kinds whose titles stand in the upper part of the page."""
    found = set()
    for line in lines:
        if line[0].box.top > TITLE_SHARE * sheet.height:
            continue
        text = line_text(line).upper()
        for kind in ("report", "form", "letter", "sop"):
            if any(_begins(text, title) for title in _data()[kind]):
                found.add(kind)
    return found


def _text_kind(
    sheet: Sheet, tables: Sequence[Table], lines: Sequence[Line], titles: set[str]
) -> PageKind:
    if "report" in titles:
        return PageKind.REPORT
    if "form" in titles:
        return PageKind.FORM
    wide = [t for t in tables if t.column_count >= MATRIX_COLUMNS]
    inside = [s for s in sheet.symbols if any(t.box.contains(s.box.center) for t in wide)]
    if inside:
        return PageKind.MATRIX_CONTINUED
    if "sop" in titles or _chapters(lines) >= 2:
        return PageKind.SOP_TEXT
    if "letter" in titles or _letter_labels(lines) >= 3:
        return PageKind.LETTER
    return PageKind.OTHER


def _has_total(filled: Sequence[Sequence[FilledCell]]) -> bool:
    return any(text_is_total(f.text) for cells in filled for f in cells)


def _chapters(lines: Sequence[Line]) -> int:
    found = set()
    for line in lines:
        match = _CHAPTER.match(line_text(line).upper())
        for chapter in _data()["chapters"]:
            if match and fuzz.ratio(match[1].strip(" .:"), chapter) >= ALIKE:
                found.add(chapter)
    return len(found)


def _letter_labels(lines: Sequence[Line]) -> int:
    found = set()
    for line in lines:
        first = re.split(r"[:.\s]", line_text(line), maxsplit=1)[0].casefold()
        found |= {label for label in _data()["letter_labels"] if label.casefold() == first}
    return len(found)


def _begins(text: str, title: str) -> bool:
    head = text[: len(title) + 1].strip()
    return fuzz.ratio(head, title) >= ALIKE if len(title) > 5 else head.split()[:1] == [title]


@cache
def _data() -> dict[str, list[str]]:
    text = (files("extract") / "kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
