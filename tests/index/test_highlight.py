"""Hits are framed on the page where the snippets mark them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.highlight import highlight
from index.query.grammar import text_to_query
from index.query.needles import query_to_needles
from index.snippets import WIDTH, text_to_snippets
from records.geometry import Box

LINES = ("Laporan kpd Kapolsek, nomor SOP/04/IX/2019", "Bripka S1amet berkunjung ke BHABINKAM-")
LINES_ON = (*LINES, "TIBMAS desa")
WORD_WIDTH = 0.1
LINE_HEIGHT = 0.05


def laid_out(lines: tuple[str, ...]) -> list[list[tuple[str, Box]]]:
    return [
        [
            (
                word,
                Box(
                    at * WORD_WIDTH,
                    row * LINE_HEIGHT,
                    (at + 1) * WORD_WIDTH,
                    (row + 1) * LINE_HEIGHT,
                ),
            )
            for at, word in enumerate(line.split())
        ]
        for row, line in enumerate(lines)
    ]


def framed(query: str) -> list[list[str]]:
    page = laid_out(LINES_ON)
    return [
        [
            " ".join(word for line in page for word, place in line if box.contains(place.center))
            for box in hit
        ]
        for hit in highlight(query, page)
    ]


FRAMES = [
    ("kunjungan", [["berkunjung"]]),
    ("kepada", [["kpd"]]),
    ("slamet", [["S1amet"]]),
    ("kapol*", [["Kapolsek,"]]),
    ("sop 4 ix 2019", [["SOP/04/IX/2019"]] * 4),
    ("nomor:04/IX", [["SOP/04/IX/2019"]]),
    ('"ke bhabinkam tibmas"', [["ke BHABINKAM-", "TIBMAS"]]),
    ("bhabinkamtibmas", [["BHABINKAM-", "TIBMAS"]]),
    ("-laporan", []),
    ("narkoba", []),
    ("", []),
]


@pytest.mark.parametrize(("query", "hits"), FRAMES)
def test_the_words_of_the_query_are_framed(query: str, hits: list[list[str]]) -> None:
    assert framed(query) == hits


@given(st.text(max_size=400), st.text(max_size=40))
def test_snippets_are_pieces_of_the_text(text: str, query: str) -> None:
    needles = query_to_needles(text_to_query(query)[0])
    whole = " ".join(text.split("\n"))
    for snippet in text_to_snippets(text, needles):
        piece = snippet.text.strip("…")
        assert piece in whole
        assert len(piece) <= WIDTH or len(piece.split()) == 1 or not piece.isprintable()


@given(st.lists(st.sampled_from(["kunjungan", "warga", "desa", "di"]), min_size=1, max_size=60))
def test_a_word_on_the_page_is_marked_in_a_snippet(words: list[str]) -> None:
    needles = query_to_needles(text_to_query(words[-1])[0])
    marked = [
        part
        for snippet in text_to_snippets(" ".join(words), needles)
        for part, is_hit in snippet.segments
        if is_hit
    ]
    assert set(marked) == {words[-1]}
