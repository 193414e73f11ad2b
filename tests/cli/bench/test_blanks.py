"""The cost of blanks beyond their Tesseract text."""

from __future__ import annotations

from pathlib import Path

from cli.bench.blanks import BlankCost, costs_to_text, measure_blanks
from compose.procedure.document import compose_procedure
from tests.papers.bundle import LETTERHEAD, procedure


def test_the_usual_the_dearest_and_those_above_are_told() -> None:
    costs = [BlankCost(Path("a.pdf"), 1, 1.2), BlankCost(Path("b.pdf"), 3, 2.5)]
    told = costs_to_text([*costs, BlankCost(Path("c.pdf"), 1, 0.9)])
    assert "1.20 CPU-s usually, 2.50 at most (b.pdf, page 3); 1 of 3 above 2" in told


def test_pages_without_pixels_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sop.pdf"
    path.write_bytes(compose_procedure(procedure(), letterhead=LETTERHEAD[:2]))
    assert measure_blanks([path], 1) == ()
