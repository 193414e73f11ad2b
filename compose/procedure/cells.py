"""The cells of a typeset matrix: its head, its rows, the heads of its sections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from compose.procedure.columns import Columns, Words, head_size
from compose.procedure.style import Style
from records.findings import Matrix, Step


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the template sets it; `width` is where its text breaks, in points."""

    text: str = ""
    items: tuple[str, ...] = ()
    width: float = 0.0
    colspan: int = 1
    rowspan: int = 1
    head: bool = False
    centered: bool = False
    bold: bool = False
    size: float = 1.0
    """Of the text size."""


def head_cells(matrix: Matrix, columns: Columns, words: Words, style: Style) -> list[list[Cell]]:
    """The rows of the matrix's head: groups, columns and, where wanted, their numbers."""
    no, activity, actors, quality, requirements, duration, output, remarks = style.head_labels
    head = partial(Cell, head=True, bold=True)
    widths = columns.widths
    count = columns.actor_count
    first = Columns.FIRST_ACTOR + count
    top = [head(no, rowspan=2, width=widths[0]), head(activity, rowspan=2, width=widths[1])]
    if count:
        top.append(head(actors, colspan=count, width=sum(widths[Columns.FIRST_ACTOR : first])))
    top.append(head(quality, colspan=3, width=sum(widths[first : first + 3])))
    if style.has_remarks:
        top.append(head(remarks, rowspan=2, width=widths[-1]))
    under = [
        head(name, width=width, size=head_size(word, width, style))
        for name, width, word in zip(
            matrix.actors, widths[Columns.FIRST_ACTOR : first], words.actors, strict=True
        )
    ]
    quality_heads = (requirements, duration, output)
    under += [head(n, width=w) for n, w in zip(quality_heads, widths[first:], strict=False)]
    if not style.has_column_numbers:
        return [top, under]
    return [top, under, [Cell(str(i + 1), head=True) for i in range(len(widths))]]


def step_cells(step: Step, columns: Columns, style: Style) -> list[Cell]:
    """A step's row; the actors' cells are empty, symbols are drawn over them."""
    widths = columns.widths
    first = Columns.FIRST_ACTOR + columns.actor_count
    cells = [
        Cell(step.no, width=widths[0], centered=True),
        Cell(step.activity, width=widths[1]),
        *(Cell() for _ in range(columns.actor_count)),
        Cell(items=step.requirements, width=widths[first]),
        Cell(step.duration, width=widths[first + 1], centered=True),
        Cell(step.output, width=widths[first + 2]),
    ]
    if style.has_remarks:
        cells.append(Cell(step.remarks, width=widths[first + 3]))
    return cells


def section_cells(text: str, columns: Columns) -> list[Cell]:
    """The head of a section: one bold cell over the row, its text left of the actors."""
    width = columns.edges[Columns.FIRST_ACTOR] - columns.edges[0]
    return [Cell(text, width=width, colspan=len(columns.widths), bold=True)]
