"""Measures how rightly papers are read and writes docs/accuracy.md: `python -m tests.accuracy`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ingest.limits import Limits
from service.reading import PagePool
from tests.accuracy.alike import draw_pairs
from tests.accuracy.drawn import draw_papers
from tests.accuracy.measure import read_papers, score_samples, tallies_to_table

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
TEXT = Path(__file__).parent / "page.md"
SHARED = ROOT.parent / "shared"
SAMPLES = """
## {title}

{table}
"""
TITLES = {"samples": "Samples with truth", "real": "Real scans with truth"}


def main() -> None:
    """Reads, scores, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--found", type=Path, help="what `berkas read` wrote for the samples")
    parser.add_argument("--samples", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=PAGE)
    asked = parser.parse_args()
    with PagePool(asked.jobs, Limits()) as pool:
        drawn = tallies_to_table(read_papers(draw_papers(), pool))
        alike = tallies_to_table(read_papers(draw_pairs(), pool))
        text = TEXT.read_text(encoding="utf-8").format(drawn=drawn, alike=alike)
        for folder, title in TITLES.items():
            if (asked.samples / folder).is_dir():
                tallies = score_samples(asked.samples / folder, asked.found, pool)
                text += SAMPLES.format(title=title, table=tallies_to_table(tallies))
    asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
