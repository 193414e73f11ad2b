"""Which blobs the catalogue names, and counts made anew from what they count."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, String, delete, exists, select, text

from archive.catalogue.month_tables import sealed_papers, tallies
from archive.catalogue.tables import derived, entries, metadata
from records.findings import Digest
from records.keeping import EntryId

DIGEST_LETTERS = 64


def digests(db: Connection) -> set[Digest]:
    """Every digest any table holds: whoever adds a table with one need not tell it here."""
    found: set[Digest] = set()
    for table in metadata.tables.values():
        for one in table.c:
            if isinstance(one.type, String) and one.type.length == DIGEST_LETTERS:
                rows = db.execute(select(one).distinct().execution_options(yield_per=1000))
                found |= {Digest(value) for value in rows.scalars() if value}
    return found


def results(db: Connection) -> Iterator[tuple[Digest, Digest, str]]:
    """(digest, original, version) of every result and picture."""
    rows = db.execute(select(derived.c.digest, derived.c.original, derived.c.version))
    for digest, original, version in rows:
        yield Digest(digest), Digest(original), version


def forget_result(db: Connection, digest: Digest) -> None:
    """Take out the rows of a picture whose bytes are gone, so that it is made again."""
    db.execute(delete(derived).where(derived.c.digest == digest))


def forget_reading(db: Connection, original: Digest) -> None:
    """Take out all that was made of the original: it is read again as a whole or not at all."""
    db.execute(delete(derived).where(derived.c.original == original))


def unsealed_entries(db: Connection, original: Digest) -> list[EntryId]:
    """Entries of the original, if none of their papers is sealed; else none."""
    is_sealed = exists(
        select(sealed_papers.c.entry)
        .join(entries, entries.c.id == sealed_papers.c.entry)
        .where(entries.c.digest == original)
    )
    wanted = select(entries.c.id).where(entries.c.digest == original, ~is_sealed)
    return [EntryId(entry) for entry in db.execute(wanted.order_by(entries.c.id)).scalars()]


def recount(db: Connection) -> None:
    """Count documents by unit, month and kind anew."""
    keys = "filed_under, coalesce(month, ''), kind, scope, secret"
    db.execute(delete(tallies))
    names = "filed_under, month, kind, scope, secret, unit_code, unit, documents, needs_review"
    counted = "max(unit_code), min(unit), count(*), sum(needs_review)"
    # Parts of the statement are the constants above: nothing comes from outside.
    asked = f"INSERT INTO tallies ({names}) SELECT {keys}, {counted} FROM documents GROUP BY {keys}"  # noqa: S608
    db.execute(text(asked))
