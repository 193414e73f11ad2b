"""Weak readings are put right only to words they look like."""

from __future__ import annotations

import pytest

from extract.lexicon import words_to_lexicon
from records.geometry import Box
from records.paper import Word

BOX = Box(0, 0, 100, 30)


@pytest.mark.parametrize(
    ("text", "confidence", "mended"),
    [
        ("kuniungan", 0.6, "kunjungan"),
        ("Persetujuari", 0.5, "Persetujuan"),
        ("LAP0RAN", 0.5, "LAPORAN"),
        ("rnenit", 0.4, "menit"),
        ("(kegialan)", 0.4, "(kegiatan)"),
        ("pasrtipasi", 0.95, "pasrtipasi"),
        ("kuniungan", 0.95, "kuniungan"),
        ("Menenma", 0.91, "Menerima"),
        ("Pemoho", 0.91, "Pemoho"),
        ("Pemoho-", 0.8, "Pemoho-"),
        ("kuniungai", 0.91, "kuniungai"),
        ("Hulontalo", 0.3, "Hulontalo"),
        ("kesepakata", 0.6, "kesepakatan"),
        ("CAMATI", 0.6, "CAMAT/"),
        ("CAMATI", 0.92, "CAMAT/"),
        ("kegiatani", 0.92, "kegiatani"),
        ("jam", 0.2, "jam"),
        ("laporan", 0.2, "laporan"),
        ("---", 0.2, "---"),
    ],
)
def test_weak_words_are_mended(text: str, confidence: float, mended: str) -> None:
    assert words_to_lexicon([]).mend(Word(text, BOX, confidence)).text == mended


def test_sure_words_of_the_paper_are_examples() -> None:
    lexicon = words_to_lexicon([Word("Tomilito,", BOX, 0.97), Word("Limboto", BOX, 0.5)])
    assert lexicon.mend(Word("Tomi1ito", BOX, 0.4)).text == "Tomilito"
    assert lexicon.mend(Word("Limb0to", BOX, 0.4)).text == "Limb0to"


def test_a_word_between_two_known_ones_stays() -> None:
    lexicon = words_to_lexicon([Word("Tanate", BOX, 0.97), Word("Tanato", BOX, 0.97)])
    assert lexicon.mend(Word("Tanatc", BOX, 0.3)).text == "Tanatc"
