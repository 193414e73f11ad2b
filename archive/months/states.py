"""The state of each unit's month, and every step that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from archive.catalogue import documents as document_rows
from archive.catalogue.entries import under
from archive.catalogue.month_tables import months, sealed_papers, transitions
from archive.catalogue.tables import documents, entries, manifests
from records.errors import MonthAccepted
from records.keeping import Filed
from records.months import Month, MonthState, MonthStep, Transition


def get(db: Connection, unit: str, month: str) -> Month:
    """The unit's month; one nobody has touched is open."""
    wanted = select(months).where(months.c.unit == unit, months.c.month == month)
    row = db.execute(wanted).one_or_none()
    if row is None:
        return Month(unit, month)
    return _row_to_month(row._mapping)


def within(db: Connection, scope: str | None, year: int | None = None) -> tuple[Month, ...]:
    """The months of the scope that anybody has touched, by unit and month."""
    wanted = select(months).where(under(months.c.unit, scope))
    if year is not None:
        wanted = wanted.where(months.c.month.between(f"{year:04}-01", f"{year:04}-12"))
    rows = db.execute(wanted.order_by(months.c.unit, months.c.month))
    return tuple(_row_to_month(row._mapping) for row in rows)


def require_unaccepted(db: Connection, unit: str | None, month: str | None, paper: str) -> None:
    """Pass where the month's papers may still change; raises MonthAccepted.

    What was accepted is what will be sealed: whoever would change it returns it first.
    """
    if unit is None or month is None:
        return
    if get(db, unit, month).state is MonthState.ACCEPTED:
        raise MonthAccepted(unit=unit, month=month, paper=paper)


def put(db: Connection, month: Month) -> None:
    """Write the month's state; a sealed one is never another again."""
    if get(db, month.unit, month.month).state is MonthState.SEALED:
        return
    here = (months.c.unit == month.unit) & (months.c.month == month.month)
    db.execute(delete(months).where(here))
    db.execute(
        insert(months).values(
            unit=month.unit,
            month=month.month,
            state=month.state.value,
            is_nihil=month.is_nihil,
            changed_at=month.changed_at,
            changed_by=month.changed_by,
        )
    )


def note(
    db: Connection,
    month: Month,
    step: MonthStep,
    before: MonthState,
    reason: str = "",
) -> None:
    """Keep the step that led to the month's present state."""
    db.execute(
        insert(transitions).values(
            unit=month.unit,
            month=month.month,
            step=step.value,
            before=before.value,
            after=month.state.value,
            at=month.changed_at,
            who=month.changed_by,
            reason=reason,
        )
    )


def history(db: Connection, unit: str, month: str) -> tuple[Transition, ...]:
    """Every step of the month, in order."""
    wanted = select(transitions).where(transitions.c.unit == unit, transitions.c.month == month)
    return tuple(
        Transition(
            row.id,
            row.unit,
            row.month,
            MonthStep(row.step),
            MonthState(row.before),
            MonthState(row.after),
            row.at,
            row.who,
            row.reason,
        )
        for row in db.execute(wanted.order_by(transitions.c.id))
    )


def _row_to_month(cells: RowMapping) -> Month:
    values = dict(cells)
    state = MonthState(values.pop("state"))
    return Month(state=state, **values)


def papers(db: Connection, unit: str, month: str) -> list[tuple[Filed, datetime, int | None]]:
    """The month's documents with when they were archived and the seal they lie under.

    In order of receipt; only papers filed under the unit itself, not below it.
    """
    columns = (*document_rows.LIST_COLUMNS, entries.c.archived_at, sealed_papers.c.seal)
    here = (documents.c.entry == sealed_papers.c.entry) & (
        documents.c.position == sealed_papers.c.position
    )
    wanted = (
        select(*columns)
        .join(entries, entries.c.id == documents.c.entry)
        .join(sealed_papers, here, isouter=True)
        .where(documents.c.filed_under == unit, documents.c.month == month)
        .where(documents.c.unit_code == unit)
    )
    found = []
    for row in db.execute(wanted.order_by(documents.c.entry, documents.c.position)):
        cells = dict(row._mapping)
        archived_at, seal = cells.pop("archived_at"), cells.pop("seal")
        found.append((document_rows.cells_to_filed(cells), archived_at, seal))
    return found


def copies(db: Connection, unit: str, month: str) -> frozenset[tuple[str, int]]:
    """The month's documents, by entry and position, that are an earlier one of it to the byte."""
    wanted = (
        select(documents.c.entry, documents.c.position, entries.c.digest)
        .join(entries, entries.c.id == documents.c.entry)
        .where(documents.c.filed_under == unit, documents.c.month == month)
        .where(documents.c.unit_code == unit)
        .order_by(documents.c.entry, documents.c.position)
    )
    first: dict[tuple[str, int], str] = {}
    rows = [(entry, position, digest) for entry, position, digest in db.execute(wanted)]
    return frozenset(
        (entry, position)
        for entry, position, digest in rows
        if first.setdefault((digest, position), entry) != entry
    )


def unsealed_rows(db: Connection, unit: str, month: str) -> Iterator[list[object]]:
    """The month's documents under no seal with their manifests, cell by cell, in order of receipt.

    Words of persons on them are in the documents' records already, or in how they are filed.
    """
    here = (documents.c.entry == sealed_papers.c.entry) & (
        documents.c.position == sealed_papers.c.position
    )
    wanted = (
        select(documents, manifests.c.digest)
        .join(manifests, manifests.c.entry == documents.c.entry, isouter=True)
        .join(sealed_papers, here, isouter=True)
        .where(documents.c.filed_under == unit, documents.c.month == month)
        .where(documents.c.unit_code == unit, sealed_papers.c.seal.is_(None))
        .order_by(documents.c.entry, documents.c.position)
    )
    for row in db.execute(wanted.execution_options(yield_per=500)):
        yield list(row)
