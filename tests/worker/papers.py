"""What the process trees under test run: a door that takes papers from a folder, fake services."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from records.keeping import State
from service.drops.limits import DropSettings
from service.intake import take
from service.settings import Settings
from service.wiring import Services
from tests.fakes.halls import fake_services, small_settings
from worker.tree import serve_tree

PAPERS = "papers"


def door(settings: Settings) -> None:
    """Send every paper of the folder that has no answer yet, then sit and serve."""
    services = fake_services(settings)
    for path in sorted((settings.data / PAPERS).glob("*.pdf")):
        with path.open("rb") as stream:
            take(stream, path.name, "door", services, key=path.name)
        path.rename(path.with_suffix(".answered"))
    signal.pause()


def broken_door(_settings: Settings) -> None:
    """A door that cannot open."""
    sys.exit(3)


def states(services: Services) -> dict[State, int]:
    """How many entries are in each state."""
    from archive.catalogue import entries

    with services.catalogue.read() as db:
        return entries.count_by_state(db, "")


def descendants(process: int) -> list[int]:
    """All processes below this one, the deepest last."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, new = [], [process]
    while new:
        new = [child for parent in new for child in parents.get(parent, [])]
        found += new
    return found


def wait_until_gone(processes: list[int], timeout_s: float = 15.0) -> list[int]:
    """Those that still run when the time is over; dead ones nobody has buried do not count."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        processes = [p for p in processes if _runs(p)]
        if not processes:
            break
        time.sleep(0.05)
    return processes


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


if __name__ == "__main__":
    os.environ["PYTHONWARNINGS"] = "error"
    opened = broken_door if sys.argv[2:] == ["broken"] else door
    settings = small_settings(Path(sys.argv[1]))
    if sys.argv[2:3] == ["drop"]:
        settings = replace(settings, drop=DropSettings(sys.argv[3], poll_s=0.2, settled_polls=1))
    sys.exit(serve_tree(settings, opened, wiring=fake_services))
