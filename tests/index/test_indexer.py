"""The index follows the archive: through upserts, kills, damage and rebuilds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.disk.folder import POINTER, builds, current
from index.entries import EVERYTHING, PageEntry
from index.indexer import Indexer, damages
from index.search import search
from index.store import PageIndex
from records.errors import IndexDamaged, IndexerBusy, IndexMissing, IndexOutdated
from records.findings import Kind
from tests.index.conftest import ARCHIVE, indexed


def entry(document: str, *lines: str, page: int = 1) -> PageEntry:
    return PageEntry(document, page, Kind.OTHER, lines)


def found(folder: Path, query: str) -> set[str]:
    pages = PageIndex(folder)
    documents = {hit.document for hit in search(pages, query, EVERYTHING, limit=1000).hits}
    pages.close()
    return documents


def test_a_document_told_again_replaces_all_its_pages(folder: Path) -> None:
    with Indexer(folder) as indexer:
        assert indexer.index_batch([entry("sop-1", "teks baru")]) == 1
    assert found(folder, "baru") == {"sop-1"}
    assert found(folder, "kapolsek") == set()
    assert PageIndex(folder).documents()["sop-1"] == 1


def test_a_batch_run_twice_leaves_one_copy(folder: Path) -> None:
    with Indexer(folder) as indexer:
        for _ in range(2):
            indexer.index_batch(ARCHIVE, ["form-1"])
    assert sum(PageIndex(folder).documents().values()) == len(ARCHIVE)


def test_a_deleted_document_is_found_no_more(folder: Path) -> None:
    with Indexer(folder) as indexer:
        indexer.index_batch([], ["form-1", "never-there"])
    assert "form-1" not in PageIndex(folder).documents()
    assert found(folder, "slamet") == set()


def test_an_open_index_follows_commits_and_rebuilds(folder: Path) -> None:
    pages = PageIndex(folder)
    assert search(pages, "segar", EVERYTHING).total == 0
    with Indexer(folder) as indexer:
        indexer.index_batch([entry("new", "kabar segar")])
        assert search(pages, "segar", EVERYTHING).total == 1
        indexer.rebuild(ARCHIVE)
    assert search(pages, "segar", EVERYTHING).total == 0
    assert search(pages, "kunjungan", EVERYTHING).total == 1


def test_many_commits_and_a_night_keep_every_page(folder: Path) -> None:
    with Indexer(folder) as indexer:
        for number in range(20):
            indexer.index_batch([entry(f"d{number}", f"halaman kode{number}")])
        indexer.merge()
    assert len(found(folder, "halaman")) == 20
    assert len(list(current(folder).glob("*.seg"))) == 1
    assert damages(folder) == ()


def test_only_one_indexer_writes(folder: Path) -> None:
    with Indexer(folder), pytest.raises(IndexerBusy), Indexer(folder):
        pass
    with Indexer(folder) as again:
        assert not again.needs_rebuild()


def test_the_folder_is_private(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0


def test_where_nothing_was_indexed_a_rebuild_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        search(PageIndex(tmp_path / "none"), "warga", EVERYTHING)
    with Indexer(tmp_path) as indexer:
        assert indexer.needs_rebuild()
        with pytest.raises(IndexMissing):
            indexer.index_batch(ARCHIVE)
        indexer.rebuild([])
        assert not indexer.needs_rebuild()
    assert found(tmp_path, "") == set()


def test_an_index_of_another_version_is_not_read(folder: Path) -> None:
    pointer = json.loads((folder / POINTER).read_text())
    (folder / POINTER).write_text(json.dumps({**pointer, "version": 0}))
    with pytest.raises(IndexOutdated):
        search(PageIndex(folder), "warga", EVERYTHING)
    with Indexer(folder) as indexer:
        assert indexer.needs_rebuild()
        indexer.rebuild(ARCHIVE)
    assert found(folder, "kunjungan") == {"sop-1"}
    assert len(builds(folder)) == 1


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def blank(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


@pytest.mark.parametrize("harm", [truncate, blank, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.seg", "*.toc"])
def test_damage_is_told_and_mended_by_a_rebuild(folder: Path, pattern: str, harm: object) -> None:
    assert callable(harm)
    harm(next(current(folder).glob(pattern)))
    with pytest.raises(IndexDamaged):
        search(PageIndex(folder), "warga", EVERYTHING)
    with Indexer(folder) as indexer:
        assert indexer.needs_rebuild()
        with pytest.raises(IndexDamaged):
            indexer.index_batch(ARCHIVE)
        indexer.rebuild(ARCHIVE)
    assert found(folder, "kunjungan") == {"sop-1"}
    assert damages(folder) == ()


def test_a_changed_byte_is_found_by_the_thorough_look(folder: Path) -> None:
    segment = next(current(folder).glob("*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    assert damages(folder) == (segment.name,)


def test_a_failing_source_leaves_the_old_index(folder: Path) -> None:
    def failing() -> Iterator[PageEntry]:
        yield ARCHIVE[0]
        raise OSError

    for deed in ("rebuild", "index_batch"):
        with Indexer(folder) as indexer, pytest.raises(OSError):  # noqa: PT011 - our own
            getattr(indexer, deed)(failing())
        with Indexer(folder):
            assert found(folder, "slamet") == {"form-1"}
    assert len(builds(folder)) == 1


WRITER = """
import sys
from pathlib import Path
from index.entries import PageEntry
from index.indexer import Indexer
from records.findings import Kind

folder, start = Path(sys.argv[1]), int(sys.argv[2])
with Indexer(folder) as indexer:
    for number in range(start, start + 1000):
        pages = [PageEntry(f"d{number}", p, Kind.OTHER, (f"halaman kode{number}",)) for p in (1, 2)]
        if number % 7:
            indexer.index_batch(pages, [f"d{number - 3}"] if number % 5 == 0 else [])
        else:
            indexer.merge()
            indexer.index_batch(pages)
        print(number, flush=True)
"""


@pytest.mark.slow
def test_no_kill_breaks_the_index_or_loses_a_told_commit(folder: Path) -> None:
    start = 0
    for turn in range(12):
        command = [sys.executable, "-c", WRITER, str(folder), str(start)]
        root = str(Path(__file__).parents[2])
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
        ) as process:
            assert process.stdout is not None
            told = [int(process.stdout.readline())]
            time.sleep(0.05 + 0.037 * turn)  # each kill meets another deed
            process.send_signal(signal.SIGKILL)
            told += [int(line) for line in process.stdout.read().split()]
        with Indexer(folder) as indexer:
            assert not indexer.needs_rebuild()
        documents = PageIndex(folder).documents()
        dropped = {number - 3 for number in told if number % 5 == 0 and number % 7}
        missing = {f"d{number}" for number in told if number not in dropped} - documents.keys()
        # the commit under way when killed may have dropped the one three before it
        assert missing <= {f"d{told[-1] - 2}"}
        assert set(documents.values()) <= {1, 2}
        start = told[-1] + 1
    assert damages(folder) == ()


def test_hyphens_at_a_line_end_join_words(tmp_path: Path) -> None:
    folder = indexed(tmp_path, [entry("d", "ketua BHABINKAM-", "TIBMAS setempat")])
    for query in ("bhabinkamtibmas", '"ketua bhabinkamtibmas"', '"tibmas setempat"'):
        assert found(folder, query) == {"d"}
