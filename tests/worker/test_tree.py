"""The process tree: keeps running, stops cleanly, leaves nobody behind, loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from archive.catalogue import entries, outbox
from records.keeping import Entry, State
from service.wiring import Services
from tests.fakes.halls import fake_services, small_settings
from tests.fakes.reading import paper
from tests.worker.papers import PAPERS, descendants, states, wait_until_gone

HOUSE = Path(__file__).parent.parent.parent
PATIENCE_S = 180.0

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start trees on the test's folder; whatever is left of them ends with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.worker.papers", str(tmp_path), *arguments]
        started.append(subprocess.Popen(command, cwd=HOUSE))
        return started[-1]

    yield begin
    for tree in started:
        kill_all(tree)


def kill_all(tree: subprocess.Popen[bytes]) -> None:
    for process in [*descendants(tree.pid), tree.pid]:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    tree.wait()


def put_papers(folder: Path, *lines: str, count: int = 1) -> None:
    (folder / PAPERS).mkdir(exist_ok=True)
    for number in range(count):
        (folder / PAPERS / f"{number}.pdf").write_bytes(paper(f"title: {number}", *lines))


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def all_kept(services: Services) -> list[Entry]:
    with services.catalogue.read() as db:
        return entries.page(db, "", limit=100)


def is_archived(services: Services, count: int) -> Callable[[], bool]:
    def look() -> bool:
        with services.catalogue.read() as db:
            waits = outbox.count(db)
        return states(services)[State.ARCHIVED] == count and not waits

    return look


@pytest.mark.slow
def test_papers_are_archived_and_the_tree_stops_when_asked(start: Start, tmp_path: Path) -> None:
    put_papers(tmp_path, count=2)
    services = fake_services(small_settings(tmp_path))
    tree = start()
    wait_for(is_archived(services, 2))
    below = descendants(tree.pid)
    assert len(below) >= 3
    tree.terminate()
    assert tree.wait(timeout=PATIENCE_S) == 0
    assert wait_until_gone(below) == []


@pytest.mark.slow
def test_stopping_gives_back_what_is_under_way(start: Start, tmp_path: Path) -> None:
    put_papers(tmp_path, "SLOW")
    services = fake_services(small_settings(tmp_path))
    tree = start()
    wait_for(lambda: bool(leased(services)))
    asked_at = time.monotonic()
    tree.send_signal(signal.SIGINT)
    assert tree.wait(timeout=PATIENCE_S) == 0
    assert time.monotonic() - asked_at < PATIENCE_S / 2
    assert leased(services) == []
    (entry,) = all_kept(services)
    assert (entry.state, entry.attempts) == (State.RECEIVED, 0)


def leased(services: Services) -> list[str]:
    from archive.catalogue import leases

    with services.catalogue.read() as db:
        return [owner for _, owner in leases.leased(db, "")]


@pytest.mark.slow
def test_a_paper_that_kills_its_worker_is_set_aside_and_others_go_on(
    start: Start, tmp_path: Path
) -> None:
    put_papers(tmp_path, count=3)
    (tmp_path / PAPERS / "0.pdf").write_bytes(paper("CRASH"))
    services = fake_services(small_settings(tmp_path))
    start()
    wait_for(lambda: states(services)[State.RECEIVED] == 0 and len(all_kept(services)) == 3)
    found = {entry.name: entry for entry in all_kept(services)}
    assert found["0.pdf"].state is State.FAILED
    assert found["0.pdf"].error_code == "work.crashed"
    assert {found["1.pdf"].state, found["2.pdf"].state} == {State.ARCHIVED}


@pytest.mark.slow
def test_the_death_of_the_head_ends_everybody(start: Start, tmp_path: Path) -> None:
    put_papers(tmp_path, "SLOW")
    services = fake_services(small_settings(tmp_path))
    tree = start()
    wait_for(lambda: bool(leased(services)))
    below = descendants(tree.pid)
    tree.kill()
    tree.wait()
    assert wait_until_gone(below) == []


@pytest.mark.slow
def test_killing_the_tree_again_and_again_loses_and_doubles_nothing(
    start: Start, tmp_path: Path
) -> None:
    put_papers(tmp_path, count=10)
    services = fake_services(small_settings(tmp_path))
    for pause in (0.6, 0.9, 1.2, 1.5, 1.8):
        tree = start()
        time.sleep(pause)
        kill_all(tree)
    tree = start()
    wait_for(is_archived(services, 10))
    assert sorted(e.name for e in all_kept(services)) == [f"{n}.pdf" for n in range(10)]


@pytest.mark.slow
def test_a_second_tree_on_the_folder_is_refused(start: Start, tmp_path: Path) -> None:
    put_papers(tmp_path)
    services = fake_services(small_settings(tmp_path))
    start()
    wait_for(is_archived(services, 1))
    assert start().wait(timeout=PATIENCE_S) == 1


@pytest.mark.slow
def test_a_door_that_cannot_open_ends_the_tree(start: Start) -> None:
    assert start("broken").wait(timeout=PATIENCE_S) == 3
