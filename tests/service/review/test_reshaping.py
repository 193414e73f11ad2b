"""A matrix given other rows and columns by a person: kept, undone, brought back after a reading."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.desk import reviews
from records.errors import NotAllowed, NotFound, ReviewOutdated, ValueRefused
from records.keeping import User
from service.review import deeds, reshaping
from service.review.deeds import Name
from service.review.restating import restate
from service.review.shape import Change, Reshaping
from tests.fakes.desk import CLERK, HEAD, REVIEWER, Desk
from tests.service.review.test_deeds import filed, person, record, taken

Json = dict[str, Any]


def change(desk: Desk, by: User, name: Name, wanted: Reshaping) -> int:
    """One change of the matrix as it stands."""
    shown = reshaping.mark_of(deeds.desk(by, name, desk.services).record)
    return reshaping.change_matrix(by, name, wanted, shown, desk.services)


def matrix(desk: Desk, name: Name) -> Json:
    """The matrix as it stands."""
    found: Json = record(desk, name)["matrix"]  # type: ignore[assignment]
    return found


def test_a_missing_row_and_column_are_added_filled_and_undone(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    before = record(desk, name)
    row = change(desk, by, name, Reshaping(Change.ROW_ADD, 3))
    column = change(desk, by, name, Reshaping(Change.ACTOR_ADD, 2, name="BHABIN"))
    said = []
    for path, typed in (
        ("matrix.actors.2", "BHABINKAMTIBMAS"),
        ("matrix.steps.3.activity", "Mengarsipkan laporan"),
        ("matrix.steps.3.actors.2", "terminator"),
        ("matrix.steps.3.requirements.0", "Lemari arsip"),
    ):
        shown = str(deeds.item(by, name, path, desk.services).value)
        said.append(deeds.correct(by, name, path, shown, typed, desk.services))
    there = matrix(desk, name)
    assert there["actors"][2] == "BHABINKAMTIBMAS"
    assert there["steps"][3]["requirements"] == ["Lemari arsip"]
    assert there["steps"][3]["marks"] == [{"actor": 2, "symbol": "terminator"}]
    with pytest.raises(ReviewOutdated):
        deeds.undo(by, name, row, desk.services)
    for number in (*reversed(said), column, row):
        deeds.undo(by, name, number, desk.services)
    after = record(desk, name)
    assert after["matrix"] == before["matrix"]
    assert after["evidence"] == before["evidence"]


def test_findings_follow_what_was_changed(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    change(desk, by, name, Reshaping(Change.ROW_ADD, 1))
    found: list[Json] = record(desk, name)["lint"]  # type: ignore[assignment]
    assert ("matrix.no-output", "matrix.steps.1.output") in {(f["code"], f["path"]) for f in found}


def test_two_persons_do_not_take_away_two_rows_for_one(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    shown = reshaping.mark_of(deeds.desk(by, name, desk.services).record)
    wanted = Reshaping(Change.ROW_REMOVE, 0)
    reshaping.change_matrix(by, name, wanted, shown, desk.services)
    with pytest.raises(ReviewOutdated):
        reshaping.change_matrix(by, name, wanted, shown, desk.services)
    assert len(matrix(desk, name)["steps"]) == 2


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    with pytest.raises(NotFound):
        change(desk, by, name, Reshaping(Change.ROW_REMOVE, 7))
    with pytest.raises(ValueRefused):
        change(desk, by, name, Reshaping(Change.ACTOR_ADD, 0, name=" "))
    wanted, clerk = Reshaping(Change.ROW_REMOVE, 0), person(desk, CLERK)
    with pytest.raises(NotAllowed):
        reshaping.change_matrix(clerk, name, wanted, "", desk.services)
    form = desk.take("kunjungan a.pdf", HEAD, 5).id, 0
    desk.work()
    with pytest.raises(NotFound):
        reshaping.change_matrix(by, form, Reshaping(Change.ROW_ADD, 0), "", desk.services)


def test_a_new_reading_gets_the_persons_matrix_back(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    row, text = filed(desk, name), json.dumps(record(desk, name), ensure_ascii=False)
    change(desk, by, name, Reshaping(Change.ROW_MOVE, 2, 0))
    deeds.correct(by, name, "matrix.steps.0.duration", "1 jam", "2 jam", desk.services)
    with desk.services.catalogue.read() as db:
        words = reviews.of_document(db, *name)
    found = restate((row, text), row, words)
    assert (found.lost, json.loads(found.text)) == ((), record(desk, name))


def test_filing_is_the_same_after_a_word_and_its_undoing(desk: Desk) -> None:
    name, by = taken(desk, "sop a.pdf"), person(desk, REVIEWER)
    number = change(desk, by, name, Reshaping(Change.ROW_MOVE, 2, 0))
    deeds.undo(by, name, number, desk.services)
    row = filed(desk, name)
    with desk.services.catalogue.read() as db:
        words = reviews.of_document(db, *name)
    text = json.dumps(record(desk, name), ensure_ascii=False)
    assert json.loads(restate((row, text), row, words).text) == record(desk, name)
