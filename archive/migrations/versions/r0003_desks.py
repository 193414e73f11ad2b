"""Reviews, reveals, kept searches, tokens of programs, second factors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)
BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; reviews are only ever added."""
    _make_reviews()
    _make_reveals()
    _make_searches()
    _make_tokens()
    op.create_table(
        "second_factors",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factors")),
        _of_user("second_factors"),
    )


def _of_user(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id_users")
    )


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undoes", BIG_KEY),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_entry_position", "reviews", ["entry", "position"])
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "CREATE TRIGGER reviews_fixed BEFORE UPDATE OR DELETE ON reviews "
            "FOR EACH ROW EXECUTE FUNCTION berkas_refuse()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER reviews_no_{verb.lower()} BEFORE {verb} ON reviews "
            "BEGIN SELECT RAISE(ABORT, 'fixed'); END"
        )


def _make_reveals() -> None:
    op.create_table(
        "reveals",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "entry", "position", name=op.f("pk_reveals")),
        _of_user("reveals"),
    )


def _make_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        _of_user("saved_searches"),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_searches_user_id_name")),
    )


def _make_tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_api_tokens")),
        _of_user("api_tokens"),
    )
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id"])
