"""Words inside one document: on every page of it, and on nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.entries import PageEntry
from index.indexer import Indexer
from index.inside import DocumentFound, find_in_document
from index.store import PageIndex
from records.findings import Kind

THICK = 400


@pytest.fixture(scope="module")
def thick(tmp_path_factory: pytest.TempPathFactory) -> PageIndex:
    """A document of many pages between others that hold the same words."""
    folder = tmp_path_factory.mktemp("index")
    thick = (
        PageEntry(
            "thick",
            page,
            Kind.OTHER,
            (f"Halaman {page}", "laporan sambang" if page % 100 == 50 else "kosong"),
        )
        for page in range(1, THICK + 1)
    )
    with Indexer(folder) as indexer:
        indexer.rebuild([PageEntry("other", 1, Kind.OTHER, ("laporan sambang malam",)), *thick])
    return PageIndex(folder)


def found(pages: PageIndex, text: str) -> list[int]:
    """The pages found."""
    answer = find_in_document(pages, "thick", text)
    assert answer is not None
    assert answer.is_complete
    return [one.page for one in answer.pages]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Laporan", [50, 150, 250, 350]),
        ("lap samb", [50, 150, 250, 350]),
        ("laporan 250", [250]),
        ("la 350", [350]),
        ("malam", []),
        ("laporan malam", []),
        ("399", [399]),
        ("", []),
        ("· –", []),
    ],
)
def test_every_page_is_looked_at_and_all_words_must_be_there(
    thick: PageIndex, text: str, pages: list[int]
) -> None:
    assert found(thick, text) == pages


def test_words_are_told_as_they_are_written(thick: PageIndex) -> None:
    answer = find_in_document(thick, "thick", "hal lap")
    assert answer is not None
    assert answer.pages[0].words == ("Halaman", "laporan")


def test_an_unknown_document_is_none_and_no_time_is_told(thick: PageIndex) -> None:
    assert find_in_document(thick, "nothing", "laporan") is None
    late = find_in_document(thick, "thick", "laporan", time_limit_s=-1)
    assert late == DocumentFound((), is_complete=False)


def test_an_entry_taken_out_is_found_no_more(tmp_path: Path) -> None:
    with Indexer(tmp_path) as indexer:
        indexer.rebuild([PageEntry("gone", 1, Kind.OTHER, ("laporan",))])
    pages = PageIndex(tmp_path)
    assert find_in_document(pages, "gone", "laporan") is not None
    with Indexer(tmp_path) as indexer:
        indexer.index_batch([], ["gone"])
    assert find_in_document(pages, "gone", "laporan") is None
