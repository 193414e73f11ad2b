"""What is found by which words, in which order, and by whom."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.entries import EVERYTHING, FacetName, PageEntry, Scope, Sort
from index.search import search
from index.store import PageIndex
from index.suggest import complete
from records.findings import Kind
from tests.index.conftest import ARCHIVE, Ask, indexed

FOUND_BY = [
    ("kunjungan", {"sop-1"}),
    ("mengunjungi", {"sop-1"}),
    ("sambang", {"form-1"}),
    ("keluh", {"form-1"}),
    ("blanko sistem", {"form-1"}),
    ("atau", {"sop-1"}),
    ("partisipasi", {"sop-1"}),
    ("kepada dengan", {"sop-1"}),
    ("kpd", {"sop-1"}),
    ("tempat kejadian perkara", {"li-1"}),
    ('"tempat kejadian perkara"', {"li-1"}),
    ("TKP", {"li-1"}),
    ("bhabinkamtibmas", {"sop-1"}),
    ("slamet rahmat", {"form-1"}),
    ("pemalang", {"form-1"}),
    ("malang", {"li-1"}),
    ("SOP/04/IX/2019", {"sop-1"}),
    ("sop 04 ix 2019", {"sop-1"}),
    ("SOP-4-IX-2019", {"sop-1"}),
    ("sop04ix2019", {"sop-1"}),
    ("nomor:10/I/2024", {"li-1"}),
    ('"problem solving"', {"rekap-1"}),
    ('"solving problem"', {"rekap-1"}),
    ('"solving kunjungan"', set()),
    ("rekap*", {"rekap-1"}),
    ("warga -rekapitulasi", {"sop-1", "form-1"}),
    ("sambang OR unjukrasa", {"form-1", "li-1"}),
    ("unit:dungingi", {"form-1"}),
    ("unit:polda/b/x", {"form-1", "li-1"}),
    ("unit:x", {"form-1", "li-1"}),
    ("bulan:2024-01", {"form-1", "rekap-1"}),
    ("bulan:2023-05..2024-01", {"form-1", "rekap-1"}),
    ("bulan:2024-02..", {"li-1"}),
    ("jenis:sop", {"sop-1"}),
    ("form:kunjungan-warga", {"form-1"}),
    ("laporan:rekap-bulanan", {"rekap-1"}),
    ("petugas:rahmat", {"form-1"}),
    ("petugas:slarnet", {"form-1"}),
    ("desa:siendeng", {"form-1"}),
    ("judul:kunjungi", {"sop-1"}),
    ("tidakadasamasekali", set()),
]


@pytest.mark.parametrize(("query", "documents"), FOUND_BY)
def test_a_document_is_found_by_the_words_people_use(
    ask: Ask, query: str, documents: set[str]
) -> None:
    results = ask(query)
    assert {hit.document for hit in results.hits} == documents
    assert results.total == len(documents)
    assert results.is_complete


def test_the_form_as_written_ranks_above_another_form_of_the_word(tmp_path: Path) -> None:
    texts = {"other": "pengunjung taman kota", "same": "kunjungan taman kota"}
    entries = [PageEntry(name, 1, Kind.OTHER, (text,)) for name, text in texts.items()]
    pages = PageIndex(indexed(tmp_path, entries))
    hits = search(pages, "kunjungan", EVERYTHING).hits
    assert [hit.document for hit in hits] == ["same", "other"]


def test_pages_of_a_document_are_one_hit_with_its_facts(ask: Ask) -> None:
    (hit,) = ask("kunjungan").hits
    assert (hit.page_count, {page.page for page in hit.pages}) == (2, {1, 2})
    assert hit.number == "SOP / 04 / IX / 2019"
    assert (hit.kind, hit.month, hit.scope) == (Kind.SOP, "2019-09", "polda/a")


def test_snippets_mark_hits_as_segments_of_plain_text(ask: Ask) -> None:
    (hit,) = ask("slamet pemalang").hits
    segments = hit.pages[0].snippets[0].segments
    assert [text for text, is_hit in segments if is_hit] == ["S1amet", "Pemalang"]


def test_an_empty_query_lists_everything_newest_first(ask: Ask) -> None:
    results = ask("")
    assert [hit.document for hit in results.hits][:1] == ["li-1"]
    assert (results.total, results.total_pages) == (4, 5)
    assert results.facets[FacetName.KIND] == (("form", 2), ("report", 1), ("sop", 1))


ORDERS = [
    (Sort.NEWEST, ["li-1", "form-1", "rekap-1", "sop-1"]),
    (Sort.OLDEST, ["sop-1", "form-1", "rekap-1", "li-1"]),
    (Sort.NUMBER, ["li-1", "sop-1", "form-1", "rekap-1"]),
]


@pytest.mark.parametrize(("sort", "documents"), ORDERS)
def test_documents_come_in_the_order_asked_for(ask: Ask, sort: Sort, documents: list[str]) -> None:
    whole = ask("", sort=sort).hits
    assert [hit.document for hit in whole] == documents
    assert ask("", sort=sort, offset=1, limit=2).hits == whole[1:3]


def test_a_word_nobody_wrote_is_answered_by_the_near_one_and_told(ask: Ask) -> None:
    results = ask("kunjugnan")
    assert results.did_you_mean == "kunjungan"
    assert [hit.document for hit in results.hits] == ["sop-1"]


def test_no_time_gives_an_incomplete_answer_and_no_error(ask: Ask) -> None:
    results = ask("kunjungan", time_limit_s=-1.0)
    assert (results.total, results.is_complete) == (0, False)


SIGHTS = [
    (Scope(()), set()),
    (Scope(("",)), {"sop-1", "form-1", "rekap-1"}),
    (Scope(("",), secret=True), {"sop-1", "form-1", "rekap-1", "li-1"}),
    (Scope(("polda",), secret=True), {"sop-1", "form-1", "rekap-1", "li-1"}),
    (Scope(("pol",), secret=True), set()),
    (Scope(("polda/b",)), {"form-1", "rekap-1"}),
    (Scope(("polda/b/x", "polda/a")), {"form-1", "sop-1"}),
    (Scope(("",), kinds=frozenset({Kind.SOP})), {"sop-1"}),
    (Scope(("",), hidden_forms=frozenset({"kunjungan-warga"})), {"sop-1", "rekap-1"}),
]
PROBES = ["", "warga", "-zzz", "kunj*", "unjukrasa", '"problem solving"', "bulan:2019..2025", "TKP"]


@pytest.mark.parametrize(("scope", "documents"), SIGHTS)
def test_nothing_out_of_sight_shows_in_hits_counts_or_facets(
    ask: Ask, scope: Scope, documents: set[str]
) -> None:
    assert {hit.document for hit in ask("", scope).hits} == documents
    for probe in PROBES:
        results = ask(probe, scope)
        assert {hit.document for hit in results.hits} <= documents
        assert results.total == len(results.hits)
        assert sum(count for _, count in results.facets[FacetName.KIND]) == results.total


def test_suggestions_come_only_from_what_is_in_sight(pages: PageIndex, ask: Ask) -> None:
    narrow, wide = Scope(("polda/b",)), EVERYTHING
    assert complete(pages, "warga unjuk", wide) == ("warga unjukrasa",)
    assert complete(pages, "warga unjuk", narrow) == ()
    assert ask("unjukrsaa", narrow).did_you_mean is None
    assert complete(pages, "kota 20", wide) == ()
    assert complete(pages, "unit:pem", wide) == ()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60))
def test_any_text_is_answered(ask: Ask, query: str) -> None:
    results = ask(query)
    assert results.total >= len(results.hits)


def test_one_index_answers_many_threads_alike(pages: PageIndex) -> None:
    queries = [query for query, _ in FOUND_BY] * 3
    expected = [search(pages, query, EVERYTHING) for query in queries]
    answers: dict[int, list[object]] = {}

    def work(number: int) -> None:
        answers[number] = [search(pages, query, EVERYTHING) for query in queries]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(answers.values()) == [expected] * 4


def test_every_page_of_the_archive_is_listed_by_document(pages: PageIndex) -> None:
    assert pages.documents() == {
        document: sum(entry.document == document for entry in ARCHIVE)
        for document in {entry.document for entry in ARCHIVE}
    }
