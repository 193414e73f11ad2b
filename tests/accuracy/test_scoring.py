"""The figures themselves: a right reading scores 1, faults cost what they should."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

import pytest

from records.findings_json import record_to_json
from tests.accuracy.likeness import align, likeness
from tests.accuracy.scoring import FIGURES, Tally, score
from tests.papers.bundle import procedure
from tests.papers.flows import draw_flow_record


def figures(true: dict[str, Any], found: dict[str, Any]) -> dict[str, float | None]:
    tally = Tally()
    score(true, found, tally)
    return {name: tally.figure(name) for name in FIGURES}


@pytest.mark.parametrize("seed", range(6))
def test_a_right_reading_scores_one_in_everything(seed: int) -> None:
    true = record_to_json(draw_flow_record(Random(seed)))
    assert {value for value in figures(true, true).values() if value is not None} == {1.0}


def test_nothing_read_scores_nothing() -> None:
    found = figures(record_to_json(procedure()), {})
    for name in ("kind", "rows", "cells", "actors", "marks", "edges"):
        assert found[name] == 0


def test_a_missed_row_costs_its_cells_marks_and_edges_but_not_those_of_others() -> None:
    true = record_to_json(procedure())
    found = deepcopy(true)
    del found["matrix"]["steps"][-1]
    found["matrix"]["edges"] = [e for e in true["matrix"]["edges"] if 12 not in (e["to"][0],)]
    scored = figures(true, found)
    assert scored["rows"] == pytest.approx(2 * 12 / 25)
    assert scored["marks"] == pytest.approx(2 * 12 / 25)
    assert scored["cells"] == pytest.approx(12 / 13)


def test_a_branch_read_as_the_other_one_is_no_edge() -> None:
    true = record_to_json(procedure())
    found = deepcopy(true)
    for edge in found["matrix"]["edges"]:
        edge["label"] = {"Ya": "Tidak", "Tidak": "Ya"}.get(edge["label"])
    count = len(true["matrix"]["edges"])
    assert figures(true, found)["edges"] == pytest.approx((count - 4) / count)


def test_likeness_folds_blanks_hyphens_and_case() -> None:
    assert likeness("BHABINKA MTIBMAS", "Bhabinkamtib- mas") == 1
    assert likeness("", "") == 1
    assert likeness("abcd", "abce") == 0.75
    assert align(["satu", "dua", "tiga"], ["dua", "tiga"]) == {1: 0, 2: 1}
