"""Seals in the catalogue: appended, never changed, each bearing the hash of the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, text

from archive.bags.layout import seal_to_line
from archive.bags.verify import BEGINNING, chain_damages, line_hash
from archive.catalogue.entries import under
from archive.catalogue.month_tables import sealed_papers, seals
from records.findings import Digest
from records.months import Damage, Seal

LEDGER_LOCK = 7_240_117
"""Any number: PostgreSQL's name for "somebody seals"."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the next line goes: its number and the hash it follows."""

    number: int
    previous: str


def next_line(db: Connection) -> Head:
    """The place of the next seal, held until the transaction ends."""
    if db.dialect.name != "sqlite":
        db.execute(text(f"SELECT pg_advisory_xact_lock({LEDGER_LOCK})"))
    newest = select(seals.c.number, seals.c.hash).order_by(seals.c.number.desc()).limit(1)
    last = db.execute(newest).one_or_none()
    return Head(1, BEGINNING) if last is None else Head(last.number + 1, last.hash)


def sealed(seal: Seal) -> Seal:
    """The seal with its hash."""
    return replace(seal, hash=line_hash(seal_to_line(seal)))


def append(db: Connection, seal: Seal, papers: Iterable[tuple[str, int]]) -> None:
    """Write the seal and the papers that lie under it."""
    db.execute(insert(seals).values(asdict(seal)))
    rows = [{"entry": entry, "position": n, "seal": seal.number} for entry, n in papers]
    if rows:
        db.execute(insert(sealed_papers), rows)


def of_month(db: Connection, unit: str, month: str) -> tuple[Seal, ...]:
    """The month's seals: the first, then its supplements."""
    wanted = select(seals).where(seals.c.unit == unit, seals.c.month == month)
    rows = db.execute(wanted.order_by(seals.c.supplement))
    return tuple(_row_to_seal(row._mapping) for row in rows)


def within(db: Connection, scope: str | None, span: str = "") -> tuple[Seal, ...]:
    """Seals of the scope whose month begins with `span` (a year or a month), in order."""
    wanted = select(seals).where(under(seals.c.unit, scope), seals.c.month.startswith(span))
    rows = db.execute(wanted.order_by(seals.c.number))
    return tuple(_row_to_seal(row._mapping) for row in rows)


def papers_under(db: Connection, number: int) -> set[tuple[str, int]]:
    """The (entry, position) that lie under a seal."""
    wanted = select(sealed_papers.c.entry, sealed_papers.c.position)
    return {(e, p) for e, p in db.execute(wanted.where(sealed_papers.c.seal == number))}


def damages(every: Iterable[Seal]) -> list[Damage]:
    """Lines that are changed or do not follow the line before."""
    found = chain_damages([seal_to_line(seal) for seal in every])
    return [Damage(code, name) for code, name in found]


def _row_to_seal(cells: RowMapping) -> Seal:
    values: dict[str, object] = dict(cells)
    at = values.pop("sealed_at")
    if not isinstance(at, datetime):
        raise TypeError("a seal has its moment")
    return Seal(sealed_at=at, listing=Digest(str(values.pop("listing"))), **values)  # type: ignore[arg-type]
