"""Ten uploads, cut off at every deed: ten documents archived, none twice, none lost."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from pathlib import Path

import pytest

from archive.blobs import verify
from archive.catalogue import audit, derived, documents, entries, outbox
from records.keeping import State
from service.intake import take
from service.jobs.claims import work_on_next
from service.jobs.feeding import feed_all
from service.jobs.loop import expire_leases
from tests.fakes.halls import Fuse, fake_services, fused_services, in_child, small_settings
from tests.fakes.reading import paper, read

PAPERS = 10
MOST_DEEDS = 2000


def test_an_upload_cut_off_at_some_deeds_is_archived_once(tmp_path: Path) -> None:
    for at in (2, 5, 9, 12, 16, 19, 22):
        cut_off_and_start_again(tmp_path / str(at), at)


@pytest.mark.slow
def test_an_upload_cut_off_at_any_deed_is_archived_once(tmp_path: Path) -> None:
    """Two uploads, since what one leaves behind may harm the next."""
    at = 1
    while cut_off_and_start_again(tmp_path / str(at), at):
        at += 1
    assert at > 20, "the deeds were counted"


def cut_off_and_start_again(folder: Path, at: int) -> bool:
    """Whether there was a deed of that number to be cut off at."""
    ended = in_child(lambda: run(folder, 2, Fuse(at)))
    if ended == 0:
        return False
    assert ended == -9
    assert in_child(lambda: run(folder, 2, None)) == 0
    assert_whole(folder, 2)
    return True


@pytest.mark.slow
def test_ten_uploads_cut_off_again_and_again_are_archived_once(tmp_path: Path) -> None:
    """One folder, killed at the first deed, the second, … of each new start."""
    runs = 0
    for at in range(3, MOST_DEEDS):
        ended = in_child(lambda at=at: run(tmp_path, PAPERS, Fuse(at)))  # type: ignore[misc]
        runs += 1
        if ended == 0:
            break
        assert ended == -9
    assert runs > 10
    assert_whole(tmp_path, PAPERS)


def run(folder: Path, papers: int, fuse: Fuse | None) -> None:
    """One start of the service: what was not answered is sent again, what waits is worked on."""
    settings = small_settings(folder)
    services = fake_services(settings) if fuse is None else fused_services(settings, fuse)
    expire_leases(services)
    answered = folder / "answered"
    for number in range(papers):
        mark = answered / str(number)
        if not mark.exists():
            # The sender's view: without an answer the file is sent again.
            name = f"{number}.pdf"
            take(io.BytesIO(sheet(number)), name, "sender", services, key=name)
            answered.mkdir(exist_ok=True)
            mark.touch()
    while work_on_next(services, read, "test:1") is not None:
        pass
    feed_all(services)


def sheet(number: int) -> bytes:
    return paper(f"title: Kunjungan {number}", "unit: POLSEK KOTA", "month: 2024-10")


def assert_whole(folder: Path, papers: int) -> None:
    services = fake_services(small_settings(folder))
    with services.catalogue.read() as db:
        found = entries.page(db, "", limit=1000)
        titles = [f.title for e in found for f, _ in documents.of_entry(db, e.id)]
        assert outbox.count(db) == 0
        assert audit.broken(db) == ()
        manifests = [derived.sealed(db, e.id) for e in found]
    assert {e.state for e in found} == {State.ARCHIVED}
    assert sorted(e.digest for e in found) == sorted(
        hashlib.sha256(sheet(n)).hexdigest() for n in range(papers)
    )
    assert Counter(titles) == {f"Kunjungan {n}": 1 for n in range(papers)}
    for entry, manifest in zip(found, manifests, strict=True):
        assert manifest is not None
        verify(services.blobs, entry.digest)
        verify(services.blobs, manifest[0])
    services.close()
