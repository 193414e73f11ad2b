"""The first shape of the catalogue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
WORDING = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


COUNTED = ["filed_under", "month", "kind", "scope", "secret", "needs_review", "unit_code", "unit"]


def upgrade() -> None:
    """Make every table."""
    _make_audit()
    _make_derived()
    _make_entries()
    _make_outbox()
    _make_units()
    _make_users()
    _make_documents()
    _make_manifests()
    _make_sessions()


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_target_id", "audit", ["target", "id"])
    op.create_index("ix_audit_who_id", "audit", ["who", "id"])


def _make_derived() -> None:
    op.create_table(
        "derived",
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("original", "version", "part", "page", name=op.f("pk_derived")),
    )
    op.create_index("ix_derived_digest", "derived", ["digest"])


def _make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("pages_done", sa.Integer(), nullable=False),
        sa.Column("pages_total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("interruptions", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=120), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("wait_until", MOMENT, nullable=True),
        sa.Column("woken_at", MOMENT, nullable=True),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("error_facts", sa.Text(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("received_by", sa.String(length=120), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.Column("scope", CODE, nullable=False),
        sa.Column("duplicate_of", sa.String(length=26), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("key", name=op.f("uq_entries_key")),
    )
    op.create_index("ix_entries_changed_at", "entries", ["changed_at"])
    op.create_index("ix_entries_digest", "entries", ["digest"])
    op.create_index("ix_entries_scope_id", "entries", ["scope", "id"])
    op.create_index("ix_entries_state_id", "entries", ["state", "id"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("entry", sa.String(length=26), nullable=False),
        sa.Column("put_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )


def _make_units() -> None:
    op.create_table(
        "units",
        sa.Column("code", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_units")),
    )


def _make_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("wrong_passwords", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("entry", sa.String(length=26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=True),
        sa.Column("report", sa.String(length=60), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("unit_code", CODE, nullable=True),
        sa.Column("filed_under", WORDING, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("needs_review", sa.Integer(), nullable=False),
        sa.Column("scope", CODE, nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_documents_entry_entries")),
        sa.PrimaryKeyConstraint("entry", "position", name=op.f("pk_documents")),
    )
    op.create_index(
        "ix_documents_counts",
        "documents",
        COUNTED,
    )
    op.create_index("ix_documents_kind_entry_position", "documents", ["kind", "entry", "position"])
    op.create_index(
        "ix_documents_month_kind_entry_position",
        "documents",
        ["month", "kind", "entry", "position"],
    )
    op.create_index(
        "ix_documents_scope_entry_position", "documents", ["scope", "entry", "position"]
    )


def _make_manifests() -> None:
    op.create_table(
        "manifests",
        sa.Column("entry", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_manifests_entry_entries")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_manifests")),
    )


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id_users")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
