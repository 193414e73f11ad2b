"""The flow out of a mark, typed by a person: what it leads to, its words, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from records.findings_json import json_to_record, record_to_json
from records.keeping import User
from service.review import deeds
from service.review.paths import put_value, value_at
from tests.fakes.desk import REVIEWER, Desk, procedure

Json = dict[str, Any]
DECISION = "matrix.steps.1.exits.1"
PLACE = {"page": 1, "box": [0, 0, 1, 1], "text": "", "confidence": 0.5, "source": "symbol"}


def fresh() -> Json:
    """The procedure with a place for each connector; the second is in doubt."""
    data: Json = record_to_json(procedure())
    for number in range(3):
        place = PLACE | {"needs_review": number == 1, "text": str(number)}
        data["evidence"][f"matrix.edges.{number}"] = place
    return data


def edges(data: Json) -> set[tuple[str, str, str | None]]:
    """The connectors as a set."""
    return {(str(e["from"]), str(e["to"]), e["label"]) for e in data["matrix"]["edges"]}


def test_exits_are_told_as_they_are_typed() -> None:
    assert value_at(fresh(), DECISION) == "Ya: 3; Tidak: 1"
    assert value_at(fresh(), "matrix.steps.2.exits.0") == ""


@pytest.mark.parametrize("text", ["Ya: 3; Tidak: 1", "  ya :3;Tidak: 1 ;", "Ya: #3; Tidak: #1"])
def test_what_is_told_can_be_typed(text: str) -> None:
    data = fresh()
    put_value(data, DECISION, text)
    ends = {(start, end) for start, end, _ in edges(data)}
    assert ends == {(start, end) for start, end, _ in edges(fresh())}


def test_an_exit_goes_elsewhere_and_the_others_keep_their_places() -> None:
    data = fresh()
    put_value(data, DECISION, "Tidak: 3")
    assert edges(data) == {("[0, 0]", "[1, 1]", None), ("[1, 1]", "[2, 0]", "Tidak")}
    assert data["evidence"]["matrix.edges.0"]["text"] == "0"
    assert data["evidence"]["matrix.edges.1"] == PLACE | {"needs_review": False, "text": "1"}
    assert "matrix.edges.2" not in data["evidence"]
    json_to_record(data)


def test_exits_may_be_none_at_all() -> None:
    data = fresh()
    put_value(data, DECISION, "")
    assert edges(data) == {("[0, 0]", "[1, 1]", None)}


def test_among_several_marks_the_actor_is_named() -> None:
    data = fresh()
    data["matrix"]["steps"][2]["marks"].append({"actor": 1, "symbol": "process"})
    assert value_at(data, DECISION) == "Ya: 3 (KASAT BINMAS); Tidak: 1"
    put_value(data, DECISION, "Ya: 3 (kanit)")
    assert ("[1, 1]", "[2, 1]", "Ya") in edges(data)


@pytest.mark.parametrize("text", ["9", "Ya: sembilan", "3; 3", "2", "3 (NOBODY)", "()"])
def test_what_leads_nowhere_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no exit"):
        put_value(fresh(), DECISION, text)


@pytest.mark.parametrize("path", ["matrix.steps.1.exits.0", "matrix.steps.9.exits.0"])
def test_where_no_mark_is_there_is_no_way_out(path: str) -> None:
    with pytest.raises(LookupError):
        value_at(fresh(), path)


def test_a_mark_taken_away_takes_its_connectors_and_no_others_place() -> None:
    data = fresh()
    put_value(data, "matrix.steps.2.actors.0", "")
    assert edges(data) == {("[0, 0]", "[1, 1]", None), ("[1, 1]", "[0, 0]", "Tidak")}
    assert data["evidence"]["matrix.edges.1"]["text"] == "2"


def test_typed_exits_are_kept_told_and_taken_back(desk: Desk) -> None:
    entry = desk.take("sop satu.pdf", REVIEWER, 1)
    desk.work()
    user = User(1, REVIEWER.name, REVIEWER.role, REVIEWER.unit)
    name = (entry.id, 0)
    number = deeds.correct(user, name, DECISION, "Ya: 3; Tidak: 1", "Ya: 3", desk.services)
    assert deeds.item(user, name, DECISION, desk.services).value == "Ya: 3"
    deeds.undo(user, name, number, desk.services)
    assert deeds.item(user, name, DECISION, desk.services).value == "Ya: 3; Tidak: 1"
