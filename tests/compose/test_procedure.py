"""A typeset procedure shows its record: whole, in order, with arrows that can be followed."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pdfplumber
import pytest

from compose.procedure.columns import Columns, Words, head_size, words_to_columns
from compose.procedure.document import compose_procedure
from compose.procedure.flow import DrawnPage, route_flow
from compose.procedure.labels import place_labels
from compose.procedure.pages import place_rows
from compose.procedure.style import PLAIN
from records.findings import Kind, Matrix, Record, Step
from records.geometry import Box
from records.paper import SymbolKind
from tests.papers.procedures import draw_record, draw_style

SEEDS = range(12)


def columns_of(matrix: Matrix) -> Columns:
    """Columns for words of usual length."""
    count = len(matrix.actors)
    words = Words((5.0,) * count, (1.5, 6.0, 6.0, 3.0, 6.0, 3.0), (2.0,) * count)
    return words_to_columns(words, PLAIN)[0]


@lru_cache
def drawn(seed: int) -> list[DrawnPage]:
    matrix = draw_record(seed).matrix or Matrix()
    columns = columns_of(matrix)
    return route_flow(
        matrix, place_rows(matrix, [48.0] * len(matrix.steps), 50, columns, PLAIN), columns
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_no_arrow_runs_through_a_symbol_it_does_not_join(seed: int) -> None:
    for page in drawn(seed):
        for route in page.routes:
            ends = {route.points[0], route.points[-1]}
            for symbol in page.page.symbols:
                box = symbol.box.grow(-0.5)
                if any(symbol.box.grow(0.1).contains(end) for end in ends):
                    continue
                for (ax, ay), (bx, by) in pairwise(route.points):
                    way = Box(min(ax, bx), min(ay, by), max(ax, bx) + 0.01, max(ay, by) + 0.01)
                    assert not box.overlap(way)


@pytest.mark.parametrize("seed", SEEDS)
def test_arrows_keep_to_right_angles(seed: int) -> None:
    for page in drawn(seed):
        for route in page.routes:
            assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(route.points))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_edge_is_drawn_and_page_turns_are_bridged_by_pairs(seed: int) -> None:
    matrix = draw_record(seed).matrix or Matrix()
    pages = drawn(seed)
    connectors = sum(symbol.name is None for page in pages for symbol in page.page.symbols)
    assert connectors % 2 == 0
    assert sum(len(page.routes) for page in pages) == len(matrix.edges) + connectors // 2


@pytest.mark.parametrize("seed", [1, 2])
def test_the_pdf_holds_every_word_of_the_record(seed: int) -> None:
    record = draw_record(seed)
    pdf = compose_procedure(record, letterhead=("RESOR",), style=draw_style(seed))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        text = "".join("".join((page.extract_text() or "").split()) for page in opened.pages)
    assert record.matrix is not None
    assert record.header is not None
    for step in record.matrix.steps:
        for word in step.activity.split():
            assert word in text
    for law in record.header.legal_basis:
        assert law.split()[0] in text


def test_the_same_record_gives_the_same_bytes() -> None:
    assert compose_procedure(draw_record(3)) == compose_procedure(draw_record(3))


def test_a_long_head_is_set_smaller() -> None:
    assert head_size(4.0, 60, PLAIN) == 1.0
    assert 0.7 < head_size(8.0, 60, PLAIN) < 1.0


def test_no_word_is_ever_broken_however_many_columns() -> None:
    for actors in range(1, 13):
        words = Words((9.0,) * actors, (1.5, 9.0, 9.0, 6.0, 9.0, 6.0))
        columns, style = words_to_columns(words, PLAIN)
        assert columns.edges[-1] <= style.page_width - style.margin + 0.01
        for width in columns.widths[2 : 2 + actors]:
            assert head_size(9.0, width, style) > 0.7


def test_a_portrait_page_is_turned_before_anything_is_set_smaller() -> None:
    portrait = replace(PLAIN, is_landscape=False)
    _, style = words_to_columns(Words((6.0,) * 7, (1.5, 9.0, 9.0, 6.0, 9.0, 6.0)), portrait)
    assert style.is_landscape
    assert style.text_size == PLAIN.text_size


def test_records_with_gaps_are_typeset() -> None:
    bare = Record(Kind.SOP, (1,))
    unmarked = replace(bare, matrix=Matrix(("A",), (Step("", ""),)))
    endless = replace(bare, matrix=Matrix((), (Step("1", "x" * 500 + " #[*a*] $1$ \\ @b"),)))
    for record in (bare, unmarked, endless):
        assert compose_procedure(record).startswith(b"%PDF")


@pytest.mark.parametrize("seed", SEEDS)
def test_branch_labels_stand_among_the_actors_clear_of_symbols(seed: int) -> None:
    matrix = draw_record(seed).matrix or Matrix()
    columns = columns_of(matrix)
    left, right = columns.actors_span
    for page in drawn(seed):
        labels = place_labels(page.routes, page.page, columns, {"Ya": 8, "Tidak": 18}, 5)
        for label in filter(None, labels):
            assert left < label.box.left
            assert label.box.right < right
            for symbol in page.page.symbols:
                if symbol.kind is not SymbolKind.DECISION:
                    assert not label.box.overlap(symbol.box)
