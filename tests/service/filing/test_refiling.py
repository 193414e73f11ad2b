"""A person's word on where a paper is filed holds, and every change of it is kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.catalogue import audit, documents
from archive.units import tree
from records.errors import MonthNotOne, NotAllowed, NotFound, ReasonMissing, UnitUnknown
from records.keeping import EntryId, Role, Unit, User
from service import library
from service.filing.documents import filing_digest
from service.filing.refiling import correct, filing, tray
from service.filing.views import DocumentFilter
from service.intake import take
from service.jobs.claims import work_on_next
from service.wiring import Services
from tests.fakes.halls import clocked_services, small_settings
from tests.fakes.reading import paper, read

HEAD = User(1, "head", Role.HEAD, "p")
A_HEAD = replace(HEAD, name="a-head", unit="p/a")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Services]:
    services, _ = clocked_services(small_settings(tmp_path))
    with services.catalogue.begin() as db:
        tree.put(db, Unit("p", "POLRES P"))
        tree.put(db, Unit("p/a", "POLSEK ANGGREK"))
        tree.put(db, Unit("p/b", "POLSEK BUNGA"))
    yield services
    services.close()


def put(services: Services, *lines: str, scope: str = "p/a") -> EntryId:
    entry = take(io.BytesIO(paper(*lines)), "a.pdf", "door", services, unit=scope)
    assert work_on_next(services, read, "test:1") == entry.id
    return entry.id


def test_a_correction_moves_the_paper_and_is_kept(hall: Services) -> None:
    entry = put(hall, "unit: POLSEK ANGGREK", "month: 2024-10")
    found = correct(HEAD, (entry, 0), hall, reason="salah kop", unit="p/b", month="2024-11")
    assert (found.filed.unit_code, found.filed.month) == ("p/b", "2024-11")
    assert found.filed.unit == "POLSEK ANGGREK", "what the paper says stays"
    told = [(one.part, one.before, one.after, one.who, one.reason) for one in found.history]
    assert told == [
        ("unit", "p/a", "p/b", "head", "salah kop"),
        ("month", "2024-10", "2024-11", "head", "salah kop"),
    ]
    counted = library.archive_counts(HEAD, hall)
    assert [(c.unit_code, c.month, c.documents) for c in counted] == [("p/b", "2024-11", 1)]
    page = library.documents(HEAD, DocumentFilter(month="2024-10"), hall)
    assert page.documents == (), "nothing is ever in two months"


def test_the_trail_knows_how_the_papers_are_filed(hall: Services) -> None:
    entry = put(hall, "unit: POLSEK ANGGREK", "month: 2024-10")
    correct(HEAD, (entry, 0), hall, reason="x", month="2024-11")
    with hall.catalogue.read() as db:
        last = list(audit.lines(db, target=entry))[-1]
        assert last.deed == "refile"
        assert filing_digest(documents.of_entry(db, entry)) in last.facts


def test_a_correction_outlives_another_reading(hall: Services) -> None:
    entry = put(hall, "unit: POLSEK ANGGREK", "month: 2024-10")
    correct(HEAD, (entry, 0), hall, reason="x", unit="p/b")
    with hall.catalogue.begin() as db:
        from sqlalchemy import update

        from archive.catalogue.tables import entries

        db.execute(update(entries).values(state="received", stage="queued"))
    assert work_on_next(hall, read, "test:1") == entry
    assert filing(HEAD, (entry, 0), hall).filed.unit_code == "p/b"


def test_what_cannot_be_filed_waits_in_the_tray(hall: Services) -> None:
    entry = put(hall, "unit: POLSEK ZZZ", "month: 2024-10")
    found = tray(A_HEAD, hall)
    assert [(f.entry, f.unit) for f in found.documents] == [(entry, "POLSEK ZZZ")]
    correct(A_HEAD, (entry, 0), hall, reason="tulisan rusak", unit="p/a")
    assert tray(A_HEAD, hall).count == 0


@pytest.mark.parametrize(
    ("user", "words", "error"),
    [
        (HEAD, {"reason": " ", "month": "2024-11"}, ReasonMissing),
        (HEAD, {"reason": "x", "month": "2024-13"}, MonthNotOne),
        (HEAD, {"reason": "x", "unit": "elsewhere"}, UnitUnknown),
        (A_HEAD, {"reason": "x", "unit": "p/b"}, UnitUnknown),
        (replace(HEAD, unit="p/b"), {"reason": "x", "month": "2024-11"}, NotFound),
        (replace(HEAD, role=Role.CLERK), {"reason": "x", "month": "2024-11"}, NotAllowed),
    ],
)
def test_a_correction_without_right_or_reason_is_refused(
    hall: Services, user: User, words: dict[str, str], error: type[Exception]
) -> None:
    entry = put(hall, "unit: POLSEK ANGGREK", "month: 2024-10")
    with pytest.raises(error):
        correct(user, (entry, 0), hall, **words)
    assert filing(HEAD, (entry, 0), hall).history == ()
