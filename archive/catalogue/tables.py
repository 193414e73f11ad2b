"""The catalogue's tables; `archive/migrations` builds the same, and a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An instant, aware and in UTC on both sides; SQLite forgets the zone, we do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment has a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


BIG_KEY = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column declared INTEGER."""

CODE = String(200).with_variant(String(200, collation="C"), "postgresql")
"""A unit's path code, compared byte by byte, so that a prefix is a range of the index."""

UNFILED = "unit_code IS NULL OR month IS NULL"
"""Documents that wait for a person to say where they belong."""


def partial(where: str) -> dict[str, Any]:
    """An index of the rows that fit, as both databases have it."""
    return {"sqlite_where": text(where), "postgresql_where": text(where)}


metadata = MetaData(naming_convention=NAMING)

entries = Table(
    "entries",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("media", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("stage", String(30), nullable=False),
    Column("pages_done", Integer, nullable=False),
    Column("pages_total", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("interruptions", Integer, nullable=False),
    Column("lease_owner", String(120)),
    Column("lease_until", Moment),
    Column("wait_until", Moment),
    Column("woken_at", Moment),
    Column("error_code", String(60)),
    Column("error_facts", Text),
    Column("received_at", Moment, nullable=False),
    Column("received_by", String(120), nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    Column("archived_at", Moment),
    Column("scope", CODE, nullable=False),
    Column("duplicate_of", String(26)),
    Column("key", String(120), unique=True),
    Column("answered", Boolean, nullable=False),
    Index("ix_entries_state_id", "state", "id"),
    Index("ix_entries_scope_id", "scope", "id"),
    Index("ix_entries_id_name_scope", "id", "name", "scope"),
)

derived = Table(
    "derived",
    metadata,
    Column("original", String(64), primary_key=True),
    Column("version", String(60), primary_key=True),
    Column("part", String(20), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("entry", String(26), ForeignKey("entries.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("form", String(60)),
    Column("report", String(60)),
    Column("unit", Text),
    Column("unit_code", CODE),
    # The unit's code, or its wording where it is unknown: what counts and filters go by.
    Column("filed_under", Text().with_variant(Text(collation="C"), "postgresql"), nullable=False),
    Column("month", String(7)),
    Column("pages", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text),
    # The archive code the number bears, empty where none: what sealed papers are counted by.
    Column("code", String(40), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("needs_review", Integer, nullable=False),
    Column("scope", CODE, nullable=False),
    Column("secret", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    # Counts by unit and month are read off this index alone.
    Index(
        "ix_documents_counts",
        "filed_under",
        "month",
        "kind",
        "scope",
        "secret",
        "needs_review",
        "unit_code",
        "unit",
    ),
    Index("ix_documents_month_kind_entry_position", "month", "kind", "entry", "position"),
    Index("ix_documents_kind_entry_position", "kind", "entry", "position"),
    Index("ix_documents_doubted", "entry", "position", **partial("needs_review > 0")),
    Index("ix_documents_unfiled", "entry", "position", **partial(UNFILED)),
    Index("ix_documents_scope_entry_position", "scope", "entry", "position"),
)

manifests = Table(
    "manifests",
    metadata,
    Column("entry", String(26), ForeignKey("entries.id"), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("version", String(60), nullable=False),
    Column("sealed_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("entry", String(26), nullable=False),
    Column("put_at", Moment, nullable=False),
    Column("earlier", Integer),
)

units = Table(
    "units",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(120), nullable=False),
    Column("role", String(10), nullable=False),
    Column("unit", CODE, nullable=False),
    Column("cleared", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("until", Moment),
    Column("password", Text, nullable=False),
    Column("wrong_passwords", Integer, nullable=False),
    Column("locked_until", Moment),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("name"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
    Column("deed", String(40), nullable=False),
    Column("target", String(200), nullable=False),
    Column("facts", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_target_id", "target", "id"),
    Index("ix_audit_who_id", "who", "id"),
    Index("ix_audit_deed_id", "deed", "id"),
    Index("ix_audit_at", "at"),
)
