"""Whether the papers of a form are for named persons only."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select, update

from archive.catalogue.month_tables import sealed_papers
from archive.catalogue.tables import documents
from records.keeping import EntryId


def mark(db: Connection, form: str, is_secret: bool) -> list[tuple[EntryId, int]]:
    """Mark every unsealed document of the form; which ones changed."""
    sealed = exists().where(
        sealed_papers.c.entry == documents.c.entry,
        sealed_papers.c.position == documents.c.position,
    )
    wanted = select(documents.c.entry, documents.c.position).where(
        documents.c.form == form, documents.c.secret.is_(not is_secret), ~sealed
    )
    found = [(EntryId(row.entry), int(row.position)) for row in db.execute(wanted)]
    for entry, position in found:
        here = (documents.c.entry == entry, documents.c.position == position)
        db.execute(update(documents).where(*here).values(secret=is_secret))
    return found
