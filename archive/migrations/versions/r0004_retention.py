"""Retention, holds, destruction and its traces; the state of nightly proofs; the trail is fixed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FIXED = (
    "audit",
    "holds",
    "hold_lifts",
    "destruction_lists",
    "destruction_items",
    "destruction_votes",
    "destroyed_papers",
    "destroyed_blobs",
)
"""Tables whose rows are only ever added."""
EARLIER_FIXED = ("seals", "sealed_papers", "transitions", "corrections", "reviews")
IS_DESTROYED = (
    "EXISTS (SELECT 1 FROM destroyed_papers d WHERE d.entry = OLD.entry"
    " AND d.position = OLD.position)"
)
IS_SEALED = (
    "EXISTS (SELECT 1 FROM sealed_papers s WHERE s.entry = OLD.entry AND s.position = OLD.position)"
)


def upgrade() -> None:
    """Make the tables; set the guards."""
    op.add_column("outbox", sa.Column("earlier", sa.Integer()))
    op.create_index("ix_audit_deed_id", "audit", ["deed", "id"])
    op.create_index("ix_audit_at", "audit", ["at"])
    _make_rules()
    _make_holds()
    _make_lists()
    _make_traces()
    op.create_table(
        "proofs",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("at_digest", sa.String(64), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("damages", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _make_rules() -> None:
    op.create_table(
        "retention_rules",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("active_years", sa.Integer(), nullable=False),
        sa.Column("inactive_years", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_retention_rules")),
    )


def _make_holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("first_month", sa.String(7), nullable=False),
        sa.Column("last_month", sa.String(7), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_table(
        "hold_lifts",
        sa.Column("hold", BIG_KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("hold", name=op.f("pk_hold_lifts")),
    )


def _make_lists() -> None:
    op.create_table(
        "destruction_lists",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_lists")),
    )
    op.create_table(
        "destruction_items",
        sa.Column("list", BIG_KEY, nullable=False),
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seal", BIG_KEY, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("list", "entry", "position", name=op.f("pk_destruction_items")),
    )
    op.create_table(
        "destruction_votes",
        sa.Column("list", BIG_KEY, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("list", "who", name=op.f("pk_destruction_votes")),
    )


def _make_traces() -> None:
    op.create_table(
        "destroyed_papers",
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("list", BIG_KEY, nullable=False),
        sa.Column("seal", BIG_KEY, nullable=False),
        sa.PrimaryKeyConstraint("entry", "position", name=op.f("pk_destroyed_papers")),
    )
    op.create_index("ix_destroyed_papers_list", "destroyed_papers", ["list"])
    op.create_table(
        "destroyed_blobs",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("list", BIG_KEY, nullable=False),
        sa.PrimaryKeyConstraint("digest", "list", name=op.f("pk_destroyed_blobs")),
    )


def _guard_sqlite() -> None:
    refuse = "SELECT RAISE(ABORT, 'fixed');"
    for table in FIXED:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN {refuse} END"
            )
    sealed = "SELECT RAISE(ABORT, 'sealed');"
    op.execute("DROP TRIGGER documents_sealed_update")
    op.execute(
        "CREATE TRIGGER documents_sealed_update BEFORE UPDATE ON documents "
        f"WHEN {IS_SEALED} AND NOT {IS_DESTROYED} BEGIN {sealed} END"
    )
    op.execute("DROP TRIGGER reviews_no_update")
    op.execute(
        "CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews "
        f"WHEN NOT {IS_DESTROYED} BEGIN {refuse} END"
    )


def _guard_postgresql() -> None:
    for table in FIXED:
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION berkas_refuse()"
        )
    for table in (*FIXED, *EARLIER_FIXED):
        # Emptying a table at one stroke touches no row, and so no trigger of rows.
        op.execute(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION berkas_refuse()"
        )
    refuse = "RAISE EXCEPTION 'sealed' USING ERRCODE = '23000';"
    leave = " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    is_changed = f"TG_OP = 'DELETE' OR NOT {IS_DESTROYED}"
    _function(
        "berkas_guard_documents", f"IF {IS_SEALED} AND ({is_changed}) THEN {refuse} END IF;{leave}"
    )
    _function("berkas_guard_reviews", f"IF {is_changed} THEN {refuse} END IF;{leave}")
    op.execute("DROP TRIGGER reviews_fixed ON reviews")
    op.execute(
        "CREATE TRIGGER reviews_fixed BEFORE UPDATE OR DELETE ON reviews "
        "FOR EACH ROW EXECUTE FUNCTION berkas_guard_reviews()"
    )


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} END $$"
    )
