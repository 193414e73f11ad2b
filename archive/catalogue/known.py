"""Which blobs the catalogue names, and counts made anew from what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, String, delete, exists, func, insert, select, text

from archive.catalogue.month_tables import mixed_stacks, sealed_papers, sealed_tallies, tallies
from archive.catalogue.tables import derived, documents, entries, metadata
from archive.retention.tables import destroyed_papers
from records.findings import Digest
from records.keeping import EntryId
from records.periods.retention import code_borne

Sort = tuple[str, str, str, str, str, str, bool]
"""Unit, month, kind, form, report, archive code, and whether secret."""

DIGEST_LETTERS = 64

MIXED = """
SELECT DISTINCT s.entry FROM sealed_papers s
JOIN documents m ON m.entry = s.entry AND m.position = s.position
JOIN documents d ON d.entry = s.entry AND d.position <> s.position
LEFT JOIN sealed_papers o ON o.entry = d.entry AND o.position = d.position
WHERE o.entry IS NULL
OR (coalesce(m.unit_code, ''), coalesce(m.month, ''), m.kind) <>
   (coalesce(d.unit_code, ''), coalesce(d.month, ''), d.kind)
OR (coalesce(m.form, ''), coalesce(m.report, ''), m.code) <>
   (coalesce(d.form, ''), coalesce(d.report, ''), d.code)
"""
"""As the triggers have it (migration 0009)."""


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
    """Count documents by unit, month and kind anew, and sealed ones by sort."""
    keys = "filed_under, coalesce(month, ''), kind, scope, secret"
    db.execute(delete(tallies))
    names = "filed_under, month, kind, scope, secret, unit_code, unit, documents, needs_review"
    counted = "max(unit_code), min(unit), count(*), sum(needs_review)"
    # Parts of the statement are the constants above: nothing comes from outside.
    asked = f"INSERT INTO tallies ({names}) SELECT {keys}, {counted} FROM documents GROUP BY {keys}"  # noqa: S608
    db.execute(text(asked))
    db.execute(delete(sealed_tallies))
    columns = [column.name for column in sealed_tallies.c]
    rows = [
        dict(zip(columns, (*sort, papers), strict=True))
        for sort, papers in sealed_sorts(db).items()
    ]
    if rows:
        db.execute(insert(sealed_tallies), rows)
    mixed = mixed_entries(db)
    db.execute(delete(mixed_stacks))
    if mixed:
        db.execute(insert(mixed_stacks), [{"entry": entry} for entry in sorted(mixed)])


def sealed_sorts(db: Connection) -> Counter[Sort]:
    """Sealed papers that are still there, counted by sort from the papers themselves."""
    d = documents.c
    here = (d.entry == sealed_papers.c.entry) & (d.position == sealed_papers.c.position)
    gone = (d.entry == destroyed_papers.c.entry) & (d.position == destroyed_papers.c.position)
    names = (d.unit_code, d.month, d.kind, d.form, d.report)
    wanted = (
        select(*(func.coalesce(name, "") for name in names), d.number, d.secret)
        .join(sealed_papers, here)
        .join(destroyed_papers, gone, isouter=True)
        .where(destroyed_papers.c.entry.is_(None))
    )
    found: Counter[Sort] = Counter()
    for *sort, number, secret in db.execute(wanted.execution_options(yield_per=1000)):
        unit, month, kind, form, report = sort
        found[unit, month, kind, form, report, code_borne(number), secret] += 1
    return found


def mixed_entries(db: Connection) -> set[EntryId]:
    """Entries with a sealed paper and others unsealed or filed otherwise, from the papers."""
    return {EntryId(entry) for entry in db.execute(text(MIXED)).scalars()}
