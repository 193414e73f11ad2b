"""Marks, edges, labels and page turns from symbols and strokes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.matrix.flow import attach_flow, join_flow
from extract.matrix.parts import JoinedMatrix, MatrixPart
from records.findings import Matrix, Step
from records.geometry import Box
from records.paper import Stroke, SymbolKind, Word
from tests.extract.matrix.flows import (
    TOP,
    down,
    empty_part,
    middle,
    sheet,
    symbol,
    word,
)

DECISION, OFF_PAGE = SymbolKind.DECISION, SymbolKind.OFF_PAGE


class WordsBeside:
    """A reader that finds the same words in every box it is asked for that holds them."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words

    def read(self, boxes: Sequence[Box], alphabet: str = "") -> tuple[tuple[Word, ...], ...]:
        del alphabet
        return tuple(tuple(w for w in self.words if box.contains(w.box.center)) for box in boxes)


def _joined(parts: tuple[MatrixPart, ...]) -> JoinedMatrix:
    steps_of, count = [], 0
    for part in parts:
        steps_of.append(tuple(range(count, count + len(part.rows))))
        count += len(part.rows)
    steps = tuple(Step(str(i + 1), "Kegiatan") for i in range(count))
    return JoinedMatrix(Matrix((), steps), None, parts, tuple(steps_of))


def test_symbols_become_marks_of_the_row_and_actor_they_stand_in() -> None:
    part = attach_flow(empty_part(2, 3), sheet([symbol(1, 2, DECISION), symbol(0, 0)], []))
    assert [(m.row, m.actor, m.symbol) for m in part.marks] == [
        (0, 0, SymbolKind.PROCESS),
        (1, 2, DECISION),
    ]


def test_a_symbol_over_a_row_border_belongs_to_the_row_of_its_centre() -> None:
    over = symbol(0, 1)
    low = replace(over, box=Box(120, TOP + 65, 180, TOP + 105))
    part = attach_flow(empty_part(2, 2), sheet([low], []))
    assert [m.place for m in part.marks] == [(0, 1)]


def test_what_stands_outside_the_rows_is_no_mark() -> None:
    stamp = replace(symbol(0, 0), box=Box(500, 20, 560, 60))
    assert attach_flow(empty_part(2, 2), sheet([stamp], [])).marks == ()


def test_a_stroke_between_marks_is_an_edge_from_tail_to_head() -> None:
    page = sheet([symbol(0, 0), symbol(1, 1)], [down((0, 0), (1, 1))])
    part = attach_flow(empty_part(2, 2), page)
    assert [(e.start, e.end, e.label) for e in part.edges] == [((0, 0), (1, 1), None)]
    assert not part.edges[0].needs_review


def test_an_unsure_stroke_wants_a_review() -> None:
    page = sheet([symbol(0, 0), symbol(1, 1)], [down((0, 0), (1, 1), 0.4)])
    assert attach_flow(empty_part(2, 2), page).edges[0].needs_review


def test_the_same_link_traced_twice_is_one_edge() -> None:
    page = sheet([symbol(0, 0), symbol(1, 1)], [down((0, 0), (1, 1))] * 2)
    assert len(attach_flow(empty_part(2, 2), page).edges) == 1


def _branches(words: Sequence[Word]) -> MatrixPart:
    """A decision in the second row: on to the third, back to the first."""
    (x, y), (u, v) = middle(1, 1), middle(0, 0)
    back = Stroke(((x - 30, y), (u, y), (u, v + 20)), True, 0.95)
    page = sheet(
        [symbol(0, 0), symbol(1, 1, DECISION), symbol(2, 0)],
        [down((0, 0), (1, 1)), down((1, 1), (2, 0)), back],
        words,
    )
    return attach_flow(empty_part(3, 2), page, WordsBeside(words))


def _labels(part: MatrixPart) -> dict[tuple[tuple[int, int], tuple[int, int]], str | None]:
    return {(e.start, e.end): e.label for e in part.edges}


