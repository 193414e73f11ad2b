"""A counted recapitulation as a table whose cells know their papers and the typed word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from records.keeping import Filed
from service.months.comparison import CellDifference, Comparison
from service.months.recap import Counted


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cell whose papers are shown, by row and count column."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TypedWord:
    """What a typed recapitulation says in a cell; None where it holds no number."""

    count: int | None


@dataclass(frozen=True, slots=True)
class CountCell:
    """A count with what typed recapitulations say instead."""

    count: int
    typed: tuple[TypedWord, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """An officer's row: texts at left, counts at right."""

    texts: tuple[str, ...]
    cells: tuple[CountCell, ...]


@dataclass(frozen=True, slots=True)
class TypedView:
    """A typed recapitulation and how it compares."""

    paper: Filed | None
    differences: int
    only_counted: tuple[str, ...]
    only_typed: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not (self.differences or self.only_counted or self.only_typed)


@dataclass(frozen=True, slots=True)
class RecapView:
    """The table, the papers behind the chosen count, and every typed table compared."""

    heads: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[CountRow, ...]
    total: tuple[str, ...]
    chosen: Chosen | None
    chosen_words: tuple[str, str, int]
    behind: tuple[Filed, ...]
    hidden: int
    """Papers behind the chosen count that the person may not see."""
    typed: tuple[TypedView, ...]


def to_recap_view(
    counted: Counted,
    comparisons: Sequence[Comparison],
    papers: Mapping[str, Filed],
    chosen: Chosen | None,
) -> RecapView:
    """The table with the comparisons laid over it."""
    table = counted.table
    texts = len(table.columns) - len(table.total)
    titles = table.columns[texts:]
    rows = _rows(counted, comparisons, chosen)
    names = counted.behind[chosen.row][chosen.column] if chosen else ()
    behind = tuple(papers[name] for name in dict.fromkeys(names) if name in papers)
    return RecapView(
        table.columns[:texts],
        titles,
        rows,
        table.total,
        chosen,
        _words(rows, titles, chosen),
        behind,
        len(set(names)) - len(behind),
        tuple(_typed(one, papers) for one in comparisons),
    )


def _rows(
    counted: Counted, comparisons: Sequence[Comparison], chosen: Chosen | None
) -> tuple[CountRow, ...]:
    table = counted.table
    texts = len(table.columns) - len(table.total)
    titles = table.columns[texts:]
    every = [one for comparison in comparisons for one in comparison.differences]

    def cell(row: tuple[str, ...], r: int, c: int) -> CountCell:
        typed = tuple(TypedWord(d.typed) for d in every if _is_at(d, row[1], titles[c]))
        return CountCell(int(row[texts + c]), typed, chosen == Chosen(r, c))

    return tuple(
        CountRow(row[:texts], tuple(cell(row, r, c) for c in range(len(titles))))
        for r, row in enumerate(table.rows)
    )


def _is_at(difference: CellDifference, officer: str, column: str) -> bool:
    return difference.officer == officer and difference.column == column


def _words(
    rows: Sequence[CountRow], titles: Sequence[str], chosen: Chosen | None
) -> tuple[str, str, int]:
    """Officer, column and count of the chosen cell."""
    if chosen is None:
        return "", "", 0
    row = rows[chosen.row]
    return row.texts[1], titles[chosen.column], row.cells[chosen.column].count


def _typed(one: Comparison, papers: Mapping[str, Filed]) -> TypedView:
    return TypedView(
        papers.get(one.document), len(one.differences), one.only_counted, one.only_typed
    )
