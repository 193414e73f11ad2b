"""Signature blocks."""

from __future__ import annotations

import pytest

from extract.lines import words_to_lines
from extract.signature import lines_to_signature
from extract.signing import read_signature
from records.geometry import Box
from records.paper import Word
from tests.extract.drawn import Answering, drawn_sheet, set_lines


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["KAPOLSEK", "", "", "HASAN MOKODOMPIT", "AKP NRP 73119739"],
            ("KAPOLSEK", "HASAN MOKODOMPIT", "AKP", "73119739"),
        ),
        (
            ["a.n. KAPOLRES MAROS", "", "", "SITI RAHAYU, S.Sos.", "KOMISARIS POLISI NRP 7608521"],
            ("a.n. KAPOLRES MAROS", "SITI RAHAYU, S.Sos.", "KOMISARIS POLISI", "7608521"),
        ),
        (
            [
                "KEPALA SATUAN POLISI PAMONG PRAJA,",
                "",
                "",
                "SUHARTO, S.H., M.H.",
                "Pembina Utama Muda",
                "NIP. 19701110 200212 1 005",
            ],
            (
                "KEPALA SATUAN POLISI PAMONG PRAJA",
                "SUHARTO, S.H., M.H.",
                "Pembina Utama Muda",
                "197011102002121005",
            ),
        ),
        (
            ["KASAIBINMAS", "", "HENDRA WIJAYA. S.H.", "AJUN KOMlSARIS POLISI NRP 740561O1"],
            ("KASATBINMAS", "HENDRA WIJAYA, S.H.", "AJUN KOMISARIS POLISI", "74056101"),
        ),
    ],
)
def test_a_block_is_parted(lines: list[str], expected: tuple[str, str, str, str]) -> None:
    found = lines_to_signature(words_to_lines(set_lines(lines, 1500, 2000)))
    assert found is not None
    signed = found.signatory
    assert (signed.position, signed.name, signed.rank, signed.nrp) == expected


def test_no_lines_are_no_block() -> None:
    assert lines_to_signature(()) is None


def test_an_incomplete_block_is_read_again_alone() -> None:
    right = set_lines(["KAPOLSEK", "", "HASAN MOKODOMPIT", "AKP NRP 73119739"], 1500, 2000)
    damaged = [Word("KAPOLSEK", right[0].box, 0.9)]
    region = Box(1400, 1950, 2400, 2500)
    found = read_signature(words_to_lines(damaged), region, drawn_sheet(damaged), Answering(right))
    assert found is not None
    assert found.signatory.nrp == "73119739"


@pytest.mark.parametrize(
    ("lines", "name", "number"),
    [
        (
            ["KABID", "", "", "ENDANG WAHYUNI, S.H.,", "M.H.", "Pembina", "NIP 198502101990031009"],
            "ENDANG WAHYUNI, S.H., M.H.",
            "198502101990031009",
        ),
        (
            ["KABID", "", "", "ENDANG", "WAHYUNI,", "M.H.", "AKP", "NIP 19850210", "199003 1 009"],
            "ENDANG WAHYUNI, M.H.",
            "198502101990031009",
        ),
        (
            ["KAPOLSEK", "", "", "| KETUT WIRAWAN, S.Sos.", "AKP NRP 73119739"],
            "I KETUT WIRAWAN, S.Sos.",
            "73119739",
        ),
    ],
)  # fmt: skip
def test_a_narrow_place_breaks_name_and_number(lines: list[str], name: str, number: str) -> None:
    block = lines_to_signature(words_to_lines(set_lines(lines, 100, 100)))
    assert block is not None
    assert (block.signatory.name, block.signatory.nrp) == (name, number)


def test_an_office_is_no_name() -> None:
    lines = ["KASAT Sx", "", "AJUN KOMISARIS POLISI NRP 74056101"]
    block = lines_to_signature(words_to_lines(set_lines(lines, 100, 100)))
    assert block is not None
    assert block.signatory.name is None
