"""Dates and months in the spellings of the papers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.dates import MONTHS, text_to_date, text_to_month, text_to_weekday


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("03 SEPTEMBER 2019", "2019-09-03"),
        ("22 APR I L 2019", "2019-04-22"),
        ("28 AguStu5 a023", "2023-08-28"),
        ("Senin, 14 Okt 2024", "2024-10-14"),
        ("17-8-23", "2023-08-17"),
        ("17/08/'23", "2023-08-17"),
        ("Sabtu / 4-01-2025", "2025-01-04"),
        ("3 Pebruari 2020", "2020-02-03"),
        ("12 Nopember 2021", "2021-11-12"),
        ("1 Agst 2020", "2020-08-01"),
        ("Jum'at, 5 Mei 2023", "2023-05-05"),
        ("10 0ktober 2O19", "2019-10-10"),
        ("l4 Mei 2020", "2020-05-14"),
        ("10ktober 2019", "2019-10-10"),
        ("03SEPTEMBER2019", "2019-09-03"),
        ("02-03- 2022", "2022-03-02"),
        ("17 VIII 2023", "2023-08-17"),
        ("17/VIII/2023", "2023-08-17"),
        ("1710812023", "2023-08-17"),
        ("Kamis / 28-092023", "2023-09-28"),
        ("2809/2023", "2023-09-28"),
        ("2024-02-29", "2024-02-29"),
        ("Bukit Bestari, 4 Juni 2022", "2022-06-04"),
        ("Rabu tanggal 5 bulan Juni tahun 2024", "2024-06-05"),
        ("Minggu, 2 1 Juli 2024", "2024-07-21"),
    ],
)
def test_a_date_is_read_in_every_spelling(text: str, iso: str) -> None:
    found = text_to_date(text)
    assert found is not None
    assert found.value == iso


@pytest.mark.parametrize(
    "text", ["", "01", "2024", "Agustus 2023", "31-02-2020", "76050993", "tidak ada", "30/13/2024"]
)
def test_what_is_no_whole_possible_date_is_none(text: str) -> None:
    assert text_to_date(text) is None


def test_a_weekday_that_does_not_fit_warns_and_keeps_the_date() -> None:
    found = text_to_date("Senin, 4-01-2025")
    assert found is not None
    assert found.value == "2025-01-04"
    assert found.warnings == ("weekday",)


def test_two_digits_of_a_year_lie_not_after_the_latest_year() -> None:
    found = text_to_date("12-03-67", latest_year=2026)
    assert found is not None
    assert found.value == "1967-03-12"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("BULAN MEI 2022", "2022-05"),
        ("BULAN : Mei 2022", "2022-05"),
        ("Periode 1 s.d. 31 Mei 2022", "2022-05"),
        ("BULAN DESEMBER2025", "2025-12"),
        ("Bulan Juli '24", "2024-07"),
        ("05/2022", "2022-05"),
        ("V / 2024", "2024-05"),
        ("Agustus 2023", "2023-08"),
        ("3 Februari 2024", "2024-02"),
    ],
)
def test_a_month_is_read_alone_and_in_a_span(text: str, month: str) -> None:
    found = text_to_month(text)
    assert found is not None
    assert found.value == month


@pytest.mark.parametrize("text", ["", "2024", "BULAN", "13/2022"])
def test_no_month_is_none(text: str) -> None:
    assert text_to_month(text) is None


def test_weekdays_are_known_through_slips() -> None:
    assert text_to_weekday("Jum’at, 5 Mei") == 4
    assert text_to_weekday("Sen1n") is None or text_to_weekday("Senim, 3") == 0
    assert text_to_weekday("3 Mei 2020") is None


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(0, 3))
def test_whatever_is_written_is_read_back(day: date, style: int) -> None:
    name = MONTHS[day.month - 1][0]
    text = (
        f"{day.day} {name.title()} {day.year}",
        f"{day.day:02d} {name.upper()} {day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02d} / {day.month:02d} / {day.year}",
    )[style]
    found = text_to_date(text)
    assert found is not None
    assert found.value == day.isoformat()
    assert found.repairs == 0


@given(st.text(max_size=40))
def test_any_text_gives_a_real_date_or_none(text: str) -> None:
    found = text_to_date(text)
    if found is not None:
        assert date.fromisoformat(found.value)
