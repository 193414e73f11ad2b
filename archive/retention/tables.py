"""Tables of retention: all but the rules are only ever added to."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from archive.catalogue.tables import BIG_KEY, CODE, Moment, metadata

retention_rules = Table(
    "retention_rules",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("papers", Text, nullable=False),
    Column("active_years", Integer, nullable=False),
    Column("inactive_years", Integer, nullable=False),
    Column("fate", String(10), nullable=False),
    Column("note", Text, nullable=False),
)

holds = Table(
    "holds",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("unit", CODE, nullable=False),
    Column("first_month", String(7), nullable=False),
    Column("last_month", String(7), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
)

hold_lifts = Table(
    "hold_lifts",
    metadata,
    Column("hold", BIG_KEY, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
)

destruction_lists = Table(
    "destruction_lists",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("unit", CODE, nullable=False),
    Column("reason", Text, nullable=False),
    Column("papers", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
)

destruction_items = Table(
    "destruction_items",
    metadata,
    Column("list", BIG_KEY, primary_key=True, autoincrement=False),
    Column("entry", String(26), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("seal", BIG_KEY, nullable=False),
    Column("code", String(40), nullable=False),
)

destruction_votes = Table(
    "destruction_votes",
    metadata,
    Column("list", BIG_KEY, primary_key=True, autoincrement=False),
    Column("who", String(120), primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

destroyed_papers = Table(
    "destroyed_papers",
    metadata,
    Column("entry", String(26), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("list", BIG_KEY, nullable=False, index=True),
    Column("seal", BIG_KEY, nullable=False),
)

destroyed_blobs = Table(
    "destroyed_blobs",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("list", BIG_KEY, primary_key=True, autoincrement=False),
)

proofs = Table(
    "proofs",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("begun_at", Moment, nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("at_digest", String(64), nullable=False),
    Column("done", Integer, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("damages", Text, nullable=False),
)
