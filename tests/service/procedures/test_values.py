"""A blank's values and a recapitulation's counts as sheets."""

from __future__ import annotations

from forms.definitions import builtin_forms
from records.findings import CountTable, Kind, Record
from service.procedures.values import record_to_sheets


def test_values_stand_beside_their_labels_and_tables_on_sheets_of_their_own() -> None:
    register = Record(
        kind=Kind.FORM,
        pages=(1,),
        form="catatan-kunjungan",
        fields={"officer": "WAYAN", "visits": ({"name": "=cmd", "address": "Jl. Mawar"},)},
    )
    sheets = record_to_sheets(register, builtin_forms())
    assert sheets["isian"] == [["isian", "nilai"], ["Nama Petugas", "WAYAN"]]
    assert sheets["visits"][1] == ["=cmd", "Jl. Mawar"]


def test_a_sum_stands_below_its_columns() -> None:
    table = CountTable(("No", "Nama", "DDS", "PS"), (("1", "WAYAN", "3", "1"),), ("3", "1"))
    sheets = record_to_sheets(Record(kind=Kind.REPORT, pages=(1,), table=table), ())
    assert sheets["rekap"][-1] == ["JUMLAH", "", "3", "1"]
