"""Values keyed by two persons, and what checking costs in keystrokes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; what was keyed is only ever added to."""
    op.create_table(
        "keyings",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("settles", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyings")),
        sa.UniqueConstraint(
            "entry",
            "position",
            "path",
            "who",
            "settles",
            name=op.f("uq_keyings_entry_position_path_who_settles"),
        ),
    )
    op.create_table(
        "review_efforts",
        sa.Column("review", BIG_KEY, autoincrement=False, nullable=False),
        sa.Column("strokes", sa.Integer(), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("review", name=op.f("pk_review_efforts")),
        sa.ForeignKeyConstraint(
            ["review"], ["reviews.id"], name=op.f("fk_review_efforts_review_reviews")
        ),
    )
    _fix("keyings")


def _fix(table: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION berkas_refuse()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'fixed'); END"
        )
