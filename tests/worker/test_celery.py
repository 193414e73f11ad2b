"""The larger installation: a real broker, real Celery workers, killed and started again."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from archive.catalogue import entries, leases
from records.errors import BrokerUnavailable
from records.keeping import EntryId, State
from service.intake import take
from service.jobs.queue import CeleryQueue
from service.settings import Settings
from service.wiring import Services
from tests.fakes.halls import fake_services, small_settings
from tests.fakes.reading import paper
from tests.worker.papers import descendants, states, wait_until_gone
from worker.tasks import is_answering

HOUSE = Path(__file__).parent.parent.parent
PATIENCE_S = 90.0
SOCKET = "broker.sock"

pytestmark = [pytest.mark.redis, pytest.mark.slow]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Services]:
    """Services with a broker of their own on a socket in the test's folder."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        pytest.skip("no Redis on this machine")
    socket = tmp_path / SOCKET
    plain = ["--port", "0", "--unixsocket", str(socket), "--dir", str(tmp_path), "--save", ""]
    server = subprocess.Popen([program, *plain], stdout=subprocess.DEVNULL)
    wait_for(socket.exists)
    services = fake_services(broker_settings(tmp_path))
    yield services
    services.close()
    server.kill()
    server.wait()


@pytest.fixture
def start(hall: Services) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Start worker trees on the hall's settings; all end with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.worker.test_celery", str(hall.settings.data)]
        started.append(subprocess.Popen(command, cwd=HOUSE))
        return started[-1]

    yield begin
    for tree in started:
        kill_all(tree)


def broker_settings(folder: Path) -> Settings:
    plain = small_settings(folder)
    work = replace(plain.work, lease_s=5.0)
    return replace(plain, broker_url=f"redis+socket://{folder / SOCKET}", work=work)


def kill_all(tree: subprocess.Popen[bytes]) -> None:
    for process in [*descendants(tree.pid), tree.pid]:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    tree.wait()


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def send(services: Services, name: str, *lines: str) -> EntryId:
    return take(io.BytesIO(paper(name, *lines)), name, "ana", services).id


def is_leased(services: Services) -> bool:
    with services.catalogue.read() as db:
        return bool(leases.leased(db, ""))


def test_papers_are_archived_whoever_is_killed(
    hall: Services, start: Callable[[], subprocess.Popen[bytes]]
) -> None:
    for number in range(3):
        send(hall, f"{number}.pdf")
    crash = send(hall, "crash.pdf", "CRASH")
    tree = start()
    wait_for(lambda: is_answering(hall.settings))
    wait_for(lambda: states(hall)[State.ARCHIVED] == 3)
    # A paper that kills its worker is set aside after its attempts, and the worker goes on.
    wait_for(lambda: states(hall)[State.FAILED] == 1)
    with hall.catalogue.read() as db:
        found = entries.get(db, crash)
    assert found is not None
    assert found.error_code == "work.crashed"
    kill_all(tree)
    for number in range(3, 6):
        send(hall, f"{number}.pdf")
    start()
    wait_for(lambda: states(hall)[State.ARCHIVED] == 6)


def test_stopping_cuts_the_work_short_and_gives_it_back(
    hall: Services, start: Callable[[], subprocess.Popen[bytes]]
) -> None:
    send(hall, "slow.pdf", "SLOW")
    tree = start()
    wait_for(lambda: is_leased(hall))
    below = descendants(tree.pid)
    tree.terminate()
    assert tree.wait(timeout=PATIENCE_S) == 0
    assert wait_until_gone(below) == []
    assert states(hall)[State.RECEIVED] == 1


def test_an_upload_while_the_broker_is_away_is_found_by_the_sweep(
    hall: Services, start: Callable[[], subprocess.Popen[bytes]]
) -> None:
    away = CeleryQueue(f"redis+socket://{hall.settings.data / 'nobody.sock'}")
    with pytest.raises(BrokerUnavailable):
        away.wake(EntryId("x"))
    send(replace(hall, queue=away), "a.pdf")
    start()
    wait_for(lambda: states(hall)[State.ARCHIVED] == 1)


if __name__ == "__main__":
    from worker.tree import work_tree

    sys.exit(work_tree(broker_settings(Path(sys.argv[1])), wiring=fake_services))
