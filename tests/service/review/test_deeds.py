"""Words on values change the record, are kept, may be undone; masked numbers stay masked."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import insert

from archive.catalogue import audit, documents
from archive.catalogue.month_tables import sealed_papers
from records.errors import (
    NotAllowed,
    NotFound,
    NumbersMasked,
    PaperSealed,
    ReasonMissing,
    ReviewOutdated,
    ValueRefused,
)
from records.keeping import EntryId, Filed, User
from service import library, searching, users
from service.library import DocumentFilter
from service.review import deeds, reveals
from service.review.deeds import Name
from tests.fakes.desk import AUDITOR, CLERK, HEAD, REVIEWER, STRANGER, Desk, Person


def taken(desk: Desk, name: str) -> Name:
    """The first document of a file that was handed in and read."""
    entry = desk.take(name, HEAD)
    desk.work()
    return entry.id, 0


def person(desk: Desk, who: Person) -> User:
    """The user of that name."""
    return next(user for user in users.everyone(desk.services) if user.name == who.name)


def filed(desk: Desk, name: Name) -> Filed:
    """The document's row as it stands."""
    with desk.services.catalogue.read() as db:
        return documents.named(db, [name])[0]


def record(desk: Desk, name: Name) -> dict[str, object]:
    """The document's record as it stands."""
    with desk.services.catalogue.read() as db:
        found: dict[str, object] = json.loads(documents.of_entry(db, name[0])[name[1]][1])
    return found


DATE = "header.created_on"


