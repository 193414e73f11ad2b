"""What people said of values the machine read: added, never changed; the record follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, tuple_, update

from archive.catalogue.month_tables import sealed_papers
from archive.catalogue.tables import documents
from archive.desk.tables import reviews
from archive.months import states
from records.errors import PaperSealed
from records.keeping import EntryId, Filed, document_name
from records.periods.retention import code_borne


@dataclass(frozen=True, slots=True)
class Review:
    """One word on one value; `before` and `after` are its states as JSON.

    `verdict` is `accept`, `correct` or `undo`; `undoes` is the number of what an undo took back.
    """

    number: int
    entry: EntryId
    position: int
    path: str
    verdict: str
    before: str
    after: str
    at: datetime
    who: str
    undoes: int | None = None


def add(db: Connection, review: Review) -> int:
    """Add the word (its number is not looked at) and say the new number."""
    values = {
        "entry": review.entry,
        "position": review.position,
        "path": review.path,
        "verdict": review.verdict,
        "before": review.before,
        "after": review.after,
        "undoes": review.undoes,
        "at": review.at,
        "who": review.who,
    }
    return int(db.execute(insert(reviews).values(values).returning(reviews.c.id)).scalar_one())


def of_document(db: Connection, entry: EntryId, position: int) -> tuple[Review, ...]:
    """All that was said of a document, in order."""
    here = (reviews.c.entry == entry, reviews.c.position == position)
    rows = db.execute(select(reviews).where(*here).order_by(reviews.c.id))
    return tuple(
        Review(
            number=row.id,
            entry=EntryId(row.entry),
            position=row.position,
            path=row.path,
            verdict=row.verdict,
            before=row.before,
            after=row.after,
            at=row.at,
            who=row.who,
            undoes=row.undoes,
        )
        for row in rows
    )


def require_open(db: Connection, filed: Filed) -> None:
    """Pass where the document may still change; raises PaperSealed, MonthAccepted."""
    wanted = select(sealed_papers.c.seal).where(
        sealed_papers.c.entry == filed.entry, sealed_papers.c.position == filed.position
    )
    seal = db.execute(wanted).scalar_one_or_none()
    if seal is not None:
        raise PaperSealed(paper=document_name(filed.entry, filed.position), seal=seal)
    paper = document_name(filed.entry, filed.position)
    states.require_unaccepted(db, filed.unit_code, filed.month, paper)


def sealed_of(db: Connection, names: Iterable[tuple[EntryId, int]]) -> set[tuple[EntryId, int]]:
    """Which of the documents may not change any more."""
    wanted = list(names)
    if not wanted:
        return set()
    here = tuple_(sealed_papers.c.entry, sealed_papers.c.position).in_(wanted)
    rows = db.execute(select(sealed_papers.c.entry, sealed_papers.c.position).where(here))
    return {(EntryId(row.entry), row.position) for row in rows}


def rewrite(db: Connection, filed: Filed, record: str) -> None:
    """Put the record (as JSON) and what lists show of it in the place of the earlier ones."""
    here = (documents.c.entry == filed.entry, documents.c.position == filed.position)
    values = {
        "month": filed.month,
        "title": filed.title,
        "number": filed.number,
        "code": code_borne(filed.number),
        "needs_review": filed.needs_review,
        "record": record,
    }
    db.execute(update(documents).where(*here).values(values))
