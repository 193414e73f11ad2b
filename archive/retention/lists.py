"""Lists of what is to go, the votes on them, and what is gone, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, false, func, insert, select, update

from archive.catalogue import documents as document_rows
from archive.catalogue.derived import insert_new
from archive.catalogue.entries import under
from archive.catalogue.month_tables import mixed_stacks, sealed_papers, sealed_tallies
from archive.catalogue.tables import documents
from archive.desk.tables import reviews
from archive.retention.tables import (
    destroyed_blobs,
    destroyed_papers,
    destruction_items,
    destruction_lists,
    destruction_votes,
)
from records.findings import Digest, Record
from records.findings_json import record_to_json
from records.keeping import Filed
from records.periods.retention import DestructionItem, DestructionList, Verdict, Vote

GONE_TITLE = "(dimusnahkan)"
PORTION = 500
"""Names in one question: databases have their limits."""


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """A paper as filed, with the seal it lies under."""

    filed: Filed
    seal: int


def sealed_within(
    db: Connection,
    scope: str | None,
    *,
    last_month: str = "9999-12",
    entries: Iterable[str] | None = None,
) -> Iterator[SealedPaper]:
    """Papers under seal in the scope, up to the month, that are still there; by unit and month.

    Of the entries only, where they are named.
    """
    here = (documents.c.entry == sealed_papers.c.entry) & (
        documents.c.position == sealed_papers.c.position
    )
    gone = (documents.c.entry == destroyed_papers.c.entry) & (
        documents.c.position == destroyed_papers.c.position
    )
    d = documents.c
    wanted = (
        select(*document_rows.LIST_COLUMNS, sealed_papers.c.seal)
        .join(sealed_papers, here)
        .join(destroyed_papers, gone, isouter=True)
        .where(under(d.unit_code, scope), d.month <= last_month)
        .where(destroyed_papers.c.entry.is_(None))
        .order_by(d.filed_under, d.month, d.entry, d.position)
    )
    asked = [wanted]
    if entries is not None:
        ids = sorted(entries)
        parts = [ids[start : start + PORTION] for start in range(0, len(ids), PORTION)]
        asked = [wanted.where(d.entry.in_(part)) for part in parts]
    for one in asked:
        for row in db.execute(one.execution_options(yield_per=1000)):
            cells = dict(row._mapping)
            seal = cells.pop("seal")
            yield SealedPaper(document_rows.cells_to_filed(cells), seal)


@dataclass(frozen=True, slots=True)
class SealedCount:
    """How many sealed papers there are of one sort and archive code in a unit's month."""

    unit: str
    month: str
    kind: str
    form: str
    report: str
    code: str
    """What their numbers bear; empty where they bear none."""
    papers: int


def sealed_counts(
    db: Connection, scope: str | None, *, last_month: str, secret: bool
) -> Iterator[SealedCount]:
    """Sealed papers of the scope that are still there, up to the month, counted by sort."""
    t = sealed_tallies.c
    keys = (t.unit_code, t.month, t.kind, t.form, t.report, t.code)
    wanted = select(*keys, func.sum(t.papers)).where(
        under(t.unit_code, scope), t.month <= last_month, t.papers > 0
    )
    if not secret:
        wanted = wanted.where(t.secret == false())
    for row in db.execute(wanted.group_by(*keys)):
        yield SealedCount(*row)


def mixed_entries(db: Connection) -> set[str]:
    """Entries with a sealed paper whose papers are not all sealed, or not all filed alike.

    Papers of one sort in one month share their fate: nothing keeps a file of such from going.
    """
    return set(db.execute(select(mixed_stacks.c.entry)).scalars())


def companions(db: Connection, entries: Iterable[str]) -> set[tuple[str, int]]:
    """Every document, sealed or not, that lies in one of the entries."""
    found: set[tuple[str, int]] = set()
    ids = sorted(set(entries))
    for start in range(0, len(ids), PORTION):
        wanted = select(documents.c.entry, documents.c.position)
        part = documents.c.entry.in_(ids[start : start + PORTION])
        found |= {(entry, position) for entry, position in db.execute(wanted.where(part))}
    return found


def add(db: Connection, made: DestructionList, items: Sequence[DestructionItem]) -> int:
    """Write a list with its items; its number."""
    values = {
        "unit": made.unit,
        "reason": made.reason,
        "papers": len(items),
        "digest": made.digest,
        "at": made.at,
        "who": made.who,
    }
    asked = insert(destruction_lists).values(values).returning(destruction_lists.c.id)
    number = int(db.execute(asked).scalar_one())
    rows = [
        {
            "list": number,
            "entry": one.entry,
            "position": one.position,
            "seal": one.seal,
            "code": one.code,
        }
        for one in items
    ]
    db.execute(insert(destruction_items), rows)
    return number


