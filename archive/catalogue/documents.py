"""Documents of entries: put in once, listed and counted within sight."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)

from archive.catalogue.entries import under
from archive.catalogue.month_tables import tallies
from archive.catalogue.tables import documents
from records.findings import Kind
from records.keeping import EntryId, Filed
from records.periods.retention import code_borne

INNER_COLUMNS = frozenset({"record", "filed_under", "code"})
LIST_COLUMNS = tuple(column for column in documents.c if column.name not in INNER_COLUMNS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents; None wants all. `unit` is a path code or an unrecognised wording."""

    kind: Kind | None = None
    form: str | None = None
    unit: str | None = None
    month: str | None = None
    needs_review: bool | None = None


NO_MONTH = "-"


def put(db: Connection, entry: EntryId, rows: Sequence[tuple[Filed, str]]) -> None:
    """Put the documents (with their record as JSON) in the place of the entry's earlier ones."""
    db.execute(delete(documents).where(documents.c.entry == entry))
    if rows:
        db.execute(insert(documents), [filed_to_row(filed, record) for filed, record in rows])


def of_entry(db: Connection, entry: str) -> list[tuple[Filed, str]]:
    """The entry's documents in page order, with their record as JSON."""
    wanted = select(documents).where(documents.c.entry == entry).order_by(documents.c.position)
    return [(row_to_filed(row), row._mapping["record"]) for row in db.execute(wanted)]


def named(db: Connection, names: Iterable[tuple[str, int]]) -> list[Filed]:
    """The documents of these (entry, position) that exist."""
    key = tuple_(documents.c.entry, documents.c.position)
    rows = db.execute(select(*LIST_COLUMNS).where(key.in_(list(names))))
    return [row_to_filed(row) for row in rows]


def page(
    db: Connection,
    scope: str | None,
    *,
    secret: bool,
    wanted: Wanted,
    before: tuple[str, int] | None = None,
    limit: int,
) -> list[Filed]:
    """Documents within sight, newest entry first and in page order, beyond `before`."""
    query = select(*LIST_COLUMNS).where(visible(scope, secret=secret), *_conditions(wanted))
    if before is not None:
        entry, position = before
        same = and_(documents.c.entry == entry, documents.c.position > position)
        query = query.where(documents.c.entry <= entry, or_(documents.c.entry < entry, same))
    order = (documents.c.entry.desc(), documents.c.position)
    return [row_to_filed(row) for row in db.execute(query.order_by(*order).limit(limit))]


def counts(
    db: Connection, scope: str | None, *, secret: bool, year: int | None
) -> list[tuple[str | None, str | None, str | None, Kind, int, int]]:
    """(unit code, unit, month, kind, documents, values to review) within sight, in that order.

    Spellings of one known unit are one row, under the first of them.
    """
    keys = (tallies.c.filed_under, tallies.c.month, tallies.c.kind)
    names = (func.max(tallies.c.unit_code), func.min(tallies.c.unit))
    amounts = (func.sum(tallies.c.documents), func.sum(tallies.c.needs_review))
    within = and_(under(tallies.c.scope, scope), true() if secret else tallies.c.secret == false())
    query: Select[Any] = select(*keys, *names, *amounts).where(within, tallies.c.documents > 0)
    if year is not None:
        query = query.where(tallies.c.month.between(f"{year:04}-01", f"{year:04}-12"))
    rows = db.execute(query.group_by(*keys).order_by(*keys)).all()
    return [
        (code, unit, month or None, Kind(kind), int(count), int(review or 0))
        for _, month, kind, code, unit, count, review in rows
    ]


def visible(scope: str | None, *, secret: bool) -> ColumnElement[bool]:
    """The documents' part of the permission filter."""
    return and_(under(documents.c.scope, scope), true() if secret else _open())


def _open() -> ColumnElement[bool]:
    return documents.c.secret == false()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(documents.c.kind == wanted.kind.value)
    if wanted.form is not None:
        found.append(documents.c.form == wanted.form)
    if wanted.unit is not None:
        found.append(under(documents.c.filed_under, wanted.unit))
    if wanted.month == NO_MONTH:
        found.append(documents.c.month.is_(None))
    elif wanted.month is not None:
        found.append(documents.c.month == wanted.month)
    if wanted.needs_review is not None:
        # Written out, not bound: only so do the databases see that the index of such rows fits.
        doubtful = documents.c.needs_review > literal_column("0")
        found.append(doubtful if wanted.needs_review else ~doubtful)
    return found


def filed_to_row(filed: Filed, record: str) -> dict[str, object]:
    """The document and its record as JSON as a row of the table."""
    return {
        "entry": filed.entry,
        "position": filed.position,
        "kind": filed.kind.value,
        "form": filed.form,
        "report": filed.report,
        "unit": filed.unit,
        "unit_code": filed.unit_code,
        "filed_under": filed.unit_code or filed.unit or "",
        "month": filed.month,
        "pages": json.dumps(filed.pages),
        "title": filed.title,
        "number": filed.number,
        "code": code_borne(filed.number),
        "confidence": filed.confidence,
        "needs_review": filed.needs_review,
        "scope": filed.scope,
        "secret": filed.secret,
        "record": record,
    }


def row_to_filed(row: Row[tuple[object, ...]]) -> Filed:
    """A row of `LIST_COLUMNS` or more as the value it stands for."""
    return cells_to_filed(dict(row._mapping))


def cells_to_filed(row: Mapping[str, Any]) -> Filed:
    """The columns of a row by name as the value they stand for."""
    cells = {name: cell for name, cell in row.items() if name not in INNER_COLUMNS}
    cells |= {"kind": Kind(cells["kind"]), "pages": tuple(json.loads(cells["pages"]))}
    return Filed(**cells)
