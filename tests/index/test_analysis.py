"""Which words count as the same, and which never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.analysis import fold, squash, stem, terms, tokenize, word_list
from index.language.slips import Lexicon, distance, slips_allowed

FAMILIES = [
    ("kunjungan", "mengunjungi"),
    ("himbauan", "mengimbau"),
    ("rekapitulasi", "merekap"),
    ("penertiban", "ketertiban"),
    ("memerintahkan", "perintah"),
    ("melaporkan", "laporan"),
    ("menyambangi", "sambang"),
    ("pemolisian", "polmas"),
]


@pytest.mark.parametrize(("one", "other"), FAMILIES)
def test_words_of_a_family_have_one_root(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


APART = [("pemalang", "malang"), ("pemerintah", "perintah"), ("71030055", "7103005")]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_and_numbers_keep_their_form(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


FOLDED = [("Blangko", "blanko"), ("SYSTEM", "sistem"), ("Jum'at", "jumat"), ("04", "4"), ("é", "e")]


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_spellings_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=80))
def test_every_token_stands_in_the_text_where_it_says(text: str) -> None:
    tokens = tokenize(text)
    assert [token.term for token in tokens] == terms(text)
    assert all(fold(text[token.start : token.end]) == token.term for token in tokens)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    for term in terms(text):
        assert fold(term) == term


def test_a_number_is_one_in_any_spelling() -> None:
    spellings = ["SOP / 04 / IX / 2019", "sop 4 ix 2019", "SOP-004.IX/2019", "sop04ix2019"]
    assert {squash(spelling) for spelling in spellings} == {"sop4ix2019"}


def test_the_language_data_is_folded_as_pages_are() -> None:
    words = word_list()
    for term in (*words.roots, *words.right, *words.names, *words.expansions):
        assert fold(term) in {term, words.folds.get(term)}
    for folded in words.folds.values():
        assert words.folds.get(folded, folded) == folded


SLIPS = [
    ("atau", "ataw", 1),
    ("partisipasi", "pasrtipasi", 3),
    ("slamet", "s1amet", 0),
    ("rahmat", "rahrnat", 0),
    ("polisi", "posisi", None),
    ("kpd", "kpb", None),
    ("pemalang", "malang", None),
    ("71030055", "71030056", None),
]


@pytest.mark.parametrize(("meant", "written", "edits"), SLIPS)
def test_a_slip_is_told_from_another_word(meant: str, written: str, edits: int | None) -> None:
    assert distance(meant, written) == edits


@given(
    st.lists(st.text("abcdilm1", min_size=1, max_size=9)),
    st.text("abcdilm", min_size=4, max_size=9),
)
def test_neighbours_are_words_of_the_lexicon_within_reach(words: list[str], term: str) -> None:
    lexicon = Lexicon.of(sorted(set(words)))
    near = lexicon.near(term)
    assert near.keys() <= set(words) - {term}
    assert all(edits <= slips_allowed(term) for edits in near.values())
    beginning = lexicon.starting_with(term[:2], 1000)
    assert beginning == [word for word in lexicon.words if word.startswith(term[:2])]