def vote(db: Connection, number: int, one: Vote) -> None:
    """Write a person's word down."""
    values = {"who": one.who, "verdict": one.verdict.value, "reason": one.reason, "at": one.at}
    db.execute(insert(destruction_votes).values(list=number, **values))


def items(db: Connection, number: int) -> tuple[DestructionItem, ...]:
    """The papers of a list."""
    i = destruction_items.c
    rows = db.execute(
        select(destruction_items).where(i.list == number).order_by(i.entry, i.position)
    )
    return tuple(DestructionItem(row.entry, row.position, row.seal, row.code) for row in rows)


def within(db: Connection, scope: str | None) -> tuple[DestructionList, ...]:
    """The lists of the scope, newest first."""
    wanted = select(destruction_lists).where(under(destruction_lists.c.unit, scope))
    rows = db.execute(wanted.order_by(destruction_lists.c.id.desc())).all()
    return tuple(
        DestructionList(
            row.id,
            row.unit,
            row.reason,
            row.papers,
            row.digest,
            row.at,
            row.who,
            _votes(db, row.id),
            _seals(db, row.id),
        )
        for row in rows
    )


def _votes(db: Connection, number: int) -> tuple[Vote, ...]:
    v = destruction_votes.c
    rows = db.execute(select(destruction_votes).where(v.list == number).order_by(v.at, v.who))
    return tuple(Vote(row.who, Verdict(row.verdict), row.at, row.reason) for row in rows)


def _seals(db: Connection, number: int) -> tuple[int, ...]:
    """The certificates' seals: the lines that say of the list's papers that they are gone."""
    wanted = select(destroyed_papers.c.seal).where(destroyed_papers.c.list == number).distinct()
    return tuple(db.execute(wanted.order_by(destroyed_papers.c.seal)).scalars())


def mark_destroyed(
    db: Connection, number: int, seal: int, papers: Iterable[tuple[str, int]]
) -> None:
    """Note that papers are gone by the list, under which certificate, and empty their rows.

    What they said is taken out of the record and of words said on it; that they were, when, where
    and by whose word they went stays.
    """
    for entry, position in papers:
        row = {"entry": entry, "position": position, "list": number, "seal": seal}
        db.execute(insert(destroyed_papers).values(row))
        here = (documents.c.entry == entry) & (documents.c.position == position)
        filed = document_rows.row_to_filed(db.execute(select(documents).where(here)).one())
        gone, record = emptied(filed)
        values = document_rows.filed_to_row(gone, record)
        db.execute(update(documents).where(here).values(values))
        said = (reviews.c.entry == entry) & (reviews.c.position == position)
        db.execute(update(reviews).where(said).values(before="null", after="null"))


def emptied(filed: Filed) -> tuple[Filed, str]:
    """The row of a paper that is gone, and its record as JSON: where it was filed, nothing else."""
    gone = replace(filed, title=GONE_TITLE, number=None, needs_review=0, confidence=0.0)
    record = Record(
        kind=filed.kind,
        pages=filed.pages,
        unit=filed.unit,
        month=filed.month,
        confidence=0.0,
        evidence={},
        form=filed.form,
        report=filed.report,
    )
    return gone, json.dumps(record_to_json(record), ensure_ascii=False)


def put_blobs(db: Connection, number: int, digests: Iterable[Digest]) -> None:
    """Note the bytes that are to be gone."""
    rows = [{"digest": digest, "list": number} for digest in sorted(set(digests))]
    if rows:
        insert_new(db, destroyed_blobs, rows)


def blobs(db: Connection) -> dict[Digest, int]:
    """Every digest that is to be gone, and the list that says so."""
    rows = db.execute(select(destroyed_blobs.c.digest, destroyed_blobs.c.list))
    return {Digest(digest): number for digest, number in rows}


def papers(db: Connection) -> dict[tuple[str, int], tuple[int, int]]:
    """Every paper that is gone: (list, the certificate's seal)."""
    rows = db.execute(select(destroyed_papers))
    return {(row.entry, row.position): (row.list, row.seal) for row in rows}


def of_entry(db: Connection, entry: str) -> dict[int, int]:
    """The entry's papers that are gone by position, and the list of each."""
    d = destroyed_papers.c
    rows = db.execute(select(d.position, d.list).where(d.entry == entry))
    return {row.position: row.list for row in rows}
