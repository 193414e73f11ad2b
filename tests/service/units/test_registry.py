"""Units come in and go out as tables, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from records.errors import NotAllowed, UnitTableInvalid, UnitUnknown
from records.keeping import DatedName, Role, Unit, User
from records.months import Posting
from service import library
from service.filing.refiling import tray
from service.intake import take
from service.jobs.claims import work_on_next
from service.units.registry import export_units, import_units, unit_adopted, unit_named
from service.units.tables import read_tables
from service.wiring import Services
from tests.fakes.halls import clocked_services, small_settings
from tests.fakes.reading import paper, read

ADMIN = User(1, "admin", Role.ADMIN)
HEAD = User(2, "head", Role.HEAD)

UNITS = """kode,nama,alias,nama_lama,berlaku_dari,berlaku_sampai
polda,POLDA UTARA,,,,
polda/kota,POLRESTA KOTA,RESOR KOTA; POLRES KOTA X,POLRES KOTA (..2020-12-31),2001-01-01,
polda/kota/a,POLSEK ANGGREK,,,,
"""
POSTINGS = """kode,nrp,nama,pangkat,desa,dari,sampai
polda/kota/a,76050993,SUTRISNO,AIPTU,MOODU,2022-01-01,
polda/kota/a,76050993,SUTRISNO,AIPTU,IPILO,2022-01-01,2023-06-30
"""


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Services]:
    services, _ = clocked_services(small_settings(tmp_path / "data"))
    yield services
    services.close()


def table(folder: Path, text: str, name: str = "satuan.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_comes_out_as_it_went_in(hall: Services, tmp_path: Path) -> None:
    import_units(ADMIN, table(tmp_path, UNITS), hall)
    import_units(ADMIN, table(tmp_path, POSTINGS, "tugas.csv"), hall)
    out = tmp_path / "units.xlsx"
    out.write_bytes(export_units(ADMIN, hall))
    assert out.read_bytes() == export_units(ADMIN, hall), "the same units give the same bytes"
    found = read_tables(out)
    assert found.units[1] == Unit(
        "polda/kota",
        "POLRESTA KOTA",
        ("RESOR KOTA", "POLRES KOTA X"),
        (DatedName("POLRES KOTA", None, "2020-12-31"),),
        "2001-01-01",
    )
    expected = Posting("polda/kota/a", "76050993", "SUTRISNO", "AIPTU", "MOODU", "2022-01-01")
    assert expected in found.postings
    assert len(found.postings) == 2
    import_units(ADMIN, out, hall)
    assert out.read_bytes() == export_units(ADMIN, hall)
    as_csv = table(tmp_path, export_units(ADMIN, hall, suffix=".csv").decode("utf-8-sig"), "u.csv")
    assert read_tables(as_csv).units == found.units


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("kode,nama\npolda,A\npolda/x y,B\n", 3),
        ("kode,nama\npolda,\n", 2),
        ("kode,nama\npolda,A\npolda,B\n", 2),
        ("kode,nama\nnowhere/a,A\n", 2),
        ("kode,nama,berlaku_dari\npolda,A,kemarin\n", 2),
        ("nama,alamat\nA,B\n", 1),
        ("kode,nrp,nama\nnowhere,1,A\n", 2),
    ],
)
def test_a_wrong_line_is_named_and_nothing_taken(
    hall: Services, tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(UnitTableInvalid) as told:
        import_units(ADMIN, table(tmp_path, text), hall)
    assert told.value.facts["line"] == line
    assert library.units(User(9, "a", Role.AUDITOR), hall) == ()


def test_a_semicolon_table_of_excel_is_read(tmp_path: Path) -> None:
    found = read_tables(table(tmp_path, "Kode;Nama;Alias\npolda;POLDA;a, b\n"))
    assert found.units == (Unit("polda", "POLDA", ("a, b",)),)


def test_only_administrators_take_units_over(hall: Services, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_units(HEAD, table(tmp_path, UNITS), hall)


def test_a_unit_is_named_by_code_or_by_letterhead(hall: Services, tmp_path: Path) -> None:
    import_units(ADMIN, table(tmp_path, UNITS), hall)
    assert unit_named(HEAD, "polda/kota/a", hall).name == "POLSEK ANGGREK"
    assert unit_named(HEAD, "Kepolisian Sektor Anggrek", hall).code == "polda/kota/a"
    with pytest.raises(UnitUnknown):
        unit_named(HEAD, "POLSEK", hall)


def test_units_that_become_known_file_what_waited(hall: Services, tmp_path: Path) -> None:
    take(io.BytesIO(paper("unit: POLSEK ANGGREK", "month: 2024-10")), "a.pdf", "door", hall)
    work_on_next(hall, read, "test:1")
    assert tray(HEAD, hall).count == 1
    assert import_units(ADMIN, table(tmp_path, UNITS), hall)[1] == 1
    assert tray(HEAD, hall).count == 0
    counted = library.archive_counts(HEAD, hall)
    assert [(c.unit_code, c.month, c.documents) for c in counted] == [
        ("polda/kota/a", "2024-10", 1)
    ]


def test_a_unit_that_only_papers_name_is_taken_into_the_list(hall: Services) -> None:
    take(io.BytesIO(paper("unit: POLSEK ANGGREK", "month: 2024-10")), "a.pdf", "door", hall)
    work_on_next(hall, read, "test:1")
    with pytest.raises(UnitUnknown):
        unit_adopted(HEAD, "POLSEK MAWAR", hall)
    found = unit_adopted(HEAD, "Polsek  Anggrek", hall)
    assert (found.code, found.name) == ("polsek-anggrek", "POLSEK ANGGREK")
    assert tray(HEAD, hall).count == 0
    assert unit_adopted(HEAD, "POLSEK ANGGREK", hall) == found
