"""Sealed papers are counted by the archive code their number bears, also those of earlier years."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from archive.catalogue import known
from archive.catalogue.database import MIGRATIONS, Catalogue
from archive.retention import lists
from records.periods.retention import code_borne

EARLIER = (
    "INSERT INTO entries (id, name, digest, size, media, state, stage, pages_done, pages_total,"
    " attempts, interruptions, received_at, received_by, changed_at, scope, answered)"
    " VALUES ('e', 'e', 'd', 1, 'm', 'archived', 'archived', 1, 1, 1, 0, '2024-01-01', 'w',"
    " '2024-01-01', '', 1)",
    "INSERT INTO documents (entry, position, kind, unit_code, filed_under, month, pages, title,"
    " number, confidence, needs_review, scope, secret, record) VALUES"
    " ('e', 0, 'letter', 'polda/a', 'polda/a', '2024-01', '[1]', 't', 'B/1/HUK.6.6./2024', 1, 0,"
    " 'polda/a', 0, '{}'),"
    " ('e', 1, 'letter', 'polda/a', 'polda/a', '2024-01', '[1]', 't', 'B/2/HUK.6.6./2024', 1, 0,"
    " 'polda/a', 0, '{}'),"
    " ('e', 2, 'letter', 'polda/a', 'polda/a', '2024-01', '[1]', 't', 'B/3/2024', 1, 0,"
    " 'polda/a', 0, '{}')",
    "INSERT INTO sealed_papers (entry, position, seal) VALUES ('e', 0, 1), ('e', 1, 1)",
)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("Sprin/12/X/HUK.6.6./2024", "HUK.6.6"),
        ("SOP - 07 / I / HUK.7.1 / 2023 / BINMAS", "HUK.7.1"),
        ("B/1/BIN.1.2.10/2024", "BIN.1.2.10"),
        ("SOP.2019", ""),
        ("SOP / 04 / IX / 2019", ""),
        ("AB." + "1." * 40, "AB.1.1.1.1.1.1.1.1"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_number_bears_a_code_or_none(number: str | None, code: str) -> None:
    assert code_borne(number) == code


def test_an_earlier_catalogue_is_counted_by_code_and_stays_sealed(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    with catalogue.begin() as db:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = db
        command.upgrade(config, "0008")
        for statement in EARLIER:
            db.exec_driver_sql(statement)
    catalogue.migrate()
    with catalogue.read() as db:
        codes = db.execute(text("SELECT code FROM documents ORDER BY position")).scalars().all()
        triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = set(db.execute(triggers).scalars())
        (counted,) = lists.sealed_counts(db, "polda", last_month="2024-12", secret=False)
        assert lists.mixed_entries(db) == known.mixed_entries(db) == {"e"}
    assert codes == ["HUK.6.6", "HUK.6.6", ""]
    assert {"documents_sealed_update", "tally_moved"} <= names
    assert (counted.unit, counted.month, counted.code, counted.papers) == (
        "polda/a",
        "2024-01",
        "HUK.6.6",
        2,
    )
    catalogue.close()
