"""Sealing streams: ten times the papers take hardly more memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[3]
PAGE_BYTES = 100_000
FILES = 4
"""Of each paper that size."""
MOST_MORE = 0.15
"""Of the bytes sealed: what more papers may take beside their names, digests and lists."""
PROGRAM = """
import resource, sys
from dataclasses import replace
from pathlib import Path
from service.sealing.closing import close
from tests.fakes.crowds import QuickStore, fill_month
from tests.fakes.polres import KAPOLRES, POLRES, open_polres

unit = f"{POLRES}/anggrek"
found = open_polres(Path(sys.argv[1]))
services = replace(found.services, blobs=QuickStore(found.services.settings.blobs_folder))
fill_month(services, unit, "2024-07", int(sys.argv[2]), page_bytes=int(sys.argv[3]))
seal, = close(KAPOLRES, unit, "2024-07", services)
assert seal.papers == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def peak(folder: Path, papers: int) -> int:
    """Bytes of memory that sealing a month of so many papers takes at most."""
    arguments = [str(folder / str(papers)), str(papers), str(PAGE_BYTES)]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.slow
def test_ten_times_the_papers_take_hardly_more_memory(tmp_path: Path) -> None:
    small, large = peak(tmp_path, 50), peak(tmp_path, 500)
    sealed_more = 450 * FILES * PAGE_BYTES
    assert large - small < MOST_MORE * sealed_more
