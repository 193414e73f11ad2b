"""The archive code of each paper as a column, and sealed papers counted by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from records.periods.retention import code_borne

revision = "0009"
down_revision = "0008"

CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
PORTION = 500

SORT = "unit_code, month, kind, form, report, code, secret"
SORT_OF = (
    "coalesce(d.unit_code, ''), coalesce(d.month, ''), d.kind, coalesce(d.form, ''),"
    " coalesce(d.report, ''), d.code, d.secret"
)
HERE = "d.entry = NEW.entry AND d.position = NEW.position"
# Parts of the statements are the constants above: nothing comes from outside.
TALLY_IN = f"""
INSERT INTO sealed_tallies ({SORT}, papers) SELECT {SORT_OF}, 1 FROM documents d WHERE {HERE}
ON CONFLICT ({SORT}) DO UPDATE SET papers = sealed_tallies.papers + 1;
"""  # noqa: S608
TALLY_OUT = f"""
UPDATE sealed_tallies SET papers = papers - 1 WHERE ({SORT}) IN (
SELECT {SORT_OF} FROM documents d WHERE {HERE});
"""  # noqa: S608
TALLY_ALL = f"""
INSERT INTO sealed_tallies ({SORT}, papers) SELECT {SORT_OF}, count(*)
FROM documents d JOIN sealed_papers s ON s.entry = d.entry AND s.position = d.position
LEFT JOIN destroyed_papers g ON g.entry = d.entry AND g.position = d.position
WHERE g.entry IS NULL GROUP BY {SORT_OF}
"""  # noqa: S608
FILED = (
    "coalesce({0}.unit_code, ''), coalesce({0}.month, ''), {0}.kind, coalesce({0}.form, ''),"
    " coalesce({0}.report, ''), {0}.code"
)
MIXED = f"""
SELECT DISTINCT s.entry FROM sealed_papers s
JOIN documents m ON m.entry = s.entry AND m.position = s.position
JOIN documents d ON d.entry = s.entry AND d.position <> s.position
LEFT JOIN sealed_papers o ON o.entry = d.entry AND o.position = d.position
WHERE (o.entry IS NULL OR ({FILED.format("m")}) <> ({FILED.format("d")}))
"""  # noqa: S608
MIXED_ALL = f"INSERT INTO mixed_stacks (entry) {MIXED}"
MIXED_ONE = f"""
DELETE FROM mixed_stacks WHERE entry = NEW.entry;
INSERT INTO mixed_stacks (entry) {MIXED} AND s.entry = NEW.entry AND s.position = NEW.position;
"""  # noqa: S608


def upgrade() -> None:
    """Write each paper's code down, count what is sealed, and set the triggers."""
    op.add_column("documents", sa.Column("code", sa.String(40), nullable=False, server_default=""))
    _fill()
    # Counted off a table of their own from here on.
    op.drop_index("ix_documents_sorts", "documents")
    op.create_table(
        "sealed_tallies",
        sa.Column("unit_code", CODE, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("form", sa.String(60), nullable=False),
        sa.Column("report", sa.String(60), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "unit_code",
            "month",
            "kind",
            "form",
            "report",
            "code",
            "secret",
            name=op.f("pk_sealed_tallies"),
        ),
    )
    op.create_table(
        "mixed_stacks",
        sa.Column("entry", sa.String(26), nullable=False),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_mixed_stacks")),
    )
    op.execute(TALLY_ALL)
    op.execute(MIXED_ALL)
    counted = (("sealed_papers", TALLY_IN + MIXED_ONE), ("destroyed_papers", TALLY_OUT))
    for table, body in counted:
        _count(table, body)


def _fill() -> None:
    """Sealed papers too: this column says nothing that their number does not."""
    db = op.get_bind()
    numbered = db.execute(sa.text("SELECT entry, position, number FROM documents")).all()
    found = [
        {"entry": entry, "position": position, "code": code}
        for entry, position, number in numbered
        if (code := code_borne(number))
    ]
    guards = _set_guards_aside()
    told = sa.text(
        "UPDATE documents SET code = :code WHERE entry = :entry AND position = :position"
    )
    for start in range(0, len(found), PORTION):
        db.execute(told, found[start : start + PORTION])
    for guard in guards:
        op.execute(guard)


def _set_guards_aside() -> list[str]:
    """Take the triggers on changed documents away; the statements that bring them back."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("ALTER TABLE documents DISABLE TRIGGER USER")
        return ["ALTER TABLE documents ENABLE TRIGGER USER"]
    names = ("documents_sealed_update", "tally_moved")
    asked = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    made = [str(op.get_bind().execute(asked, {"name": name}).scalar_one()) for name in names]
    for name in names:
        op.execute(f"DROP TRIGGER {name}")
    return made


def _count(table: str, body: str) -> None:
    name = f"{table}_tally"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {body} END")
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION berkas_{name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION berkas_{name}()"
    )
