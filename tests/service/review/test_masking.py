"""Numbers that name a citizen, however they are written or misread."""

from __future__ import annotations

import pytest

from service.review.masking import DOT, mask_segments, mask_shapes


@pytest.mark.parametrize(
    "text",
    [
        "NIK : 7571010203040005",
        "7571 0102 0304 0005 milik warga",
        "757l0l0203O4OOO5",
        "NIK : W0II50204450003 Tempat Lahir",
        "NIK 7571 W1 0204 45 0003",
        "No. HP 0812-3456-7890",
        "+62 812 3456 7890",
        "HP : B12 3456 789",
    ],
)
def test_a_number_is_dotted_and_the_length_stays(text: str) -> None:
    shown = mask_shapes(text)
    assert shown.count(DOT) >= 6
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "SOP / 04 / IX / 2019",
        "NRP 98065554",
        "NIK Tempat Lahir Gorontalo 02-04-1965",
        "HP 2 buah",
        "01a2056b58d2c0fad3bd13289f",
        "Peraturan Kepolisian Nomor 7 Tahun 2021",
        "R/LI-12/X/2024",
    ],
)
def test_other_numbers_are_left(text: str) -> None:
    assert mask_shapes(text) == text


def test_a_number_over_pieces_is_masked_in_each() -> None:
    shown = mask_segments((("NIK 757101", False), ("0203", True), ("040005", False)))
    assert "".join(text for text, _ in shown).count(DOT) == 13
