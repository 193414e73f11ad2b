"""The cost of drawn matrices beside that of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.bench.shares import Share, measure_share
from compose.procedure.document import compose_procedure
from tests.papers.bundle import LETTERHEAD, SAMPLES, procedure


def test_a_share_is_of_the_time_of_the_text() -> None:
    assert Share(2, 4.0, 1.0, 1.0).of_text == 0.25
    assert Share(0, 0.0, 0.0, 0.0).of_text == 0.0


def test_pages_without_pixels_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sop.pdf"
    path.write_bytes(compose_procedure(procedure(), letterhead=LETTERHEAD[:2]))
    assert measure_share([path]).pages == 0


@pytest.mark.tesseract
@pytest.mark.slow
def test_a_scanned_procedure_has_drawn_pages() -> None:
    share = measure_share([next(iter(sorted(SAMPLES.glob("*sop*.pdf"))))])
    assert share.pages >= 1
    assert share.matrix_s > share.rulings_s > 0
    assert share.text_s > 0
