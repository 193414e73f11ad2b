"""The catalogue keeps the same promises on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text, update
from sqlalchemy.exc import IntegrityError

from archive.catalogue import audit, derived, documents, entries, leases, outbox, people
from archive.catalogue.database import Catalogue
from archive.catalogue.documents import Wanted
from archive.catalogue.tables import audit as audit_table
from archive.catalogue.tables import metadata
from archive.units import tree as units
from archive.units.matching import match
from records.errors import CatalogueUnavailable, NameTaken
from records.findings import Digest, Kind
from records.keeping import (
    Blob,
    Derived,
    Entry,
    EntryId,
    Filed,
    Part,
    Role,
    State,
    Unit,
    User,
)
from tests.archive.databases import postgres

NOW = datetime(2024, 10, 1, 8, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
DIGEST = Digest("a" * 64)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    if request.param == "sqlite":
        found = Catalogue(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    else:
        found = Catalogue(request.getfixturevalue("server"))
        with found.begin() as db:
            db.execute(text("DROP SCHEMA public CASCADE"))
            db.execute(text("CREATE SCHEMA public"))
    found.migrate()
    yield found
    found.close()


def an_entry(number: int = 1, **other: Any) -> Entry:
    plain = Entry(
        id=EntryId(f"{number:026}"),
        name=f"{number}.pdf",
        digest=DIGEST,
        size=10,
        media="application/pdf",
        state=State.RECEIVED,
        received_at=NOW,
        received_by="ana",
        changed_at=NOW,
    )
    return replace(plain, **other)


def a_document(entry: int = 1, position: int = 0, **other: Any) -> Filed:
    plain = Filed(
        entry=EntryId(f"{entry:026}"),
        position=position,
        kind=Kind.SOP,
        form=None,
        report=None,
        unit="POLSEK A",
        unit_code="polda/a",
        month="2024-10",
        pages=(1, 2),
        title="Judul",
        number=None,
        confidence=0.9,
        needs_review=2,
        scope="polda/a",
    )
    return replace(plain, **other)


def test_the_migrations_build_what_the_tables_say(catalogue: Catalogue) -> None:
    with catalogue.read() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(catalogue: Catalogue) -> None:
    catalogue.migrate()


def test_an_entry_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    entry = an_entry(scope="polda/a", duplicate_of=EntryId("x"))
    with catalogue.begin() as db:
        entries.add(db, entry)
        assert entries.get(db, entry.id) == entry
        assert entries.get(db, "nobody") is None
        assert entries.first_with(db, DIGEST) == entry.id
        assert entries.get_all(db, [entry.id, "nobody"]) == {entry.id: entry}


def test_what_is_not_committed_is_not_there(catalogue: Catalogue) -> None:
    def cut_off() -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_off()
    with catalogue.read() as db:
        assert entries.get(db, an_entry().id) is None


def test_the_sight_of_a_unit_is_itself_and_all_below(catalogue: Catalogue) -> None:
    scopes = ["", "polda", "polda/a", "polda/a/b", "polda/ab", "poldb", "polda0", "POLDA/A"]
    with catalogue.begin() as db:
        for number, scope in enumerate(scopes):
            entries.add(db, an_entry(number, scope=scope))

        def seen(scope: str | None) -> set[str]:
            return {e.scope for e in entries.page(db, scope, limit=50)}

        assert seen("") == set(scopes)
        assert seen("polda") == {"polda", "polda/a", "polda/a/b", "polda/ab"}
        assert seen("polda/a") == {"polda/a", "polda/a/b"}
        assert seen(None) == set()
        assert entries.count_by_state(db, "polda/a")[State.RECEIVED] == 2


def test_pages_of_entries_follow_one_another(catalogue: Catalogue) -> None:
    with catalogue.begin() as db:
        for number in range(7):
            entries.add(db, an_entry(number))
        first = entries.page(db, "", limit=4)
        rest = entries.page(db, "", limit=4, before=first[-1].id)
        assert [e.name for e in first + rest] == [f"{n}.pdf" for n in reversed(range(7))]
        assert [e.name for e in entries.page(db, "", name="5.PD", limit=9)] == ["5.pdf"]
        assert entries.page(db, "", name="%", limit=9) == []


class TestLeases:
    def test_an_entry_has_one_owner_at_a_time(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry())
            assert leases.claim(db, "a", NOW, NOW + LEASE) is not None
            assert leases.claim(db, "b", NOW, NOW + LEASE) is None
            assert leases.renew(db, an_entry().id, "a", NOW + 2 * LEASE)
            assert not leases.renew(db, an_entry().id, "b", NOW + 2 * LEASE)

    def test_an_expired_lease_is_taken_over_and_told(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry())
            leases.claim(db, "a", NOW, NOW + LEASE)
            later = NOW + LEASE
            claim = leases.claim(db, "b", later, later + LEASE)
            assert claim is not None
            assert claim.interruptions == 1
            assert not leases.archive(db, an_entry().id, "a", 1, later)
            assert leases.archive(db, an_entry().id, "b", 1, later)
            assert not leases.archive(db, an_entry().id, "b", 1, later)

    def test_fresh_entries_go_before_those_that_failed(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry(1))
            leases.claim(db, "a", NOW, NOW + LEASE)
            leases.put_back(db, an_entry(1).id, "a", NOW, counts=True)
            entries.add(db, an_entry(2))
            claim = leases.claim(db, "a", NOW, NOW + LEASE)
            assert claim is not None
            assert claim.entry.id == an_entry(2).id
            assert leases.attempts(db, an_entry(1).id) == 1

    def test_what_waits_is_not_taken_before_its_time(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry())
            leases.claim(db, "a", NOW, NOW + LEASE)
            leases.put_back(db, an_entry().id, "a", NOW, wait_until=NOW + LEASE)
            assert leases.claim(db, "a", NOW, NOW + LEASE) is None
            assert leases.unwoken(db, NOW, NOW, 9) == []
            assert leases.unwoken(db, NOW + LEASE, NOW, 9) == [an_entry().id]
            leases.mark_woken(db, [an_entry().id], NOW + LEASE)
            assert leases.unwoken(db, NOW + LEASE, NOW + LEASE, 9) == []
            assert leases.claim(db, "a", NOW + LEASE, NOW + 2 * LEASE, EntryId("x")) is None
            assert leases.claim(db, "a", NOW + LEASE, NOW + 2 * LEASE, an_entry().id)

    def test_leases_of_one_tree_are_found_by_name(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry(1))
            entries.add(db, an_entry(2))
            leases.claim(db, "host_1:run:7", NOW, NOW + LEASE)
            leases.claim(db, "hostx1:run:8", NOW, NOW + LEASE)
            assert leases.leased(db, "host_1:run:") == [(an_entry(1).id, "host_1:run:7")]
            leases.expire_all(db, NOW)
            assert leases.claim(db, "b", NOW, NOW + LEASE) is not None

    def test_a_failed_entry_is_fresh_again_when_asked(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry())
            assert not leases.reset(db, an_entry().id, NOW)
            leases.claim(db, "a", NOW, NOW + LEASE)
            assert leases.fail(db, an_entry().id, "a", "scan.empty", {"name": "x"}, NOW)
            failed = entries.get(db, an_entry().id)
            assert failed is not None
            assert (failed.state, failed.error_code) == (State.FAILED, "scan.empty")
            assert failed.error_facts == {"name": "x"}
            assert leases.reset(db, an_entry().id, NOW)
            assert entries.get(db, an_entry().id) == an_entry()

    def test_two_workers_never_hold_the_same_entry(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            entries.add(db, an_entry(1))
            entries.add(db, an_entry(2))
        if catalogue.is_sqlite:
            return  # one writer at a time: the second waits for the first's commit
        with catalogue.begin() as one, catalogue.begin() as two:
            first = leases.claim(one, "a", NOW, NOW + LEASE)
            second = leases.claim(two, "b", NOW, NOW + LEASE)
        assert first is not None
        assert second is not None
        assert first.entry.id != second.entry.id


class TestDocuments:
    def fill(self, db: Connection) -> None:
        for number in range(1, 4):
            entries.add(db, an_entry(number))
        documents.put(db, EntryId(f"{1:026}"), [(a_document(1, n), "{}") for n in range(3)])
        unknown = a_document(2, 0, unit="POLSEK B", unit_code=None, scope="", month=None)
        documents.put(db, EntryId(f"{2:026}"), [(unknown, "{}")])
        secret = a_document(3, 0, kind=Kind.FORM, form="laporan-informasi", secret=True)
        documents.put(db, EntryId(f"{3:026}"), [(secret, "{}")])

    def test_putting_them_again_replaces_them(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            self.fill(db)
            one = EntryId(f"{1:026}")
            documents.put(db, one, [(a_document(1, 0), '{"a":1}')])
            assert documents.of_entry(db, one) == [(a_document(1, 0), '{"a":1}')]
            assert documents.named(db, [(one, 0), (one, 1)]) == [a_document(1, 0)]

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (Wanted(), 5),
            (Wanted(kind=Kind.FORM), 1),
            (Wanted(form="laporan-informasi"), 1),
            (Wanted(unit="polda"), 4),
            (Wanted(unit="polda/a"), 4),
            (Wanted(unit="POLSEK B"), 1),
            (Wanted(unit="POLSEK A"), 0),
            (Wanted(month="2024-10"), 4),
            (Wanted(month="-"), 1),
            (Wanted(needs_review=True), 5),
            (Wanted(needs_review=False), 0),
        ],
    )
    def test_filters_find_what_they_name(
        self, catalogue: Catalogue, wanted: Wanted, found: int
    ) -> None:
        with catalogue.begin() as db:
            self.fill(db)
            assert len(documents.page(db, "", secret=True, wanted=wanted, limit=9)) == found

    def test_pages_follow_one_another_across_entries(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            self.fill(db)
            seen: list[tuple[str, int]] = []
            before: tuple[str, int] | None = None
            while found := documents.page(
                db, "", secret=True, wanted=Wanted(), before=before, limit=2
            ):
                seen += [(f.entry, f.position) for f in found]
                before = seen[-1]
            assert [(int(e), p) for e, p in seen] == [(3, 0), (2, 0), (1, 0), (1, 1), (1, 2)]

    def test_secret_and_foreign_papers_are_neither_listed_nor_counted(
        self, catalogue: Catalogue
    ) -> None:
        with catalogue.begin() as db:
            self.fill(db)
            mine = documents.page(db, "polda/a", secret=False, wanted=Wanted(), limit=9)
            assert {int(f.entry) for f in mine} == {1}
            rows = documents.counts(db, "polda/a", secret=False, year=2024)
            assert rows == [("polda/a", "POLSEK A", "2024-10", Kind.SOP, 3, 6)]
            assert documents.counts(db, "", secret=True, year=2023) == []
            assert len(documents.counts(db, "", secret=True, year=None)) == 3


def test_a_result_keeps_the_first_blob_of_its_name(catalogue: Catalogue) -> None:
    first = Derived(Part.FINDINGS, 0, Blob(Digest("b" * 64), 1))
    second = Derived(Part.FINDINGS, 0, Blob(Digest("c" * 64), 1))
    with catalogue.begin() as db:
        derived.put(db, DIGEST, "1", [first])
        derived.put(db, DIGEST, "1", [second])
        assert derived.of(db, DIGEST, "1") == (first,)
        assert derived.one(db, DIGEST, "1", Part.FINDINGS) == first.blob
        assert derived.one(db, DIGEST, "2", Part.FINDINGS) is None


def test_the_outbox_gives_in_order_and_forgets_what_is_done(catalogue: Catalogue) -> None:
    with catalogue.begin() as db:
        outbox.put(db, EntryId("x"), NOW)
        outbox.put(db, EntryId("y"), NOW)
        (number, entry), _ = outbox.first(db, 9)
        assert entry == "x"
        outbox.take_out(db, [number])
        assert outbox.count(db) == 1
        assert outbox.put_all(db, NOW) == 0


class TestPeople:
    USER = User(0, "ana", Role.CLERK, "polda")

    def test_a_name_is_taken_once(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            number = people.add(db, self.USER, "hash", NOW)
            assert people.everyone(db) == (replace(self.USER, id=number),)
        with pytest.raises(NameTaken), catalogue.begin() as db:
            people.add(db, self.USER, "hash", NOW)

    def test_a_session_lives_until_it_idles_expires_or_ends(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            number = people.add(db, self.USER, "hash", NOW)
            people.open_session(db, "t", number, NOW, NOW + LEASE)
            assert people.session(db, "t", NOW, NOW - LEASE) is not None
            assert people.session(db, "t", NOW, NOW) is None
            assert people.session(db, "t", NOW + LEASE, NOW - LEASE) is None
            people.rename_session(db, "t", "u", NOW)
            assert people.session(db, "t", NOW, NOW - LEASE) is None
            assert people.session(db, "u", NOW, NOW - LEASE) is not None
            people.set_disabled(db, number, disabled=True)
            assert people.session(db, "u", NOW, NOW - LEASE) is None


def test_units_are_matched_by_code_name_and_alias(catalogue: Catalogue) -> None:
    unit = Unit("polda/a", "Polsek A", ("SEKTOR A",))
    with catalogue.begin() as db:
        units.put(db, unit)
        units.put(db, replace(unit, name="another"))
        units.put(db, Unit("polda/b", "Polsek B"))
        known = units.within(db, "polda")
        assert units.within(db, "polda/a") == (unit,)
    assert match(known, "POLSEK  a") == unit
    assert match(known, "Sektor A.") == unit
    assert match(known, "Polsek C") is None


class TestAudit:
    def test_a_changed_or_missing_line_is_found(self, catalogue: Catalogue) -> None:
        with catalogue.begin() as db:
            for number in range(5):
                audit.write(db, NOW, "ana", "read", f"e{number}", {"page": number})
            assert audit.broken(db) == ()
            assert [line.target for line in audit.lines(db, target="e3")] == ["e3"]
        for statement in ("UPDATE audit SET who = 'budi' WHERE id = 3", "DELETE FROM audit"):
            with pytest.raises(IntegrityError), catalogue.begin() as db:
                db.execute(text(statement))
        with catalogue.begin() as db:
            # Whoever changes lines behind our back drops the guards first.
            for name in ("no_update", "no_delete") if catalogue.is_sqlite else ("fixed",):
                where = "" if catalogue.is_sqlite else " ON audit"
                db.execute(text(f"DROP TRIGGER audit_{name}{where}"))
        with catalogue.begin() as db:
            db.execute(update(audit_table).where(audit_table.c.id == 3).values(who="budi"))
            assert audit.broken(db) == (3,)
            db.execute(audit_table.delete().where(audit_table.c.id == 3))
            assert audit.broken(db) == (4,)


def test_a_database_that_is_away_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(CatalogueUnavailable):
        Catalogue(f"sqlite:///{tmp_path / 'folder'}").migrate()


@pytest.mark.postgres
def test_a_table_that_only_grows_is_not_emptied_at_one_stroke() -> None:
    with postgres() as url:
        catalogue = Catalogue(url)
        catalogue.migrate()
        for table in ("audit", "seals", "reviews", "destroyed_papers"):
            with pytest.raises(IntegrityError), catalogue.begin() as db:
                db.execute(text(f"TRUNCATE {table} CASCADE"))
        catalogue.close()


@pytest.mark.postgres
def test_a_server_that_is_away_is_unavailable(tmp_path: Path) -> None:
    catalogue = Catalogue(f"postgresql+psycopg://berkas@/x?host={tmp_path}")
    with pytest.raises(CatalogueUnavailable), catalogue.read():
        pass


def test_sqlite_is_safe_from_power_cuts(tmp_path: Path) -> None:
    catalogue = Catalogue(f"sqlite:///{tmp_path / 'c.sqlite'}")
    with catalogue.read() as db:
        assert db.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert db.execute(text("PRAGMA synchronous")).scalar_one() == 2
        assert db.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert db.execute(text("PRAGMA busy_timeout")).scalar_one() == 30_000
    catalogue.close()
