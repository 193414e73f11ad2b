"""Tables of what people do and keep at their desks."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from archive.catalogue.tables import BIG_KEY, Moment, metadata

reviews = Table(
    "reviews",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("entry", String(26), nullable=False),
    Column("position", Integer, nullable=False),
    Column("path", String(200), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undoes", BigInteger().with_variant(Integer, "sqlite")),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
    Index("ix_reviews_entry_position", "entry", "position"),
)

reveals = Table(
    "reveals",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    Column("entry", String(26), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("until", Moment, nullable=False),
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("name", String(120), nullable=False),
    Column("asked", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("user_id", "name"),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("issuer", String(300), primary_key=True),
    Column("subject", String(300), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("secret", String(64), nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("last_step", BigInteger, nullable=False),
)

keyings = Table(
    "keyings",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("entry", String(26), nullable=False),
    Column("position", Integer, nullable=False),
    Column("path", String(200), nullable=False),
    Column("who", String(120), nullable=False),
    Column("typed", Text, nullable=False),
    Column("settles", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("entry", "position", "path", "who", "settles"),
)

review_efforts = Table(
    "review_efforts",
    metadata,
    Column("review", BIG_KEY, ForeignKey("reviews.id"), primary_key=True, autoincrement=False),
    Column("strokes", Integer, nullable=False),
    Column("ms", Integer, nullable=False),
)
