"""How far a value's confidence can be believed: `python -m tests.accuracy.reliability`.

Reads blanks drawn from seeds of their own and writes docs/reliability.svg and the table of
docs/reliability.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from forms.definitions import load_forms
from ingest.limits import Limits
from service.reading import PagePool
from tests.accuracy.drawn import Paper, draw_filled_blank
from tests.accuracy.likeness import folded
from tests.accuracy.measure import read_file

DOCS = Path(__file__).parent.parent.parent / "docs"
EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.88, 0.97, 1.001)
LEVELS = ("clean", "office", "copier", "phone")
FIRST_SEED, PAPERS = 700, 24
SIDE, MARGIN = 300, 40


@dataclass(frozen=True, slots=True)
class Told:
    """A value that was written: how sure the program was, whether it was right and given so."""

    confidence: float
    is_right: bool
    is_given: bool


def papers() -> Iterator[Paper]:
    """Blanks of all layouts and hands, each level in its turn; letters tell no fields."""
    letters = {form.id for form in load_forms() if form.kind == "letter"}
    found = 0
    for seed in count(FIRST_SEED):
        level = LEVELS[(found + found // len(LEVELS)) % len(LEVELS)]
        paper = draw_filled_blank(seed, level)
        if paper.truth["form"] not in letters:
            yield paper
            found += 1
        if found == PAPERS:
            return


def compare(truth: dict[str, Any], found: dict[str, Any]) -> Iterator[Told]:
    """Every text that was found, beside the truth."""
    for key, value in truth["fields"].items():
        evidence = found.get("evidence", {}).get(f"fields.{key}")
        if evidence is not None and isinstance(value, str):
            is_right = folded(value) == folded(found.get("fields", {}).get(key))
            yield Told(evidence["confidence"], is_right, not evidence["needs_review"])


def told_to_table(told: Sequence[Told]) -> str:
    """The share of right values in each band of confidence."""
    rows = ["| confidence | values | mean confidence | right |", "|---|--:|--:|--:|"]
    for low, high, band in _bands(told):
        mean = sum(one.confidence for one in band) / len(band)
        right = sum(one.is_right for one in band) / len(band)
        rows.append(f"| {low:.2f} - {min(high, 1):.2f} | {len(band)} | {mean:.3f} | {right:.3f} |")
    given = [one for one in told if one.is_given]
    share = len(given) / len(told)
    right = sum(one.is_right for one in given) / len(given)
    rows += ["", f"Given without review: {share:.1%} of the values written; {right:.1%} right."]
    return "\n".join(rows)


def told_to_svg(told: Sequence[Told]) -> str:
    """The bands as dots, their area by their number, against the line where one is the other."""
    size = SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{size}" height="{size}" fill="white"/>',
        f'<path d="M{MARGIN} {MARGIN}V{MARGIN + SIDE}H{MARGIN + SIDE}" fill="none" '
        'stroke="black"/>',
        f'<path d="M{MARGIN} {MARGIN + SIDE}L{MARGIN + SIDE} {MARGIN}" stroke="#999"/>',
        f'<text x="{size / 2}" y="{size - 10}" text-anchor="middle">confidence</text>',
        f'<text x="12" y="{size / 2}" transform="rotate(-90 12 {size / 2})" '
        'text-anchor="middle">right</text>',
    ]
    for _, _, band in _bands(told):
        x = MARGIN + SIDE * sum(one.confidence for one in band) / len(band)
        y = MARGIN + SIDE * (1 - sum(one.is_right for one in band) / len(band))
        radius = 3 + 20 * (len(band) / len(told)) ** 0.5
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1a5fb4" opacity="0.6"/>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _bands(told: Sequence[Told]) -> Iterator[tuple[float, float, list[Told]]]:
    for low, high in pairwise(EDGES):
        band = [one for one in told if low <= one.confidence < high]
        if band:
            yield low, high, band


def main() -> None:
    """Reads, compares, writes."""
    told: list[Told] = []
    folder = Path(tempfile.mkdtemp())
    with PagePool(1, Limits()) as pool:
        for paper in papers():
            path = folder / "paper.pdf"
            path.write_bytes(paper.pdf)
            documents = read_file(path, folder / "copy.pdf", pool)["documents"]
            told += compare(paper.truth, documents[0] if documents else {})
    (DOCS / "reliability.svg").write_text(told_to_svg(told), encoding="utf-8")
    page = (Path(__file__).parent / "reliability.txt").read_text(encoding="utf-8")
    table = told_to_table(told)
    (DOCS / "reliability.md").write_text(page.format(table=table), encoding="utf-8")


if __name__ == "__main__":
    main()
