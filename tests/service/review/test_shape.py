"""Rows and columns added, taken away and moved: marks, connectors and places follow."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.findings_json import json_to_record, record_to_json
from service.review.shape import Change, Reshaping, matrix_mark, reshape, text_to_reshaping
from tests.fakes.desk import procedure

Json = dict[str, Any]
ROWS, COLUMNS = 3, 2


def fresh() -> Json:
    """The procedure with a place for every activity, mark and connector, each with its own text."""
    data: Json = record_to_json(procedure())
    place = {"page": 1, "box": [0, 0, 1, 1], "confidence": 0.5, "source": "symbol"}
    place["needs_review"] = False
    for number in range(3):
        for path in (f"steps.{number}.activity", f"steps.{number}.marks.0", f"edges.{number}"):
            data["evidence"][f"matrix.{path}"] = place | {"text": path}
    return data


def texts(data: Json) -> dict[str, str]:
    """What stood on the paper, by the path it has now."""
    return {
        path.removeprefix("matrix."): one["text"]
        for path, one in data["evidence"].items()
        if path.startswith("matrix.")
    }


def changed(change: Change, at: int, to: int = 0, name: str = "") -> Json:
    """The procedure after one change."""
    data = fresh()
    reshape(data, Reshaping(change, at, to, name))
    assert json_to_record(data).matrix is not None
    return data


def test_a_row_that_goes_takes_its_mark_its_connectors_and_its_places_along() -> None:
    data = changed(Change.ROW_REMOVE, 1)
    assert [step["no"] for step in data["matrix"]["steps"]] == ["1", "3"]
    assert data["matrix"]["edges"] == []
    assert texts(data) == {
        "steps.0.activity": "steps.0.activity",
        "steps.0.marks.0": "steps.0.marks.0",
        "steps.1.activity": "steps.2.activity",
        "steps.1.marks.0": "steps.2.marks.0",
    }


def test_a_row_that_moves_keeps_its_connectors() -> None:
    data = changed(Change.ROW_MOVE, 2, 0)
    assert [step["no"] for step in data["matrix"]["steps"]] == ["3", "1", "2"]
    told = [(edge["from"], edge["to"], edge["label"]) for edge in data["matrix"]["edges"]]
    assert told == [([1, 0], [2, 1], None), ([2, 1], [0, 0], "Ya"), ([2, 1], [1, 0], "Tidak")]
    assert texts(data)["steps.0.activity"] == "steps.2.activity"
    assert texts(data)["edges.1"] == "edges.1"


def test_a_new_row_is_empty_and_of_its_neighbours_section_and_page() -> None:
    step = changed(Change.ROW_ADD, 3)["matrix"]["steps"][3]
    assert (step["activity"], step["marks"]) == ("", [])
    assert (step["section"], step["page"]) == ("A. Persiapan", 1)


def test_a_column_that_goes_takes_its_marks_and_their_connectors() -> None:
    data = changed(Change.ACTOR_REMOVE, 0)
    assert data["matrix"]["actors"] == ["KANIT"]
    assert [step["marks"] for step in data["matrix"]["steps"]] == [
        [],
        [{"actor": 0, "symbol": "decision"}],
        [],
    ]
    assert data["matrix"]["edges"] == []
    assert texts(data)["steps.1.marks.0"] == "steps.1.marks.0"


def test_a_new_column_has_a_name_and_moves_what_is_right_of_it() -> None:
    data = changed(Change.ACTOR_ADD, 1, name="  KBO  BINMAS ")
    assert data["matrix"]["actors"] == ["KASAT BINMAS", "KBO BINMAS", "KANIT"]
    assert data["matrix"]["steps"][1]["marks"][0]["actor"] == 2
    assert data["matrix"]["edges"][0]["to"] == [1, 2]


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Reshaping(Change.ROW_REMOVE, 3), LookupError),
        (Reshaping(Change.ROW_ADD, 4), LookupError),
        (Reshaping(Change.ROW_MOVE, 0, 3), LookupError),
        (Reshaping(Change.ACTOR_MOVE, 2, 0), LookupError),
        (Reshaping(Change.ACTOR_ADD, 0, name="  "), ValueError),
        (Reshaping(Change.ACTOR_ADD, 0, name="x" * 201), ValueError),
    ],
)
def test_what_cannot_stand_is_refused_and_changes_nothing(
    wanted: Reshaping, error: type[Exception]
) -> None:
    data = fresh()
    with pytest.raises(error):
        reshape(data, wanted)
    assert data == fresh()


@pytest.mark.parametrize("text", ["", "row-add", "row-add.-1", "row-turn.1", "row-add.1.2.3"])
def test_another_text_is_no_change(text: str) -> None:
    with pytest.raises(ValueError, match=r"shape|valid"):
        text_to_reshaping(text)


@given(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1))
def test_a_row_moved_and_moved_back_leaves_no_trace(at: int, to: int) -> None:
    data = changed(Change.ROW_MOVE, at, to)
    assert (matrix_mark(data) == matrix_mark(fresh())) == (at == to)
    reshape(data, Reshaping(Change.ROW_MOVE, to, at))
    assert data == fresh()


@given(st.booleans(), st.integers(0, COLUMNS))
def test_what_is_added_and_taken_away_leaves_no_trace(is_row: bool, at: int) -> None:
    add, remove = (
        (Change.ROW_ADD, Change.ROW_REMOVE) if is_row else (Change.ACTOR_ADD, Change.ACTOR_REMOVE)
    )
    data = changed(add, at, name="BARU")
    before = deepcopy(fresh())
    reshape(data, Reshaping(remove, at))
    assert data == before
