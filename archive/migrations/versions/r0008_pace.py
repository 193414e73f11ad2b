"""Indexes for what waits: papers to review, papers without a place, uploads by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

DOUBTED = sa.text("needs_review > 0")
UNFILED = sa.text("unit_code IS NULL OR month IS NULL")
SORTS = [
    "unit_code",
    "month",
    "kind",
    "form",
    "report",
    "number",
    "secret",
    "entry",
    "position",
]


def upgrade() -> None:
    """Make the indexes; those of few rows are small however large the archive is."""
    for name, where in (("ix_documents_doubted", DOUBTED), ("ix_documents_unfiled", UNFILED)):
        op.create_index(
            name,
            "documents",
            ["entry", "position"],
            sqlite_where=where,
            postgresql_where=where,
        )
    # Sealed papers are counted by sort off this index alone.
    op.create_index("ix_documents_sorts", "documents", SORTS)
    op.create_index("ix_entries_id_name_scope", "entries", ["id", "name", "scope"])
