"""A typeset procedure shows its record: whole, in order, with arrows that can be followed."""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import pairwise

import pdfplumber
import pytest

from compose.procedure.columns import actors_to_columns, break_words, head_size
from compose.procedure.document import compose_procedure
from compose.procedure.flow import DrawnPage, route_flow
from compose.procedure.pages import place_rows
from compose.procedure.style import PLAIN
from records.findings import Matrix
from records.geometry import Box
from tests.papers.procedures import draw_record, draw_style

SEEDS = range(12)


@lru_cache
def drawn(seed: int) -> list[DrawnPage]:
    matrix = draw_record(seed).matrix or Matrix()
    columns = actors_to_columns(matrix.actors, PLAIN)
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


def test_a_long_word_is_set_smaller_and_at_last_broken() -> None:
    assert head_size("KASIUM", 60, PLAIN) == 1.0
    assert head_size("BHABINKAMTIBMAS", 60, PLAIN) < 1.0
    assert break_words("BHABINKAMTIBMAS", 46, PLAIN).replace(" ", "") == "BHABINKAMTIBMAS"
    assert " " in break_words("BHABINKAMTIBMAS", 46, PLAIN)
