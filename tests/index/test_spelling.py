"""Which neighbours of a word are taken for the word itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.entries import EVERYTHING, PageEntry
from index.search import search
from index.store import PageIndex
from records.findings import Kind
from tests.index.conftest import indexed

TEXTS = {
    "a-0": "Bripka Slamet sambang warga",
    "b-0": "sambang ke toko",
    "c-0": "sambang di pasar",
    "d-0": "petugas sambanq desa",
    "e-0": "Ipda Bambang hadir",
}


def found(folder: Path, names: set[str]) -> set[str]:
    """Documents that answer `sambang` where only these are kept."""
    pages = [PageEntry(name, 1, Kind.FORM, (TEXTS[name],), scope="a") for name in sorted(names)]
    results = search(PageIndex(indexed(folder, pages)), "sambang", EVERYTHING)
    return {hit.document for hit in results.hits}


@pytest.mark.parametrize(
    ("kept", "hits"),
    [
        ({"a-0", "b-0", "c-0", "d-0", "e-0"}, {"a-0", "b-0", "c-0", "d-0"}),
        ({"d-0", "e-0"}, {"d-0", "e-0"}),
    ],
)
def test_a_name_that_only_begins_otherwise_is_no_slip_where_the_word_itself_abounds(
    tmp_path: Path, kept: set[str], hits: set[str]
) -> None:
    assert found(tmp_path / "index", kept) == hits
