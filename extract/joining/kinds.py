"""What a row is: a step, a section above steps, the rest of the row before, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from extract.joining.numbers import is_sub_item, text_to_number
from extract.matrix.parts import MatrixPart, PartRow

CAPITALS = 0.8
"""Share of capitals among the letters of a heading that is not known to be bold."""
LEAST_LETTERS = 4


class RowKind(Enum):
    """What becomes of a row."""

    STEP = "step"
    SECTION = "section"
    REST = "rest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a row's neighbours."""

    is_first: bool
    """First of its page, with a page of the same matrix before."""
    number_before: int | None
    number_after: int | None
    has_step_before: bool
    has_duration_before: bool


def row_to_kind(part: MatrixPart, index: int, around: Around) -> RowKind:
    """The kind of a row; a step wherever there is doubt, so that nothing is lost."""
    row = part.rows[index]
    has_marks = any(mark.row == index for mark in part.marks)
    if not row.number.is_empty and not _is_lettered_heading(row, has_marks):
        return RowKind.STEP
    if row.activity.is_empty:
        if has_marks or _has_quality(row):
            return RowKind.REST if around.has_step_before else RowKind.STEP
        return RowKind.NOTHING
    if is_sub_item(row.activity.text):
        return RowKind.STEP
    if not has_marks and not _has_quality(row) and _is_heading(row):
        return RowKind.SECTION
    if around.is_first and around.has_step_before and _goes_on(part, row, around, has_marks):
        return RowKind.REST
    return RowKind.STEP


def _is_lettered_heading(row: PartRow, has_marks: bool) -> bool:
    """Whether a row is a heading with its letter or Roman numeral in the column of numbers."""
    is_counted = any(c.isdigit() for c in row.number.text)
    return not is_counted and not has_marks and not _has_quality(row) and _is_heading(row)


def _has_quality(row: PartRow) -> bool:
    return not (row.requirements.is_empty and row.duration.is_empty and row.output.is_empty)


def _is_heading(row: PartRow) -> bool:
    """Bold, in capitals, or run over all columns."""
    words = row.activity.words
    letters = [c for c in row.activity.text if c.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return False
    is_bold = all(w.bold for w in words if any(c.isalpha() for c in w.text))
    is_capital = sum(c.isupper() for c in letters) >= CAPITALS * len(letters)
    is_whole = not any(t.box.width for t in (row.requirements, row.duration, row.output))
    return is_bold or is_capital or is_whole


def _goes_on(part: MatrixPart, row: PartRow, around: Around, has_marks: bool) -> bool:
    """Whether the first row of a page is the rest of the row before; signs for and against."""
    first = next((c for c in row.activity.text if c.isalpha()), "A")
    signs = 2 if first.islower() else -1
    signs += 0 if has_marks else 1
    if row.duration.is_empty:
        signs += 1
    elif around.has_duration_before:
        signs -= 2
    if part.has_numbers:
        signs += _number_signs(around)
    return signs >= 1


def _number_signs(around: Around) -> int:
    if around.number_before is None or around.number_after is None:
        return 0
    missing = around.number_after - around.number_before - 1
    return 2 if missing == 0 else -3 if missing == 1 else 0


def number_of(row: PartRow) -> int | None:
    """The row's number, None where it has none."""
    return text_to_number(row.number.text)