def test_a_correction_changes_record_row_count_and_month_and_is_undone_whole(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    before, row = record(desk, name), filed(desk, name)
    opened = deeds.desk(by, name, desk.services)
    assert opened.items[0].path == DATE
    assert opened.items[0].readings[:2] == ("2019-09-03", "2019-03-09")

    number = deeds.correct(by, name, DATE, "2019-09-03", "3 Oktober 2019", desk.services)
    after = record(desk, name)
    assert after["header"]["created_on"] == "2019-10-03"  # type: ignore[index]
    assert (filed(desk, name).month, filed(desk, name).needs_review) == ("2019-10", 0)
    assert library.documents(by, DocumentFilter(needs_review=True), desk.services).documents == ()

    deeds.undo(by, name, number, desk.services)
    assert record(desk, name) == before
    assert filed(desk, name) == row
    with pytest.raises(NotFound):
        deeds.undo(by, name, number, desk.services)
    said = deeds.history(by, name, desk.services)
    assert [word.verdict for word in said] == ["correct", "undo"]
    assert json.loads(said[0].before)["value"] == "2019-09-03", "the machine's reading is kept"
    with desk.services.catalogue.read() as db:
        assert [line.deed for line in audit.lines(db, target=name[0])][-2:] == ["review"] * 2
        assert audit.broken(db) == ()


def test_accepting_ends_the_doubt_and_titles_follow_corrections(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, HEAD)
    deeds.accept(by, name, DATE, "2019-09-03", desk.services)
    assert filed(desk, name).needs_review == 0
    deeds.correct(by, name, "header.title", "PELAPORAN KEGIATAN", "PENGADUAN", desk.services)
    assert filed(desk, name).title == "PENGADUAN"
    desk.work()
    hits = searching.search(by, "judul:pengaduan", desk.services).results
    assert hits.total == 1, "the index has looked again"


MARK = "matrix.steps.1.actors.1"


def test_a_mark_is_changed_added_and_taken_away_with_its_connectors(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    before = record(desk, name)
    number = deeds.correct(by, name, MARK, "decision", "", desk.services)
    matrix = record(desk, name)["matrix"]
    assert matrix["steps"][1]["marks"] == []  # type: ignore[index]
    assert matrix["edges"] == []  # type: ignore[index]
    deeds.undo(by, name, number, desk.services)
    assert record(desk, name) == before
    deeds.correct(by, name, MARK, "decision", "process", desk.services)
    deeds.correct(by, name, "matrix.steps.0.actors.1", "", "terminator", desk.services)
    steps = record(desk, name)["matrix"]["steps"]  # type: ignore[index]
    assert steps[1]["marks"] == [{"actor": 1, "symbol": "process"}]
    assert {"actor": 1, "symbol": "terminator"} in steps[0]["marks"]


@pytest.mark.parametrize(
    ("path", "shown", "typed", "error"),
    [
        (DATE, "2019-09-03", "kemarin", ValueRefused),
        (DATE, "2019-09-04", "3-9-2019", ReviewOutdated),
        ("header.nothing", "", "x", NotFound),
        ("evidence.x", "", "x", NotFound),
        ("matrix.steps.99.activity", "", "x", NotFound),
        ("matrix.steps.0.actors.7", "", "process", NotFound),
        (MARK, "decision", "triangle", ValueRefused),
        ("matrix.steps", "", "x", NotFound),
        ("", "", "x", NotFound),
    ],
)
def test_a_word_that_cannot_stand_is_refused_and_nothing_changes(
    desk: Desk, path: str, shown: str, typed: str, error: type[Exception]
) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    before = record(desk, name)
    with pytest.raises(error):
        deeds.correct(by, name, path, shown, typed, desk.services)
    assert record(desk, name) == before


@pytest.mark.parametrize(
    ("who", "error"), [(CLERK, NotAllowed), (AUDITOR, NotAllowed), (STRANGER, NotFound)]
)
def test_only_reviewers_of_the_unit_have_a_word(
    desk: Desk, who: Person, error: type[Exception]
) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, who)
    with pytest.raises(error):
        deeds.accept(by, name, DATE, "2019-09-03", desk.services)
    with pytest.raises(error):
        deeds.desk(by, name, desk.services)


def test_a_sealed_paper_refuses(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, HEAD)
    with desk.services.catalogue.begin() as db:
        db.execute(insert(sealed_papers).values(entry=name[0], position=0, seal=7))
    with pytest.raises(PaperSealed):
        deeds.accept(by, name, DATE, "2019-09-03", desk.services)
    assert deeds.history(by, name, desk.services) == ()


NIK = "7571091706960005"


def nik_shown(desk: Desk, by: User, entry: EntryId) -> object:
    """The NIK as the person's record view has it."""
    return library.entry(by, entry, desk.services).documents[0].record.fields["nik"]


def test_numbers_are_masked_until_revealed_with_a_reason(desk: Desk) -> None:
    name = taken(desk, "kunjungan warga.pdf")
    by, other = person(desk, REVIEWER), person(desk, HEAD)
    assert nik_shown(desk, by, name[0]) == "•" * 13 + "005"
    with pytest.raises(NumbersMasked):
        deeds.correct(by, name, "fields.nik", NIK, "1", desk.services)
    with pytest.raises(ReasonMissing):
        reveals.reveal(by, name, " x ", desk.services)
    reveals.reveal(by, name, "mencocokkan KTP", desk.services)
    assert nik_shown(desk, by, name[0]) == NIK
    assert nik_shown(desk, other, name[0]) != NIK, "for one person only"
    with desk.services.catalogue.read() as db:
        line = [line for line in audit.lines(db) if line.deed == "reveal"][-1]
    assert line.who == by.name
    assert "mencocokkan KTP" in line.facts
    with pytest.raises(NotFound):
        reveals.reveal(person(desk, STRANGER), name, "ingin tahu", desk.services)


def test_findings_are_told_corrected_and_masked_and_downloads_are_noted(desk: Desk) -> None:
    name = taken(desk, "kunjungan warga.pdf")
    by = person(desk, HEAD)
    deeds.correct(by, name, "fields.name", "Yohanes <b>Nasution</b>", "Yohanes N.", desk.services)
    taken_away = library.findings(by, name[0], desk.services).stream.read().decode()
    assert NIK not in taken_away
    assert "Yohanes N." in taken_away
    library.original(by, name[0], desk.services).stream.close()
    with desk.services.catalogue.read() as db:
        assert [line.deed for line in audit.lines(db)][-2:] == ["download", "download"]
    with pytest.raises(NotAllowed):
        library.original(person(desk, CLERK), name[0], desk.services)
