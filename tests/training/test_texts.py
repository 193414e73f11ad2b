from __future__ import annotations

from random import Random

from ocr.hand.model import ALPHABET
from training.texts import LONGEST, any_text


def test_every_text_can_be_said_with_the_readers_signs() -> None:
    random = Random(1)
    texts = [any_text(random) for _ in range(500)]
    assert all(0 < len(text) <= LONGEST for text in texts)
    assert {sign for text in texts for sign in text} <= set(ALPHABET)
    assert len(set(texts)) > 350


def test_one_seed_gives_one_text() -> None:
    assert any_text(Random(7)) == any_text(Random(7))
