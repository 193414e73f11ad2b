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
    ],
)
def test_signs_at_the_edges_of_a_name_are_dropped(read: str, kept: str) -> None:
    assert written_to_name(name(read)).text == kept


def test_a_text_layer_says_what_it_says() -> None:
    layer = name("“STAF”", Source.LAYER)
    assert written_to_name(layer) == layer
