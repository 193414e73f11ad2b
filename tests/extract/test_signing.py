"""Of several readings of a signature block each part is the one that makes most of it."""

from __future__ import annotations

import pytest

from extract.lines import Line
from extract.signature import SignatureBlock, lines_to_signature
from extract.signing import better_signature, is_complete
from records.geometry import Box
from records.paper import Word

BELOW = ("AJUN KOMISARIS POLISI NRP 74056101",)


def block(office: str, name: str, sure: float = 0.95) -> SignatureBlock:
    lines: list[Line] = []
    for row, text in enumerate((office, name, *BELOW)):
        words = text.split()
        lines.append(
            tuple(
                Word(word, Box(100 * x, 60 * row, 100 * x + 90, 60 * row + 30), sure)
                for x, word in enumerate(words)
            )
        )
    found = lines_to_signature(lines)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "two", "name"),
    [
        ("HEND WIJAYA, S.H.", "HENDRA WIJAYA, S.H.", "HENDRA WIJAYA, S.H."),
        ("AGUS PRASETYO, S.H., M.H.", "AGUS PRAS M.H.", "AGUS PRASETYO, S.H., M.H."),
        ("HENDRA WIJAY, S.H.", "HENDRA WIJAYA S.H.", "HENDRA WIJAYA, S.H."),
        ("HENDRA WIJAY 29 SH", "HENDRA WIJAYA, S.H.", "HENDRA WIJAYA, S.H."),
    ],
)
def test_the_name_with_all_its_letters_is_kept(one: str, two: str, name: str) -> None:
    for first, second in ((one, two), (two, one)):
        found = better_signature(block("KAPOLRES", first), block("KAPOLRES", second, 0.8))
        assert found is not None
        assert found.signatory.name == name


@pytest.mark.parametrize(
    ("one", "two", "office"),
    [
        ("KASAT", "KASATBINMAS", "KASATBINMAS"),
        ("KAPOLRES", "KAPOLRES BARAT OTA", "KAPOLRES"),
    ],
)
def test_an_office_lacks_letters_but_gains_no_words(one: str, two: str, office: str) -> None:
    found = better_signature(
        block(one, "SITI RAHAYU, S.Sos."), block(two, "SITI RAHAYU, S.Sos.", 0.8)
    )
    assert found is not None
    assert found.signatory.position == office


def test_an_office_is_no_name() -> None:
    found = block(": KASATBINMAS", "SITI RAHAYU, S.Sos.")
    assert found.signatory.position == "KASATBINMAS"
    assert found.signatory.name == "SITI RAHAYU, S.Sos."


def test_a_name_of_crumbs_is_looked_at_again() -> None:
    assert is_complete(block("KAPOLRES", "SITI RAHAYU, S.Sos."))
    assert not is_complete(block("KAPOLRES", "ROBI ( Smban, N"))
