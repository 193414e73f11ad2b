"""The generated recapitulation beside the typed one that was scanned: differences cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from records.findings import CountTable, Kind
from records.keeping import User, document_name
from service.filing.sight import sight_in
from service.months.recap import Counted, month_records, recap_in
from service.months.steps import check_seen
from service.wiring import Services

ALIKE = 85.0
"""Of 100: names and titles this alike are taken for the same, where no other comes near."""
CLEAR_LEAD = 5.0
TEXTS = frozenset({"no", "nomor", "nama", "nama petugas", "petugas", "nama bhabinkamtibmas"})
NONE_WRITTEN = frozenset({"", "-", "–", "—", "nihil"})


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One count that differs; `papers` are the names of the archived papers behind ours."""

    officer: str
    column: str
    counted: int
    typed: int | None
    """None where the typed cell holds no number."""
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One typed recapitulation against the papers of its month."""

    document: str
    differences: tuple[CellDifference, ...]
    only_counted: tuple[str, ...]
    """Officers and columns that the typed one lacks."""
    only_typed: tuple[str, ...]
    """Officers and columns that the papers do not give."""


def compare_recaps(user: User, unit: str, month: str, services: Services) -> tuple[Comparison, ...]:
    """Every typed recapitulation filed in the month, compared; raises NotFound, MonthNotOne."""
    sight = sight_in(user, services)
    with services.catalogue.read() as db:
        check_seen(user, unit, month, db, services)
        _, counted = recap_in(db, unit, month, services)
        papers = [p for p in month_records(db, unit, month) if sight.shows(p[0])]
    return tuple(
        compare_tables(document_name(filed.entry, filed.position), counted, record.table)
        for filed, record in papers
        if filed.kind is Kind.REPORT and record.table is not None
    )


def compare_tables(document: str, counted: Counted, typed: CountTable) -> Comparison:
    """The counted table against a typed one; rows go by officer, columns by title."""
    first = len(counted.table.columns) - len(counted.table.total)
    ours = counted.table.columns[first:]
    theirs = [title for title in typed.columns if _folded(title) not in TEXTS]
    columns = _pairs(ours, theirs)
    name_column = _name_column(typed)
    names = [row[name_column] for row in typed.rows if len(row) > name_column]
    rows = _pairs([row[1] for row in counted.table.rows], names)
    found = []
    for place, row in enumerate(counted.table.rows):
        if place not in rows:
            continue
        written = typed.rows[rows[place]]
        for column, title in enumerate(ours):
            if column not in columns:
                continue
            there = typed.columns.index(theirs[columns[column]])
            told = _number(written[there]) if there < len(written) else None
            count = int(row[first + column])
            if told != count:
                papers = counted.behind[place][column]
                found.append(CellDifference(row[1], title, count, told, papers))
    lacking = [row[1] for n, row in enumerate(counted.table.rows) if n not in rows]
    lacking += [title for n, title in enumerate(ours) if n not in columns]
    extra = [name for n, name in enumerate(names) if n not in rows.values()]
    counts = set(_count_columns(typed))
    extra += [t for n, t in enumerate(theirs) if n not in columns.values() and t in counts]
    return Comparison(document, tuple(found), tuple(lacking), tuple(extra))


def _name_column(typed: CountTable) -> int:
    for place, title in enumerate(typed.columns):
        folded = _folded(title)
        if folded.startswith(("nama", "petugas", "pangkat / nama")):
            return place
    return min(1, max(0, len(typed.columns) - 1))


def _count_columns(typed: CountTable) -> tuple[str, ...]:
    """The count columns stand rightmost, as many as the total has."""
    return typed.columns[len(typed.columns) - len(typed.total) :]


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Which of theirs is which of ours; those that could be two are left out."""
    found: dict[int, int] = {}
    for place, one in enumerate(ours):
        ranked = sorted(
            ((_alike(one, other), n) for n, other in enumerate(theirs)), key=lambda r: -r[0]
        )
        if not ranked or ranked[0][0] < ALIKE:
            continue
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEAR_LEAD:
            continue
        if ranked[0][1] not in found.values():
            found[place] = ranked[0][1]
    return found


def _alike(one: str, other: str) -> float:
    return float(fuzz.ratio(_folded(one), _folded(other)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace(",", " ").split())


def _number(text: str) -> int | None:
    written = text.strip().casefold()
    if written in NONE_WRITTEN:
        return 0
    return int(written) if written.isdecimal() else None
