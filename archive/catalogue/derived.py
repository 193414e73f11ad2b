"""Results and seals: what was made of an original, by name of source, version, part and page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from archive.catalogue.tables import derived, manifests
from records.findings import Digest
from records.keeping import Blob, Derived, EntryId, Part


def put(db: Connection, original: Digest, version: str, results: Iterable[Derived]) -> None:
    """Note the results; a name that is there already keeps what it stands for."""
    rows = [
        {
            "original": original,
            "version": version,
            "part": result.part.value,
            "page": result.page,
            "digest": result.blob.digest,
            "size": result.blob.size,
        }
        for result in results
    ]
    if rows:
        insert_new(db, derived, rows)


def of(db: Connection, original: Digest, version: str) -> tuple[Derived, ...]:
    """Everything made of the original by that version, by part and page."""
    wanted = select(derived).where(derived.c.original == original, derived.c.version == version)
    rows = db.execute(wanted.order_by(derived.c.part, derived.c.page))
    return tuple(
        Derived(Part(row.part), row.page, Blob(Digest(row.digest), row.size)) for row in rows
    )


def one(db: Connection, original: Digest, version: str, part: Part, page: int = 0) -> Blob | None:
    """One result, or None."""
    row = db.execute(
        select(derived.c.digest, derived.c.size).where(
            derived.c.original == original,
            derived.c.version == version,
            derived.c.part == part.value,
            derived.c.page == page,
        )
    ).one_or_none()
    return None if row is None else Blob(Digest(row.digest), row.size)


def seal(db: Connection, entry: EntryId, manifest: Digest, version: str, at: datetime) -> None:
    """Note the manifest that lists all an archived entry consists of, in an earlier one's place."""
    db.execute(delete(manifests).where(manifests.c.entry == entry))
    row = {"entry": entry, "digest": manifest, "version": version, "sealed_at": at}
    db.execute(insert(manifests).values(row))


def sealed(db: Connection, entry: str) -> tuple[Digest, str] | None:
    """The entry's (manifest, version); None before it is archived."""
    wanted = select(manifests.c.digest, manifests.c.version).where(manifests.c.entry == entry)
    row = db.execute(wanted).one_or_none()
    return None if row is None else (Digest(row.digest), row.version)


def insert_new(db: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, leaving alone those whose key is there already."""
    make = sqlite_insert if db.dialect.name == "sqlite" else postgresql_insert
    db.execute(make(table).on_conflict_do_nothing(), rows)
