from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from ocr.hand.model import LINE_HEIGHT
from training.measure import score_file
from training.pages import DPI, Level, draw_page
from training.rests import draw_rest

PENS = sorted((Path(__file__).parent.parent / "papers" / "fonts").glob("*.ttf"))
NETWORK = Path(__file__).parent.parent.parent / "ocr" / "hand" / "pen.onnx"


@pytest.mark.parametrize("level", DPI)
def test_lines_are_cut_as_the_reader_cuts_them(level: Level) -> None:
    lines = draw_page(PENS, PENS, Random(3), level)
    assert len(lines) > 5
    for line in lines:
        assert line.picture.shape[0] == LINE_HEIGHT
        assert line.picture.dtype == np.uint8
        assert line.picture.min() < 128
        assert line.text


def test_a_rest_is_ink_on_white_of_a_lines_height() -> None:
    random = Random(5)
    for _ in range(20):
        rest = draw_rest(random)
        assert rest.shape[0] == LINE_HEIGHT
        assert rest.min() < 128
        assert np.median(rest) > 200


def test_the_network_reads_most_lines_of_hands_it_never_learnt_from() -> None:
    score = score_file(NETWORK, PENS, "office", lines=24, seed=11)
    assert score.lines == 24
    assert score.whole > 0.6
    assert score.errors < 0.1
