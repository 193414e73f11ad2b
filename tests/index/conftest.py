"""Pages of a small archive, and an index of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.entries import EVERYTHING, PageEntry, Results, Scope
from index.indexer import Indexer
from index.search import search
from index.store import PageIndex
from records.findings import Kind

ARCHIVE = (
    PageEntry(
        "sop-1",
        1,
        Kind.SOP,
        ("PROSEDUR KUNJUNGAN", "Nomor SOP / 04 / IX / 2019", "kpd Kapolsek dgn hormat"),
        scope="polda/a",
        unit="SATBINMAS POLRES A",
        month="2019-09",
        number="SOP / 04 / IX / 2019",
        title="Kunjungan warga",
    ),
    PageEntry(
        "sop-1",
        2,
        Kind.SOP,
        ("Petugas berkunjung ke rumah warga ataw tokoh", "untuk pasrtipasi BHABINKAM-", "TIBMAS"),
        scope="polda/a",
        unit="SATBINMAS POLRES A",
        month="2019-09",
        number="SOP / 04 / IX / 2019",
        title="Kunjungan warga",
    ),
    PageEntry(
        "form-1",
        1,
        Kind.FORM,
        ("Bripka S1amet Rahrnat menyambangi warga Pemalang", "keluhan: blangko system kosong"),
        scope="polda/b/x",
        unit="POLSEK DUNGINGI",
        form="kunjungan-warga",
        month="2024-01",
        officer="Slamet Rahmat",
        village="Siendeng",
    ),
    PageEntry(
        "li-1",
        1,
        Kind.FORM,
        ("Kejadian di kota Malang, olah TKP", "unjukrasa damai"),
        scope="polda/b/x",
        secret=True,
        form="laporan-informasi",
        month="2024-02",
        number="LI / 10 / I / 2024",
    ),
    PageEntry(
        "rekap-1",
        1,
        Kind.REPORT,
        ("Rekapitulasi problem solving", "solving problem warga"),
        scope="polda/b",
        report="rekap-bulanan",
        month="2024-01",
    ),
)

Ask = Callable[..., Results]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an index of the archive."""
    return indexed(tmp_path / "index", ARCHIVE)


def indexed(folder: Path, entries: Sequence[PageEntry]) -> Path:
    with Indexer(folder) as indexer:
        indexer.rebuild(entries)
    return folder


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageIndex]:
    """The archive opened for reading; tests share it and change nothing."""
    opened = PageIndex(indexed(tmp_path_factory.mktemp("shared") / "index", ARCHIVE))
    yield opened
    opened.close()


@pytest.fixture
def ask(pages: PageIndex) -> Ask:
    """Asks the archive; in sight is everything unless said otherwise."""

    def asked(query: str, scope: Scope = EVERYTHING, **how: object) -> Results:
        return search(pages, query, scope, **how)  # type: ignore[arg-type]

    return asked
