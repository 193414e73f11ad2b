"""What checking costs: keystrokes and time of each word, counted by person and form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, insert, select

from archive.catalogue.entries import under
from archive.catalogue.tables import documents
from archive.desk.tables import review_efforts, reviews


@dataclass(frozen=True, slots=True)
class Effort:
    """One person's words on papers of one form (empty: papers of no form)."""

    who: str
    form: str
    papers: int
    values: int
    corrected: int
    strokes: int
    ms: int


def put(db: Connection, review: int, strokes: int, ms: int) -> None:
    """Note what a word cost."""
    db.execute(insert(review_efforts).values(review=review, strokes=strokes, ms=ms))


def by_person(db: Connection, scope: str | None, *, secret: bool, since: datetime) -> list[Effort]:
    """What checking papers of the scope has cost since then."""
    paper = reviews.c.entry.concat("-").concat(reviews.c.position)
    form = func.coalesce(documents.c.form, "")
    wanted = (
        select(
            reviews.c.who,
            form.label("form"),
            func.count(paper.distinct()).label("papers"),
            func.count().label("values"),
            func.sum(case((reviews.c.verdict == "correct", 1), else_=0)).label("corrected"),
            func.sum(review_efforts.c.strokes).label("strokes"),
            func.sum(review_efforts.c.ms).label("ms"),
        )
        .join(review_efforts, review_efforts.c.review == reviews.c.id)
        .join(
            documents,
            (documents.c.entry == reviews.c.entry) & (documents.c.position == reviews.c.position),
        )
        .where(under(documents.c.scope, scope), reviews.c.at >= since)
        .group_by(reviews.c.who, form)
        .order_by(reviews.c.who, form)
    )
    if not secret:
        wanted = wanted.where(documents.c.secret.is_(False))
    return [
        Effort(r.who, r.form, r.papers, r.values, int(r.corrected), int(r.strokes), int(r.ms))
        for r in db.execute(wanted)
    ]
