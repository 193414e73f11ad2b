"""Persons' words on where documents are filed, each kept for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from archive.catalogue import documents as document_rows
from archive.catalogue.month_tables import corrections, sealed_papers
from archive.catalogue.tables import documents
from records.keeping import Filed
from records.months import Correction

UNIT, MONTH = "unit", "month"


def add(
    db: Connection,
    filed: Filed,
    changes: Sequence[tuple[str, str | None, str | None]],
    told: tuple[datetime, str, str],
) -> None:
    """Keep (part, before, after) changes; `told` is when, who and why."""
    at, who, reason = told
    rows = [
        {
            "entry": filed.entry,
            "position": filed.position,
            "part": part,
            "before": before,
            "after": after,
            "at": at,
            "who": who,
            "reason": reason,
        }
        for part, before, after in changes
    ]
    db.execute(insert(corrections), rows)


def of_entry(db: Connection, entry: str) -> tuple[Correction, ...]:
    """All corrections of the entry's documents, in order."""
    wanted = select(corrections).where(corrections.c.entry == entry)
    rows = db.execute(wanted.order_by(corrections.c.id))
    return tuple(_row_to_correction(row._mapping) for row in rows)


def applied(filed: Filed, told: Sequence[Correction]) -> Filed:
    """The document as the last corrections of each part have it."""
    for one in told:
        if one.position != filed.position:
            continue
        if one.part == MONTH:
            filed = replace(filed, month=one.after)
        elif one.after is not None:
            filed = replace(filed, unit_code=one.after, scope=one.after)
    return filed


def move(db: Connection, filed: Filed) -> None:
    """Write down where the document is filed now; a sealed one is refused by the catalogue."""
    here = (documents.c.entry == filed.entry) & (documents.c.position == filed.position)
    values = {
        "unit_code": filed.unit_code,
        "filed_under": filed.unit_code or filed.unit or "",
        "month": filed.month,
        "scope": filed.scope,
    }
    db.execute(update(documents).where(here).values(values))


def seal_of(db: Connection, entry: str, position: int) -> int | None:
    """The number of the seal the document lies under."""
    wanted = select(sealed_papers.c.seal).where(
        sealed_papers.c.entry == entry, sealed_papers.c.position == position
    )
    return db.execute(wanted).scalar_one_or_none()


def unfiled(db: Connection, scope: str | None, *, secret: bool, limit: int) -> list[Filed]:
    """Documents within sight without a known unit or a month, newest entry first."""
    wanted = _unfiled(scope, secret=secret)
    order = (documents.c.entry.desc(), documents.c.position)
    rows = db.execute(wanted.order_by(*order).limit(limit))
    return [document_rows.row_to_filed(row) for row in rows]


def count_unfiled(db: Connection, scope: str | None, *, secret: bool) -> int:
    """How many there are."""
    wanted = _unfiled(scope, secret=secret).subquery()
    return db.execute(select(func.count()).select_from(wanted)).scalar_one()


def unknown_units(db: Connection) -> list[Filed]:
    """Every document whose letterhead named a unit that was not known."""
    columns = document_rows.LIST_COLUMNS
    wanted = select(*columns).where(documents.c.unit_code.is_(None), documents.c.unit.is_not(None))
    return [document_rows.row_to_filed(row) for row in db.execute(wanted)]


def _unfiled(scope: str | None, *, secret: bool) -> Select[Any]:
    nowhere = documents.c.unit_code.is_(None) | documents.c.month.is_(None)
    seen = document_rows.visible(scope, secret=secret)
    found: Select[Any] = select(*document_rows.LIST_COLUMNS).where(nowhere, seen)
    return found


def _row_to_correction(cells: RowMapping) -> Correction:
    values = dict(cells)
    number = values.pop("id")
    return Correction(number=number, **values)