def test_labels_stand_at_the_edge_they_are_nearest_to() -> None:
    x, y = middle(1, 1)
    labels = _labels(_branches([word("TIDAK", x - 70, y - 14), word("Ya", x + 5, y + 24)]))
    assert labels[(1, 1), (0, 0)] == "Tidak"
    assert labels[(1, 1), (2, 0)] == "Ya"
    assert labels[(0, 0), (1, 1)] is None


def test_a_lost_label_is_given_by_the_other_one_and_reviewed() -> None:
    x, y = middle(1, 1)
    part = _branches([word("Tidak", x - 70, y - 14)])
    assert _labels(part)[(1, 1), (2, 0)] == "Ya"
    assert next(e for e in part.edges if e.label == "Ya").needs_review


def test_decisions_without_labels_get_none() -> None:
    assert set(_labels(_branches([])).values()) == {None}


def test_a_label_with_lines_through_it_is_read_beside_the_exit() -> None:
    x, y = middle(1, 1)
    labels = _labels(_branches([word("T", x - 68, y - 14), word("dak", x - 60, y - 14)]))
    assert labels[(1, 1), (0, 0)] == "Tidak"


def test_pentagons_join_the_flow_over_a_page_turn() -> None:
    (x, _), (u, _) = middle(1, 0), middle(0, 1)
    out = replace(symbol(1, 0, OFF_PAGE), box=Box(x - 10, TOP + 180, x + 10, TOP + 198))
    into = replace(symbol(0, 1, OFF_PAGE), box=Box(u - 10, TOP + 2, u + 10, TOP + 20))
    leave = Stroke(((x, TOP + 170), (x, TOP + 180)), True, 0.95)
    enter = Stroke(((u, TOP + 20), (u, TOP + 30)), True, 0.95)
    first = attach_flow(empty_part(2, 2), sheet([symbol(1, 0), out], [leave]))
    second = attach_flow(empty_part(1, 2, page=2), sheet([symbol(0, 1), into], [enter]))
    joined = join_flow(_joined((first, second)))
    assert [(e.start, e.end) for e in joined.matrix.edges] == [((1, 0), (2, 1))]
    assert "matrix.edges.0" in joined.evidence


def test_a_pentagon_without_counterpart_leads_to_the_first_mark_overleaf() -> None:
    x, _ = middle(0, 0)
    out = replace(symbol(0, 0, OFF_PAGE), box=Box(x - 10, TOP + 80, x + 10, TOP + 98))
    leave = Stroke(((x, TOP + 70), (x, TOP + 80)), True, 0.95)
    first = attach_flow(empty_part(1, 2), sheet([symbol(0, 0), out], [leave]))
    second = attach_flow(empty_part(1, 2, page=2), sheet([symbol(0, 1)], []))
    edges = join_flow(_joined((first, second))).matrix.edges
    assert [(e.start, e.end) for e in edges] == [((0, 0), (1, 1))]


def test_pages_without_connectors_get_no_edges() -> None:
    first = attach_flow(empty_part(2, 2), sheet([symbol(0, 0), symbol(1, 1)], []))
    second = attach_flow(empty_part(1, 2, page=2), sheet([symbol(0, 1)], []))
    assert join_flow(_joined((first, second))).matrix.edges == ()


def test_a_single_gap_in_a_drawn_flow_is_suggested_never_as_read() -> None:
    marks = [symbol(r, r % 2) for r in range(5)]
    strokes = [down((r, r % 2), (r + 1, (r + 1) % 2)) for r in (0, 2, 3)]
    part = attach_flow(empty_part(5, 2), sheet(marks, strokes))
    found = {(e.start, e.end): e for e in part.edges}
    assert found[(1, 1), (2, 0)].needs_review
    assert found[(1, 1), (2, 0)].confidence <= 0.3


@given(st.lists(st.integers(0, 4), min_size=2, max_size=8))
def test_every_chain_of_connectors_is_read_back(actors: list[int]) -> None:
    places = list(enumerate(actors))
    strokes = [down(one, other) for one, other in pairwise(places)]
    page = sheet([symbol(*place) for place in places], strokes)
    part = attach_flow(empty_part(len(actors), 5), page)
    assert [(e.start, e.end) for e in part.edges] == list(pairwise(places))
