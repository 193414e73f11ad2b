"""A letterhead's wording finds its unit, or none: never one of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.units.matching import fold, match
from records.keeping import DatedName, Unit

UNITS = (
    Unit("jateng", "POLDA JAWA TENGAH"),
    Unit("jateng/sragen", "POLRES SRAGEN", ("RESOR SRAGEN",)),
    Unit("jateng/sragen/binmas", "SATBINMAS POLRES SRAGEN"),
    Unit("jateng/sragen/masaran", "POLSEK MASARAN"),
    Unit("jateng/sragen/barat", "POLSEK KOTA BARAT"),
    Unit("jateng/sragen/baru", "POLSEK KOTA BARU"),
    Unit("jateng/sragen/s1", "POLSEK GEMOLONG 1"),
    Unit("jateng/sragen/s2", "POLSEK GEMOLONG 2"),
    Unit(
        "jateng/tegal",
        "POLRESTA TEGAL",
        earlier=(DatedName("POLRES TEGAL KOTA", None, "2022-06-30"),),
    ),
    Unit("jateng/lama", "POLSEK SUMBERLAWANG", valid_to="2019-12-31"),
    Unit("jateng/baru", "POLSEK SUMBERLAWANG", valid_from="2020-01-01"),
)


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        ("POLSEK MASARAN", "jateng/sragen/masaran"),
        ("Kepolisian Sektor Masaran", "jateng/sragen/masaran"),
        ("SEKTOR MASARAN", "jateng/sragen/masaran"),
        ("POLSEK MASARN", "jateng/sragen/masaran"),
        ("P0LSEK MASARAN", "jateng/sragen/masaran"),
        ("POL SEK  MASARAN.", "jateng/sragen/masaran"),
        ("KEPOLISIAN RESORT SRAGEN", "jateng/sragen"),
        ("RESOR SRAGEN", "jateng/sragen"),
        ("SATUAN BINMAS POLRES SRAGEN", "jateng/sragen/binmas"),
        ("KEPOLISIAN DAERAH JAWA TENGAH", "jateng"),
        ("jateng/sragen", "jateng/sragen"),
        ("POLSEK KOTA BARAT", "jateng/sragen/barat"),
        ("POLSEK KOTA BARA", None),
        ("POLSEK KOTA BARAU", None),
        ("POLSEK GEMOLONG", None),
        ("POLSEK GEMOLONG 2", "jateng/sragen/s2"),
        ("POLSEK GEMOLONG 3", None),
        ("POLSEK PLUPUH", None),
        ("POLSEK SUMBERLAWANG", None),
        ("POLRES", None),
        ("...", None),
        ("KEPOLISIAN NEGARA REPUBLIK INDONESIA", None),
    ],
)
def test_a_wording_means_one_unit_or_none(wording: str, code: str | None) -> None:
    found = match(UNITS, wording)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("wording", "month", "code"),
    [
        ("POLSEK SUMBERLAWANG", "2019-12", "jateng/lama"),
        ("POLSEK SUMBERLAWANG", "2020-01", "jateng/baru"),
        ("POLRES TEGAL KOTA", "2022-06", "jateng/tegal"),
        ("POLRES TEGAL KOTA", "2023-01", None),
        ("POLRESTA TEGAL", "2023-01", "jateng/tegal"),
    ],
)
def test_names_and_units_have_their_time(wording: str, month: str, code: str | None) -> None:
    found = match(UNITS, wording, month)
    assert (found.code if found else None) == code


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_to_compare(wording: str) -> None:
    assert fold(wording) == fold(wording.upper())


@given(st.sampled_from(UNITS), st.integers(0, 12), st.sampled_from("XQZ"))
def test_one_wrong_letter_never_gives_another_unit(unit: Unit, place: int, letter: str) -> None:
    wording = unit.name[:place] + letter + unit.name[place + 1 :]
    found = match(UNITS, wording)
    assert found is None or found.name == unit.name
