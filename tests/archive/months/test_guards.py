"""What is sealed stays as it is and counts follow the documents, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from archive.catalogue import documents, entries, known
from archive.catalogue.database import Catalogue
from archive.ledger import lines
from archive.months import corrections, states
from archive.retention import lists
from records.findings import Digest, Kind
from records.months import Month, MonthState, MonthStep, Seal
from tests.archive.databases import postgres
from tests.archive.test_catalogue import a_document, an_entry

NOW = datetime(2024, 11, 1, tzinfo=UTC)
SEAL = Seal(
    number=1,
    unit="polda/a",
    month="2024-10",
    supplement=0,
    is_secret=False,
    sealed_at=NOW,
    sealed_by="ana",
    papers=1,
    root="r",
    manifest="m",
    listing=Digest("l" * 64),
    previous="0" * 64,
    hash="",
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    if request.param == "sqlite":
        found = Catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
        found.migrate()
        yield found
        found.close()
        return
    with postgres() as url:
        found = Catalogue(url)
        found.migrate()
        yield found
        found.close()


def seal_one(db: Connection) -> Seal:
    """Two documents, the first of them sealed."""
    entries.add(db, an_entry(1))
    documents.put(
        db, an_entry(1).id, [(a_document(1, 0), "{}"), (a_document(1, 1, kind=Kind.FORM), "{}")]
    )
    month = Month("polda/a", "2024-10", MonthState.SEALED, False, NOW, "ana")
    states.put(db, month)
    states.note(db, month, MonthStep.SEAL, MonthState.ACCEPTED)
    head = lines.next_line(db)
    sealed = lines.sealed(replace(SEAL, number=head.number, previous=head.previous))
    lines.append(db, sealed, [(an_entry(1).id, 0)])
    return sealed


def test_what_is_sealed_is_refused_to_change(catalogue: Catalogue) -> None:
    with catalogue.begin() as db:
        sealed = seal_one(db)
    for statement in (
        "UPDATE documents SET title = 'x' WHERE position = 0",
        "DELETE FROM documents WHERE position = 0",
        "UPDATE seals SET papers = 2",
        "DELETE FROM seals",
        "DELETE FROM sealed_papers",
        "UPDATE transitions SET who = 'x'",
        "UPDATE months SET state = 'open'",
        "DELETE FROM months",
    ):
        with pytest.raises(IntegrityError), catalogue.begin() as db:
            db.execute(text(statement))
    with catalogue.begin() as db:
        db.execute(text("UPDATE documents SET title = 'x' WHERE position = 1"))
        assert lines.within(db, "polda") == (sealed,)
        assert lines.damages(lines.within(db, "")) == []
        assert lines.papers_under(db, 1) == {(an_entry(1).id, 0)}
        assert [s for _, _, s in states.papers(db, "polda/a", "2024-10")] == [1, None]
        assert states.get(db, "polda/a", "2024-10").state is MonthState.SEALED
        assert [s.step for s in states.history(db, "polda/a", "2024-10")] == [MonthStep.SEAL]


def test_counts_follow_documents_put_moved_and_taken(catalogue: Catalogue) -> None:
    def counted(db: Connection) -> list[tuple[str | None, str | None, int, int]]:
        rows = documents.counts(db, "", secret=True, year=None)
        return [(code, month, count, review) for code, _, month, _, count, review in rows]

    with catalogue.begin() as db:
        entries.add(db, an_entry(1))
        pair = [(a_document(1, 0), "{}"), (a_document(1, 1), "{}")]
        documents.put(db, an_entry(1).id, pair)
        assert counted(db) == [("polda/a", "2024-10", 2, 4)]
        corrections.move(db, a_document(1, 1, month=None, unit_code="polda/b", scope="polda/b"))
        assert sorted(counted(db), key=str) == [
            ("polda/a", "2024-10", 1, 2),
            ("polda/b", None, 1, 2),
        ]
        documents.put(db, an_entry(1).id, pair[:1])
        assert counted(db) == [("polda/a", "2024-10", 1, 2)]


def test_counts_of_what_is_sealed_follow_seals_and_destructions(catalogue: Catalogue) -> None:
    with catalogue.begin() as db:
        entries.add(db, an_entry(1))
        alike = [a_document(1, n, number=f"B/{n}/HUK.6.6./2024") for n in range(3)]
        documents.put(db, an_entry(1).id, [(one, "{}") for one in alike])
        lines.append(db, SEAL, [(an_entry(1).id, 0)])
        # The companions lie under no seal yet, and then under the same one.
        assert lists.mixed_entries(db) == known.mixed_entries(db) == {an_entry(1).id}
        lines.append(
            db, replace(SEAL, number=2, supplement=1), [(an_entry(1).id, n) for n in (1, 2)]
        )
        assert lists.mixed_entries(db) == known.mixed_entries(db) == set()
        lists.mark_destroyed(db, 1, 3, [(an_entry(1).id, 1)])
        (counted,) = lists.sealed_counts(db, "polda", last_month="2024-12", secret=False)
        assert (counted.code, counted.papers) == ("HUK.6.6", 2)
        told = list(lists.sealed_counts(db, "", last_month="2024-12", secret=True))
        known.recount(db)
        assert list(lists.sealed_counts(db, "", last_month="2024-12", secret=True)) == told
