"""Units over time, months, corrections and seals; tallies; what is sealed is fixed by triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
WORDING = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

IS_SEALED = (
    "EXISTS (SELECT 1 FROM sealed_papers s WHERE s.entry = OLD.entry AND s.position = OLD.position)"
)
IS_REOPENED = "OLD.state = 'sealed'"
FIXED = ("seals", "sealed_papers", "transitions", "corrections")
"""Tables whose rows are only ever added."""

TALLY_IN = """
INSERT INTO tallies (filed_under, month, kind, scope, secret, unit_code, unit,
                     documents, needs_review)
VALUES (NEW.filed_under, coalesce(NEW.month, ''), NEW.kind, NEW.scope, NEW.secret,
        NEW.unit_code, NEW.unit, 1, NEW.needs_review)
ON CONFLICT (filed_under, month, kind, scope, secret) DO UPDATE
SET documents = tallies.documents + 1,
    needs_review = tallies.needs_review + excluded.needs_review,
    unit_code = coalesce(tallies.unit_code, excluded.unit_code),
    unit = CASE WHEN excluded.unit < tallies.unit OR tallies.unit IS NULL
                THEN excluded.unit ELSE tallies.unit END;
"""
TALLY_OUT = """
UPDATE tallies
SET documents = documents - 1, needs_review = needs_review - OLD.needs_review
WHERE filed_under = OLD.filed_under AND month = coalesce(OLD.month, '') AND kind = OLD.kind
  AND scope = OLD.scope AND secret = OLD.secret;
"""
TALLY_ALL = """
INSERT INTO tallies (filed_under, month, kind, scope, secret, unit_code, unit,
                     documents, needs_review)
SELECT filed_under, coalesce(month, ''), kind, scope, secret, max(unit_code), min(unit),
       count(*), sum(needs_review)
FROM documents GROUP BY filed_under, coalesce(month, ''), kind, scope, secret
"""


def upgrade() -> None:
    """Make the tables, count what is there, and set the triggers."""
    _make_units()
    _make_corrections()
    _make_months()
    _make_seals()
    _make_tallies()
    op.execute(TALLY_ALL)
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _make_units() -> None:
    op.create_table(
        "unit_names",
        sa.Column("code", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("valid_to", sa.String(10)),
        sa.PrimaryKeyConstraint("code", "name", name=op.f("pk_unit_names")),
    )
    op.create_table(
        "postings",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("nrp", sa.String(30), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("valid_to", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    op.create_index("ix_postings_unit", "postings", ["unit"])
    op.create_index("ix_postings_nrp", "postings", ["nrp"])


def _make_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_entry_position", "corrections", ["entry", "position"])


def _make_months() -> None:
    op.create_table(
        "months",
        sa.Column("unit", CODE, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("is_nihil", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("unit", "month", name=op.f("pk_months")),
    )
    op.create_table(
        "transitions",
        sa.Column("id", BIG_KEY, autoincrement=True, nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("before", sa.String(10), nullable=False),
        sa.Column("after", sa.String(10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transitions")),
    )
    op.create_index("ix_transitions_unit_month", "transitions", ["unit", "month"])


def _make_seals() -> None:
    op.create_table(
        "seals",
        sa.Column("number", BIG_KEY, nullable=False),
        sa.Column("unit", CODE, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("supplement", sa.Integer(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
        sa.Column("sealed_by", sa.String(120), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("manifest", sa.String(64), nullable=False),
        sa.Column("listing", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seals")),
        sa.UniqueConstraint(
            "unit", "month", "supplement", name=op.f("uq_seals_unit_month_supplement")
        ),
    )
    op.create_table(
        "sealed_papers",
        sa.Column("entry", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seal", BIG_KEY, nullable=False),
        sa.PrimaryKeyConstraint("entry", "position", name=op.f("pk_sealed_papers")),
        sa.ForeignKeyConstraint(
            ["entry", "position"],
            ["documents.entry", "documents.position"],
            name=op.f("fk_sealed_papers_entry_documents"),
        ),
    )
    op.create_index("ix_sealed_papers_seal", "sealed_papers", ["seal"])


def _make_tallies() -> None:
    op.create_table(
        "tallies",
        sa.Column("filed_under", WORDING, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("scope", CODE, nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("unit_code", CODE),
        sa.Column("unit", sa.Text()),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("needs_review", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "filed_under", "month", "kind", "scope", "secret", name=op.f("pk_tallies")
        ),
    )


def _guard_sqlite() -> None:
    refuse = "SELECT RAISE(ABORT, 'sealed');"
    for table in FIXED:
        _trigger_sqlite(f"{table}_no_update", f"BEFORE UPDATE ON {table}", refuse)
        _trigger_sqlite(f"{table}_no_delete", f"BEFORE DELETE ON {table}", refuse)
    for verb in ("UPDATE", "DELETE"):
        name = verb.lower()
        guarded = f"BEFORE {verb} ON documents WHEN {IS_SEALED}"
        _trigger_sqlite(f"documents_sealed_{name}", guarded, refuse)
        guarded = f"BEFORE {verb} ON months WHEN {IS_REOPENED}"
        _trigger_sqlite(f"months_sealed_{name}", guarded, refuse)
    _trigger_sqlite("tally_in", "AFTER INSERT ON documents", TALLY_IN)
    _trigger_sqlite("tally_out", "AFTER DELETE ON documents", TALLY_OUT)
    _trigger_sqlite("tally_moved", "AFTER UPDATE ON documents", TALLY_OUT + TALLY_IN)


def _trigger_sqlite(name: str, when: str, body: str) -> None:
    op.execute(f"CREATE TRIGGER {name} {when} BEGIN {body} END")


def _guard_postgresql() -> None:
    _function("berkas_refuse", "RAISE EXCEPTION 'sealed' USING ERRCODE = '23000';")
    _function("berkas_tally_in", TALLY_IN + "RETURN NULL;")
    _function("berkas_tally_out", TALLY_OUT + "RETURN NULL;")
    _function("berkas_tally_moved", TALLY_OUT + TALLY_IN + "RETURN NULL;")
    for table in FIXED:
        when = f"BEFORE UPDATE OR DELETE ON {table}"
        _trigger_postgresql(f"{table}_fixed", when, "berkas_refuse")
    # A condition may hold no subquery there: the function that refuses asks by itself.
    body = f"IF {IS_SEALED} THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;"
    leave = " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    _function("berkas_guard_documents", body + leave)
    when = "BEFORE UPDATE OR DELETE ON documents"
    _trigger_postgresql("documents_sealed", when, "berkas_guard_documents")
    when = "BEFORE UPDATE OR DELETE ON months"
    _trigger_postgresql("months_sealed", when, "berkas_refuse", f"WHEN ({IS_REOPENED})")
    for event, name in (("INSERT", "in"), ("DELETE", "out"), ("UPDATE", "moved")):
        when = f"AFTER {event} ON documents"
        _trigger_postgresql(f"tally_{name}", when, f"berkas_tally_{name}")


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {body} END $$"
    )


def _trigger_postgresql(name: str, when: str, function: str, condition: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER {name} {when} FOR EACH ROW {condition} EXECUTE FUNCTION {function}()"
    )
