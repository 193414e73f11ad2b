"""Names of actors lose what specks around them were read as, and nothing else."""

from __future__ import annotations

import pytest

from extract.headings.names import written_to_name
from extract.lines import lines_to_text
from extract.matrix.parts import Written
from records.geometry import Box
from records.paper import Source, Word


def name(text: str, source: Source = Source.PRINT) -> Written:
    lines = tuple(
        tuple(
            Word(word, Box(20 * i, 20 * k, 20 * i + 18, 20 * k + 10), 0.9, source=source)
            for i, word in enumerate(line.split())
        )
        for k, line in enumerate(text.split("\n"))
    )
    return Written(lines, Box(0, 0, 200, 60), 0.9, lines_to_text(lines))


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        (". Petugas A", "Petugas A"),
        ("Babinsa :", "Babinsa"),
        ("“STAF", "STAF"),
        ("Operator,", "Operator"),
        ("Ps. Kanit", "Ps. Kanit"),
        ("Lurah/\nKepala Desa", "Lurah/ Kepala Desa"),
        ("Camat / Lurah", "Camat / Lurah"),
        ("Kasi Umum (TU)", "Kasi Umum (TU)"),
        ("Bhabinkamtib-\nmas", "Bhabinkamtibmas"),
        ("Kasat '\n. Binmas", "Kasat Binmas"),
        ("BHABINK\nAMTIBMA\nSs", "BHABINK AMTIBMA S"),
        ("KBO SS", "KBO SS"),
        ("Aa Gym", "Aa Gym"),
        ("Petugas\ni", "Petugas I"),
    ],
)
def test_signs_at_the_edges_of_a_name_are_dropped(read: str, kept: str) -> None:
    assert written_to_name(name(read)).text == kept


def test_a_text_layer_says_what_it_says() -> None:
    layer = name("“STAF”", Source.LAYER)
    assert written_to_name(layer) == layer


@pytest.mark.parametrize(
    ("stroke", "kept"),
    [
        (Box(60, 0, 63, 11), "Petugas I"),
        (Box(60, 0, 61, 11), "Petugas"),
        (Box(60, 0, 63, 30), "Petugas"),
    ],
)
def test_a_stroke_as_large_as_a_letter_is_an_i(stroke: Box, kept: str) -> None:
    line = (Word("Petugas", Box(0, 0, 50, 12), 0.9), Word("|", stroke, 0.5))
    assert written_to_name(Written((line,), Box(0, 0, 99, 30), 0.9, "Petugas |")).text == kept
    # As it runs upwards.
    turned = tuple(
        Word(w.text, Box(w.box.top, 99 - w.box.right, w.box.bottom, 99 - w.box.left), 0.9)
        for w in line
    )
    assert written_to_name(Written((turned,), Box(0, 0, 30, 99), 0.9, "Petugas |")).text == kept
