"""Numbers of documents, as printed and as misread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.document_numbers import document_number_warnings, text_to_document_number
from extract.grammar.roman import ROMAN_MONTHS, text_to_roman_month


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SOP / 04 / IX / 2019", "SOP / 04 / IX / 2019"),
        ("SOP/51/VIII//2023/Satbinmas", "SOP/51/VIII/2023/Satbinmas"),
        ("SOP//IV/2019", "SOP//IV/2019"),
        (": SOP - 07 / I / HUK.7.1 / 2023 / BINMAS", "SOP - 07 / I / HUK.7.1 / 2023 / BINMAS"),
        ("R/LI-12/X/2024", "R/LI-12/X/2024"),
        ("Sprin/12/X/HUK.6.6./2024", "Sprin/12/X/HUK.6.6./2024"),
        ("000.8.3.3 /        /SATPOLPP-A", "000.8.3.3 / /SATPOLPP-A"),
        ("000 8.3 3 /        /SATPOLPP-A", "000.8.3.3 / /SATPOLPP-A"),
        ("065 12 3/IX/2020", "065 12 3/IX/2020"),
        ("SOP / 04 1 IX / 2019", "SOP / 04 / IX / 2019"),
        ("SOP/041IX/2019", "SOP/04/IX/2019"),
        ("R / 52 / l / 2026 / Sekta", "R / 52 / I / 2026 / Sekta"),
        ("R / 52 1 I / 2026 / Sekta", "R / 52 / I / 2026 / Sekta"),
        ("R / 52 l I l 2026 / Sekta", "R / 52 / I / 2026 / Sekta"),
        ("SOP / 27 / VIll / 2021", "SOP / 27 / VIII / 2021"),
        ("LI / 24 1 VII 1 2024", "LI / 24 / VII / 2024"),
        ("LI/10/1/2025", "LI/10/I/2025"),
        ("SOP / O4 / 1X / 2O19", "SOP / 04 / IX / 2019"),
        ("SOP\\51\\VIII\\2023", "SOP/51/VIII/2023"),
    ],
)
def test_a_number_is_kept_as_written_with_its_slips_put_right(text: str, value: str) -> None:
    found = text_to_document_number(text)
    assert found is not None
    assert found.text == value


def test_the_parts_are_told_apart() -> None:
    found = text_to_document_number("SOP - 07 / I / HUK.7.1 / 2023 / BINMAS")
    assert found is not None
    assert (found.running, found.month, found.code, found.year, found.unit) == (
        "07",
        1,
        "HUK.7.1",
        2023,
        "BINMAS",
    )
    assert not found.is_blank


def test_a_number_left_for_the_pen_is_blank() -> None:
    found = text_to_document_number("000.8.3.3 / /SATPOLPP-A")
    assert found is not None
    assert found.is_blank
    assert found.unit == "SATPOLPP-A"


def test_a_month_that_differs_from_the_date_warns() -> None:
    found = text_to_document_number("SOP / 04 / IX / 2019")
    assert found is not None
    assert document_number_warnings(found, "2019-09-03") == ()
    assert document_number_warnings(found, "2018-10-03") == ("month-differs", "year-differs")
    assert document_number_warnings(found, None) == ()


@pytest.mark.parametrize("text", ["", "SOP", "UNIT BINPOLMAS"])
def test_no_number_is_none(text: str) -> None:
    assert text_to_document_number(text) is None


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("VIll", 8),
        ("1X", 9),
        ("XIl", 12),
        ("lV", 4),
        ("V1", 6),
        ("Xl", 11),
        ("vii", 7),
        ("IIX", None),
    ],
)
def test_a_roman_month_is_read_through_its_strokes(text: str, month: int | None) -> None:
    found = text_to_roman_month(text)
    assert (found[0] if found else None) == month


@given(
    st.integers(1, 999),
    st.sampled_from(ROMAN_MONTHS),
    st.integers(1990, 2049),
    st.sampled_from(["/", " / "]),
    st.sampled_from(["SOP", "R", "LI", "Sprin"]),
)
def test_a_clean_number_comes_back_unchanged(
    running: int, month: str, year: int, mark: str, kind: str
) -> None:
    text = mark.join((kind, f"{running:02d}", month, str(year)))
    found = text_to_document_number(text)
    assert found is not None
    assert found.text == text
    assert found.repairs == 0
    assert found.month == ROMAN_MONTHS.index(month) + 1
    assert found.year == year
