"""Tables of units over time, months and their steps, corrections, seals, and counts of papers."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from archive.catalogue.tables import BIG_KEY, CODE, Moment, metadata

WORDING = Text().with_variant(Text(collation="C"), "postgresql")

unit_names = Table(
    "unit_names",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
)

postings = Table(
    "postings",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("unit", CODE, nullable=False, index=True),
    Column("nrp", String(30), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("village", Text, nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("entry", String(26), nullable=False),
    Column("position", Integer, nullable=False),
    Column("part", String(10), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_corrections_entry_position", "entry", "position"),
)

months = Table(
    "months",
    metadata,
    Column("unit", CODE, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("is_nihil", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", String(120), nullable=False),
)

transitions = Table(
    "transitions",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("unit", CODE, nullable=False),
    Column("month", String(7), nullable=False),
    Column("step", String(12), nullable=False),
    Column("before", String(10), nullable=False),
    Column("after", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_transitions_unit_month", "unit", "month"),
)

seals = Table(
    "seals",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("unit", CODE, nullable=False),
    Column("month", String(7), nullable=False),
    Column("supplement", Integer, nullable=False),
    Column("is_secret", Boolean, nullable=False),
    Column("sealed_at", Moment, nullable=False),
    Column("sealed_by", String(120), nullable=False),
    Column("papers", Integer, nullable=False),
    Column("root", String(64), nullable=False),
    Column("manifest", String(64), nullable=False),
    Column("listing", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("unit", "month", "supplement"),
)

sealed_papers = Table(
    "sealed_papers",
    metadata,
    Column("entry", String(26), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("seal", BigInteger().with_variant(Integer, "sqlite"), nullable=False, index=True),
    ForeignKeyConstraint(["entry", "position"], ["documents.entry", "documents.position"]),
)

tallies = Table(
    "tallies",
    metadata,
    # Kept by triggers on documents, so that a year's calendar is read off a few rows.
    Column("filed_under", WORDING, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("scope", CODE, primary_key=True),
    Column("secret", Boolean, primary_key=True),
    Column("unit_code", CODE),
    Column("unit", Text),
    Column("documents", Integer, nullable=False),
    Column("needs_review", Integer, nullable=False),
)

sealed_tallies = Table(
    "sealed_tallies",
    metadata,
    # Sealed papers that are still there by sort and the archive code their number bears, kept by
    # triggers: what is due is read off a few rows.
    Column("unit_code", CODE, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("form", String(60), primary_key=True),
    Column("report", String(60), primary_key=True),
    Column("code", String(40), primary_key=True),
    Column("secret", Boolean, primary_key=True),
    Column("papers", Integer, nullable=False),
)

mixed_stacks = Table(
    "mixed_stacks",
    metadata,
    # Entries with a paper under seal and another that is not, or that is filed otherwise: what of
    # a file may go is asked of these alone. Kept by the same triggers.
    Column("entry", String(26), primary_key=True),
)
