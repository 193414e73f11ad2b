"""The archive proven by night: throttled, gone on with after a stop, once a night."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.indexer import Indexer
from records.errors import NotAllowed
from service.jobs.feeding import feed_all, merge_by_night
from service.proof.nightly import last_proof, prove_on, prove_tonight, tonight
from service.proof.nights import NightSettings
from service.sealing.closing import close
from tests.fakes.halls import small_settings
from tests.fakes.polres import ADMIN, AUDITOR, KAPOLRES, POLRES, Polres, open_polres, visit

A = f"{POLRES}/anggrek"


@pytest.fixture
def polres(tmp_path: Path) -> Iterator[Polres]:
    """A sealed month; it is a quarter past one in the office's night."""
    fast = NightSettings(hour=1, hours=2, mb_per_s=10_000)
    found = open_polres(tmp_path, replace(small_settings(tmp_path), night=fast))
    for number in range(3):
        found.put(visit("anggrek", "2024-07", "WAYAN", number))
    close(KAPOLRES, A, "2024-07", found.services)
    feed_all(found.services)
    found.clock.now = datetime(2024, 11, 1, 18, 15, tzinfo=UTC)
    yield found
    found.services.close()


@pytest.mark.parametrize(
    ("hour", "hours", "moment", "night"),
    [
        (1, 4, "2024-11-02T01:00", date(2024, 11, 2)),
        (1, 4, "2024-11-02T04:59", date(2024, 11, 2)),
        (1, 4, "2024-11-02T05:00", None),
        (1, 4, "2024-11-02T00:59", None),
        (22, 6, "2024-11-02T23:00", date(2024, 11, 2)),
        (22, 6, "2024-11-03T03:59", date(2024, 11, 2)),
        (22, 6, "2024-11-03T04:00", None),
        (1, 0, "2024-11-02T01:00", None),
    ],
)
def test_a_night_may_reach_over_midnight(
    hour: int, hours: int, moment: str, night: date | None
) -> None:
    local = datetime.fromisoformat(f"{moment}+07:00")
    assert NightSettings(hour=hour, hours=hours).night_of(local) == night


@pytest.mark.parametrize("wrong", [{"hour": 24}, {"hours": 25}, {"mb_per_s": 0.0}])
def test_a_night_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"hour|mb_per_s"):
        NightSettings(**wrong)  # type: ignore[arg-type]


def test_the_night_proves_once_and_tells_the_trail(polres: Polres) -> None:
    services = polres.services
    assert tonight(services) == date(2024, 11, 2)
    assert prove_tonight(services, threading.Event())
    first = last_proof(ADMIN, services)
    assert first is not None
    assert first.ended_at == polres.clock.now
    assert first.done == first.wanted > 10
    assert first.damages == ()
    assert prove_tonight(services, threading.Event())
    assert last_proof(AUDITOR, services) == first
    polres.clock.go_on(days=1)
    prove_tonight(services, threading.Event())
    again = last_proof(ADMIN, services)
    assert again is not None
    assert again.number == first.number + 1
    with pytest.raises(NotAllowed):
        last_proof(KAPOLRES, services)


def test_by_day_nothing_is_read(polres: Polres) -> None:
    polres.clock.go_on(hours=8)
    assert tonight(polres.services) is None
    assert prove_tonight(polres.services, threading.Event())
    assert last_proof(ADMIN, polres.services) is None


def test_a_proof_cut_off_goes_on_where_it_was_and_remembers_its_damage(polres: Polres) -> None:
    services = polres.services
    digests = list(services.blobs.digests())
    services.blobs.remove(digests[0])
    left = iter([True, True, True, False])
    seen: list[int] = []
    state = prove_on(
        "malam",
        services,
        pause=lambda _size: next(left),
        progress=lambda done, _all: seen.append(done),
    )
    assert state.ended_at is None
    assert state.done == 4
    assert [one.code for one in state.damages] == ["blob-missing"]
    state = prove_on("malam", services, progress=lambda done, _all: seen.append(done))
    assert seen == list(range(1, state.wanted + 1))
    assert state.ended_at is not None
    assert [(one.code, one.what) for one in state.damages] == [("blob-missing", digests[0])]


def test_the_throttle_waits_for_the_bytes_read(polres: Polres) -> None:
    services = polres.services
    settings = replace(services.settings, night=NightSettings(hour=1, hours=2, mb_per_s=0.000001))
    stopped = threading.Event()
    stopped.set()
    assert not prove_tonight(replace(services, settings=settings), stopped)
    state = last_proof(ADMIN, services)
    assert state is not None
    assert state.done == 1


def test_the_index_is_merged_once_a_night(polres: Polres) -> None:
    services = polres.services
    with Indexer(services.settings.index_folder) as indexer:
        night = merge_by_night(services, indexer, None)
        assert night == date(2024, 11, 2)
        assert merge_by_night(services, indexer, night) == night
        polres.clock.go_on(hours=8)
        assert merge_by_night(services, indexer, None) is None
    assert len(services.pages().documents()) == 3
