"""Printed blanks and the papers that came back, by serial number; prints are fixed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; what was printed is only ever added to."""
    op.create_table(
        "blank_prints",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("form", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("unit_name", sa.String(200), nullable=False),
        sa.Column("paper", sa.String(10), nullable=False),
        sa.Column("first_serial", sa.Integer(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_prints")),
    )
    op.create_index("ix_blank_prints_form_unit_name", "blank_prints", ["form", "unit_name"])
    _fix("blank_prints")
    op.create_table(
        "blank_papers",
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_name", sa.String(200), nullable=False),
        sa.Column("serial", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("entry", "position", name=op.f("pk_blank_papers")),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_blank_papers_entry_entries")
        ),
    )
    op.create_index(
        "ix_blank_papers_form_unit_name_serial", "blank_papers", ["form", "unit_name", "serial"]
    )


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
