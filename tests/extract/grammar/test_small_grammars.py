"""Times, counts, identifiers, ranks and names."""

from __future__ import annotations

import pytest

from extract.grammar.counts import text_to_count
from extract.grammar.identifiers import text_to_nik, text_to_nip, text_to_nrp, text_to_phone
from extract.grammar.names import split_titles, text_to_name
from extract.grammar.ranks import rank_to_short, split_rank, text_to_rank
from extract.grammar.times import text_to_time


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("06.15 WIB", "06.15 WIB"),
        ("16:34", "16.34"),
        ("pukul 8.30 wita", "08.30 WITA"),
        ("08.00 s.d. 10.00 WIB", "08.00 - 10.00 WIB"),
        ("0615 WIB", "06.15 WIB"),
        ("O8.45WIB", "08.45 WIB"),
        ("08.45 WlB", "08.45 WIB"),
        ("jam 7 WIT", "07.00 WIT"),
        ("25.00", None),
        ("pagi", None),
        ("", None),
    ],
)
def test_a_time_is_read(text: str, value: str | None) -> None:
    found = text_to_time(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("l2", "12"),
        ("-", "0"),
        ("–", "0"),
        ("nihil", "0"),
        ("1.250", "1250"),
        ("O", "0"),
        ("", None),
        ("Bripka", None),
    ],
)
def test_a_count_is_read_and_a_dash_is_none_at_all(text: str, value: str | None) -> None:
    found = text_to_count(text)
    assert (found.value if found else None) == value


def test_identifiers_warn_and_never_refuse() -> None:
    nrp = text_to_nrp("NRP 7605O993")
    assert nrp is not None
    assert (nrp.value, nrp.warnings) == ("76050993", ())
    odd = text_to_nrp("761309")
    assert odd is not None
    assert odd.warnings == ("length", "birth-month")
    nip = text_to_nip("NIP. 19701110 200212 1 005")
    assert nip is not None
    assert (nip.value, nip.warnings) == ("197011102002121005", ())
    phone = text_to_phone("HP: 0812-3456 789")
    assert phone is not None
    assert (phone.value, phone.warnings) == ("08123456789", ())


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("3201 0145 0190 0001", ()),
        ("3201010501900001", ()),
        ("3201013213900001", ("birth-date",)),
        ("3201010501900000", ("serial",)),
        ("320101050190", ("length",)),
    ],
)
def test_a_resident_number_is_checked(text: str, warnings: tuple[str, ...]) -> None:
    found = text_to_nik(text)
    assert found is not None
    assert found.warnings == warnings


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("AJUN KOMISARIS BESAR POLISI", "AJUN KOMISARIS BESAR POLISI"),
        ("AJUN KOMlSARIS POLISI", "AJUN KOMISARIS POLISI"),
        ("KOMISARIS POLISI", "KOMISARIS POLISI"),
        ("Aipda", "Aipda"),
        ("BRIPKA", "BRIPKA"),
        ("Pembina Utama Muda", "Pembina Utama Muda"),
        ("Brip?a", None),
        ("Hasan", None),
    ],
)
def test_a_rank_is_matched_in_the_form_it_was_written(text: str, value: str | None) -> None:
    found = text_to_rank(text)
    assert (found.value if found else None) == value


def test_ranks_have_short_forms_and_lead_names() -> None:
    assert rank_to_short("AJUN KOMISARIS BESAR POLISI") == "AKBP"
    assert split_rank("Aipda Ratna Saputra") == ("Aipda", "Ratna Saputra")
    assert split_rank("Ratna Saputra") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ROBIN LUMBAN RAJA, S.LK. M.SI", "ROBIN LUMBAN RAJA, S.I.K. M.SI"),
        ("HASAN MOKODOMPlT", "HASAN MOKODOMPIT"),
        ("~ SITI RAHAYU, S.Sos. -", "SITI RAHAYU, S.Sos."),
        ("AGUS PRASETYO , S.H., M.H.", "AGUS PRASETYO, S.H., M.H."),
        ("AGUS PRASETYO.S.H.M.H.", "AGUS PRASETYO, S.H., M.H."),
        ("HENDRA WIJAYA,S.H.", "HENDRA WIJAYA, S.H."),
        ("BAMBANG SUTR!SNO. S.I.K.", "BAMBANG SUTRISNO, S.I.K."),
        ("ENDANG WAHYUNI,S.H, M.H", "ENDANG WAHYUNI, S.H., M.H."),
        ("| KETUT WIRAWAN, S.Sos.", "I KETUT WIRAWAN, S.Sos."),
        ("SUHERMAN, SH", "SUHERMAN, SH"),
        ("Made Gunawan", "Made Gunawan"),
        ("--", None),
    ],
)
def test_a_name_keeps_its_spelling_and_its_titles(text: str, value: str | None) -> None:
    found = text_to_name(text)
    assert (found.value if found else None) == value


def test_titles_are_parted_from_the_name() -> None:
    assert split_titles("ROBIN RAJA, S.I.K., M.Si") == ("ROBIN RAJA", "S.I.K., M.Si")
    assert split_titles("HENDRA WIJAYA S.H.") == ("HENDRA WIJAYA", "S.H.")
