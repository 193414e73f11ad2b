"""What a blank costs to read beyond its Tesseract text: this process's CPU time, page by page.

Tesseract runs as a process of its own and is not counted; all else is, from the picture to the
fields.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.limits import Limits
from ingest.pages import open_scan
from ocr.threads import keep_to_one_thread
from service.page_work import PageWork, forget_file, read_page

MOST_S = 2.0
"""CPU seconds that one blank may cost."""


@dataclass(frozen=True, slots=True)
class BlankCost:
    """One page of a filled blank, and the CPU seconds it took."""

    path: Path
    page: int
    cpu_s: float


def measure_blanks(files: Sequence[Path], runs: int) -> tuple[BlankCost, ...]:
    """The median cost of each scanned page of files that is a blank, read again and again.

    A first reading only warms up: models and words are loaded once, however many blanks follow.
    """
    keep_to_one_thread()
    found: list[BlankCost] = []
    for path in files:
        with open_scan(path, Limits()) as scan:
            pages = [n for n in range(1, scan.page_count + 1) if scan.page(n).raster is not None]
        found += [
            BlankCost(path, number, statistics.median(_page_s(path, number) for _ in range(runs)))
            for number in pages
            if _is_blank(read_page(path, number, Limits()))
        ]
        forget_file()
    return tuple(found)


def costs_to_text(costs: Sequence[BlankCost]) -> str:
    """The usual and the dearest blank, and those above what one may cost, as a line to show."""
    dearest = max(costs, key=lambda one: one.cpu_s)
    above = sum(one.cpu_s > MOST_S for one in costs)
    usual = statistics.median(one.cpu_s for one in costs)
    return (
        f"blanks beyond their Tesseract text: {usual:.2f} CPU-s usually, "
        f"{dearest.cpu_s:.2f} at most ({dearest.path.name}, page {dearest.page}); "
        f"{above} of {len(costs)} above {MOST_S:.0f}"
    )


def _page_s(path: Path, number: int) -> float:
    before = time.process_time()
    read_page(path, number, Limits())
    return time.process_time() - before


def _is_blank(work: PageWork) -> bool:
    return work.content.blank is not None or work.content.placed is not None
