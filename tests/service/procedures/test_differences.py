"""Two versions of a procedure side by side: every change is told, nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from records.findings import Edge, Header, Mark, Matrix, Record, Step
from records.paper import SymbolKind
from service.procedures.differences import align, compare
from tests.fakes.desk import procedure

WORDS = st.lists(st.sampled_from(["mencatat", "laporan", "warga", "mengirim", "1"]), max_size=4)


def matrix_of(record: Record) -> Matrix:
    assert record.matrix is not None
    return record.matrix


def changed_step(record: Record, at: int, **parts: object) -> Record:
    """The record with a step changed."""
    matrix = matrix_of(record)
    steps = list(matrix.steps)
    steps[at] = replace(steps[at], **parts)  # type: ignore[arg-type]
    return replace(record, matrix=replace(matrix, steps=tuple(steps)))


def test_a_version_differs_in_nothing_from_itself() -> None:
    found = compare(procedure(), procedure())
    assert found.count == 0
    assert [row.is_changed for row in found.rows] == [False] * 3


def test_a_changed_word_of_a_header_is_marked_and_its_neighbours_are_not() -> None:
    old = procedure()
    header = replace(old.header or Header(), title="PELAPORAN  Hasil KEGIATAN")
    title = next(p for p in compare(old, replace(old, header=header)).header if p.key == "title")
    assert [(p.text.strip(), p.is_changed) for p in title.after if p.text.strip()] == [
        ("PELAPORAN", False),
        ("Hasil", True),
        ("KEGIATAN", False),
    ]
    assert not any(p.is_changed for p in title.before)


def test_case_alone_is_no_change() -> None:
    old = procedure()
    header = replace(old.header or Header(), title="Pelaporan Kegiatan")
    assert compare(old, replace(old, header=header)).count == 0


def test_a_cell_a_mark_and_a_connector_are_told_where_they_changed() -> None:
    old = procedure()
    new = changed_step(old, 2, duration="2 jam", marks=(Mark(1, SymbolKind.TERMINATOR),))
    matrix = matrix_of(new)
    new = replace(
        new, matrix=replace(matrix, edges=(*matrix.edges[:1], Edge((1, 1), (2, 1), "Ya")))
    )
    found = compare(old, new)
    assert [row.is_changed for row in found.rows] == [False, True, True]
    row = found.rows[2]
    assert [pair.key for pair in row.cells if pair.is_changed] == ["duration"]
    assert [(m.actor, m.before, m.after) for m in row.marks if m.is_changed] == [
        ("KASAT BINMAS", "process", ""),
        ("KANIT", "", "terminator"),
    ]
    flows = {(f.target, f.target_actor, f.label, f.is_new) for f in found.rows[1].flows}
    assert flows == {
        ("3", "KASAT BINMAS", "ya", False),
        ("1", "KASAT BINMAS", "tidak", False),
        ("3", "KANIT", "ya", True),
    }


def test_a_row_put_in_moves_no_other() -> None:
    old = procedure()
    matrix = matrix_of(old)
    fresh = Step("1a", "Menyiapkan kendaraan dinas roda dua")
    steps = (matrix.steps[0], fresh, *matrix.steps[1:])
    moved = tuple(
        Edge(
            (e.start[0] + (e.start[0] > 0), e.start[1]),
            (e.end[0] + (e.end[0] > 0), e.end[1]),
            e.label,
        )
        for e in matrix.edges
    )
    found = compare(old, replace(old, matrix=Matrix(matrix.actors, steps, moved)))
    assert [(row.before, row.after) for row in found.rows] == [(0, 0), (None, 1), (1, 2), (2, 3)]
    assert [row.is_changed for row in found.rows] == [False, True, False, False]


def test_an_actor_who_came_is_a_column_of_its_own() -> None:
    old = procedure()
    matrix = matrix_of(old)
    new = replace(old, matrix=replace(matrix, actors=("KASAT BINMAS", "KANIT", "BENDAHARA")))
    found = compare(old, new)
    assert [pair.is_changed for pair in found.actors] == [False, False, True]
    assert [row.is_changed for row in found.rows] == [False] * 3


@given(st.lists(WORDS.map(" ".join), max_size=6), st.lists(WORDS.map(" ".join), max_size=6))
def test_aligning_keeps_the_order_of_both_sides_and_loses_nothing(
    before: list[str], after: list[str]
) -> None:
    pairs = align(before, after, 55.0)
    assert [a for a, _ in pairs if a is not None] == list(range(len(before)))
    assert [b for _, b in pairs if b is not None] == list(range(len(after)))


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_a_list_aligns_with_itself_point_by_point(texts: list[str]) -> None:
    assert align(texts, texts, 55.0) == [(n, n) for n in range(len(texts))]
