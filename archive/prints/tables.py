"""Tables of printed blanks: what was printed is only ever added to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from archive.catalogue.tables import BIG_KEY, CODE, Moment, metadata

blank_prints = Table(
    "blank_prints",
    metadata,
    Column("id", BIG_KEY, primary_key=True, autoincrement=True),
    Column("form", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("unit", CODE, nullable=False),
    Column("unit_name", String(200), nullable=False),
    Column("paper", String(10), nullable=False),
    Column("first_serial", Integer, nullable=False),
    Column("last_serial", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(120), nullable=False),
    Index("ix_blank_prints_form_unit_name", "form", "unit_name"),
)

blank_papers = Table(
    "blank_papers",
    metadata,
    Column("entry", String(26), ForeignKey("entries.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("form", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("unit_name", String(200), nullable=False),
    Column("serial", String(40), nullable=False),
    Index("ix_blank_papers_form_unit_name_serial", "form", "unit_name", "serial"),
)
