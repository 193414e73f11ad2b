"""Lines without heads run as labels and needs say; odd edges want a review."""

from __future__ import annotations

from collections.abc import Sequence

from extract.matrix.flow import attach_flow
from extract.matrix.parts import MatrixPart
from records.paper import Stroke, SymbolKind, Word
from tests.extract.matrix.flows import down, empty_part, middle, sheet, symbol, word

DECISION = SymbolKind.DECISION
Place = tuple[int, int]


def _line(one: Place, other: Place, *, head: bool = False, is_double: bool = False) -> Stroke:
    """Out at the side of one symbol, up or down into the other."""
    (x, y), (u, v) = middle(*one), middle(*other)
    out = x + 30 if u > x else x - 30
    return Stroke(((out, y), (u, y), (u, v - 20 if v > y else v + 20)), head, 0.6, is_double)


def _read(strokes: Sequence[Stroke], words: Sequence[Word] = ()) -> MatrixPart:
    """Boxes in rows 0, 2 and 3, a diamond in row 1."""
    marks = [symbol(0, 0), symbol(1, 1, DECISION), symbol(2, 0), symbol(3, 1)]
    return attach_flow(empty_part(4, 2), sheet(marks, strokes, words))


def _ways(part: MatrixPart) -> set[tuple[Place, Place, str | None]]:
    return {(e.start, e.end, e.label) for e in part.edges if e.confidence > 0.3}


def test_a_label_at_the_diamond_turns_a_line_without_a_head() -> None:
    back = _line((1, 1), (0, 0))
    reading_order = Stroke(back.points[::-1], False, 0.6)
    x, y = middle(1, 1)
    part = _read(
        [down((1, 1), (2, 0)), reading_order],
        [word("Tidak", x - 68, y - 14), word("Ya", x + 5, y + 24)],
    )
    assert ((1, 1), (0, 0), "Tidak") in _ways(part)
    assert ((1, 1), (2, 0), "Ya") in _ways(part)


def test_a_box_left_twice_and_a_diamond_left_once_turn_a_line_without_a_head() -> None:
    line = Stroke(_line((1, 1), (0, 0)).points[::-1], False, 0.6)
    other = Stroke(down((0, 0), (2, 0)).points, True, 0.95)
    into = Stroke(_line((3, 1), (1, 1)).points, True, 0.95)
    part = _read([line, other, into, down((1, 1), (2, 0))])
    assert ((1, 1), (0, 0), None) in _ways(part)
    assert ((0, 0), (1, 1), None) not in _ways(part)


def test_a_line_with_a_head_keeps_its_way() -> None:
    line = Stroke(_line((1, 1), (0, 0)).points[::-1], True, 0.95)
    x, y = middle(1, 1)
    part = _read([line], [word("Tidak", x - 68, y - 14)])
    assert {(s, e) for s, e, _ in _ways(part)} == {((0, 0), (1, 1))}


def test_a_line_with_two_heads_runs_both_ways_where_a_label_marks_the_way_back() -> None:
    line = Stroke(_line((1, 1), (0, 0)).points[::-1], True, 0.76, is_double=True)
    x, y = middle(1, 1)
    bare = _read([line, down((1, 1), (2, 0))])
    labelled = _read([line, down((1, 1), (2, 0))], [word("Tidak", x - 68, y - 14)])
    assert ((1, 1), (0, 0), "Tidak") in _ways(labelled)
    assert ((0, 0), (1, 1), None) in _ways(labelled)
    assert all((s, e) != ((1, 1), (0, 0)) for s, e, _ in _ways(bare))


def test_a_label_at_a_diamond_is_none_of_the_connector_that_enters_it() -> None:
    x, y = middle(1, 1)
    part = _read([down((0, 0), (1, 1)), down((2, 0), (3, 1))], [word("Ya", x + 5, y - 36)])
    assert ((0, 0), (1, 1), None) in _ways(part)


def test_a_suggested_exit_bears_the_label_that_stands_at_its_diamond() -> None:
    x, y = middle(1, 1)
    part = _read([down((0, 0), (1, 1)), down((2, 0), (3, 1))], [word("Ya", x + 5, y + 24)])
    found = next(e for e in part.edges if (e.start, e.end) == ((1, 1), (2, 0)))
    assert found.label == "Ya"
    assert found.needs_review
    assert found.confidence <= 0.3


def test_a_label_turns_the_nearest_line_at_its_diamond() -> None:
    into = _line((0, 0), (1, 1))
    back = Stroke(_line((1, 1), (2, 0)).points[::-1], False, 0.6)
    x, y = middle(1, 1)
    part = _read([into, back, down((1, 1), (3, 1))], [word("Tidak", x - 68, y + 4)])
    assert {((0, 0), (1, 1), None), ((1, 1), (2, 0), "Tidak")} <= _ways(part)


def test_a_box_entered_twice_and_left_by_none_turns_a_line_of_one_left_twice() -> None:
    line = Stroke(down((2, 0), (0, 0)).points, False, 0.6)
    into = Stroke(_line((3, 1), (0, 0)).points, True, 0.95)
    out = Stroke(_line((2, 0), (1, 1)).points, True, 0.95)
    part = _read([line, into, out])
    assert ((0, 0), (2, 0)) in {(s, e) for s, e, _ in _ways(part)}
