"""Our query language: any text is read, any tree is written and read again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.query.grammar import LONGEST_QUERY, MOST_TERMS, query_to_text, text_to_query
from index.query.tree import Clause, Filter, FilterField, Phrase, Prefix, Query, Term, Word

LETTERS = st.characters(categories=["L"])
RUNS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=9)
PHRASES = st.lists(RUNS, min_size=1, max_size=4).map(" ".join)
MONTHS = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}")
FREE_FIELDS = [f for f in FilterField if f not in {FilterField.MONTH, FilterField.KIND}]


@st.composite
def made(draw: st.DrawFn, make: Callable[[str], Term], texts: st.SearchStrategy[str]) -> Term:
    term = None
    with suppress(ValueError):
        term = make(draw(texts))
    assume(term is not None)
    assert term is not None
    return term


def filter_of(field: FilterField) -> Callable[[str], Term]:
    return lambda value: Filter(field, value)


TERMS: st.SearchStrategy[Term] = st.one_of(
    made(Word, RUNS),
    made(Prefix, st.text(LETTERS, min_size=3, max_size=9)),
    made(Phrase, PHRASES),
    st.sampled_from(FREE_FIELDS).flatmap(lambda field: made(filter_of(field), PHRASES)),
    made(filter_of(FilterField.MONTH), MONTHS),
    made(filter_of(FilterField.KIND), st.sampled_from(["sop", "form", "report", "other"])),
    st.builds(lambda a, b: Filter(FilterField.MONTH, a, b), MONTHS, MONTHS).filter(
        lambda months: months.value != months.until
    ),
)
CLAUSES = st.one_of(
    st.lists(TERMS, min_size=1, max_size=3).map(lambda terms: Clause(tuple(terms))),
    TERMS.map(lambda term: Clause((term,), is_excluded=True)),
)
QUERIES = st.lists(CLAUSES, max_size=4).map(lambda clauses: Query(tuple(clauses)))


@given(QUERIES)
def test_a_tree_written_and_read_again_is_the_same_tree(query: Query) -> None:
    assert text_to_query(query_to_text(query)) == (query, ())


@given(st.text(max_size=LONGEST_QUERY + 50))
def test_any_text_is_a_query(text: str) -> None:
    query, _ = text_to_query(text)
    assert text_to_query(query_to_text(query))[0] == query


@given(st.lists(st.sampled_from(['"', "-", "OR", "unit:", "a*", "ab*", ":", "bulan:x", "a"])))
def test_any_litter_of_signs_is_a_query(parts: list[str]) -> None:
    for glue in ("", " "):
        query, _ = text_to_query(glue.join(parts))
        assert text_to_query(query_to_text(query))[0] == query


READINGS: list[tuple[str, tuple[Clause, ...]]] = [
    ("", ()),
    ("  ( ) ", ()),
    ("kunjungan warga", (Clause((Word("kunjungan"),)), Clause((Word("warga"),)))),
    ("“problem solving”", (Clause((Phrase("problem solving"),)),)),
    ("-narkoba", (Clause((Word("narkoba"),), is_excluded=True),)),
    ('-"lem aibon"', (Clause((Phrase("lem aibon"),), is_excluded=True),)),
    ("rukun OR damai", (Clause((Word("rukun"), Word("damai"))),)),
    ("rukun | damai", (Clause((Word("rukun"), Word("damai"))),)),
    ("OR damai OR", (Clause((Word("damai"),)),)),
    ("kunj*", (Clause((Prefix("kunj"),)),)),
    ("SOP/04/IX/2019", (Clause((Word("SOP/04/IX/2019"),)),)),
    ("jam 16:30", (Clause((Word("jam"),)), Clause((Word("16:30"),)))),
    ('unit:"polsek dungingi"', (Clause((Filter(FilterField.UNIT, "polsek dungingi"),)),)),
    ("month:2024-01", (Clause((Filter(FilterField.MONTH, "2024-01"),)),)),
    ("bulan:01/2024", (Clause((Filter(FilterField.MONTH, "2024-01"),)),)),
    ("bulan:2024-01..2024-06", (Clause((Filter(FilterField.MONTH, "2024-01", "2024-06"),)),)),
    ("bulan:..2024-06", (Clause((Filter(FilterField.MONTH, "", "2024-06"),)),)),
    ("year:2023", (Clause((Filter(FilterField.MONTH, "2023-01", "2023-12"),)),)),
    ("JENIS:Laporan", (Clause((Filter(FilterField.KIND, "report"),)),)),
    ("-kind:sop", (Clause((Filter(FilterField.KIND, "sop"),), is_excluded=True),)),
    ("officer:rahmat", (Clause((Filter(FilterField.OFFICER, "rahmat"),)),)),
]


@pytest.mark.parametrize(("text", "clauses"), READINGS)
def test_a_query_is_read_as_meant(text: str, clauses: tuple[Clause, ...]) -> None:
    assert text_to_query(text) == (Query(clauses), ())


HINTED = [
    ('"lem aibon', "query.open-quote", Phrase("lem aibon")),
    ("bulan:2024-13", "query.month", Word("2024-13")),
    ("bulan:kemarin", "query.month", Word("kemarin")),
    ("jenis:tilang", "query.kind", Word("tilang")),
    ("ab*", "query.short-prefix", Word("ab")),
]


@pytest.mark.parametrize(("text", "code", "term"), HINTED)
def test_what_cannot_be_meant_is_read_as_words_with_a_hint(
    text: str, code: str, term: Term
) -> None:
    query, hints = text_to_query(text)
    assert query == Query((Clause((term,)),))
    assert [hint.code for hint in hints] == [code]


def test_a_query_without_end_is_cut_with_a_hint() -> None:
    query, hints = text_to_query("a1 " * 400)
    assert len(query.clauses) == MOST_TERMS
    assert [hint.code for hint in hints] == ["query.cut"]
