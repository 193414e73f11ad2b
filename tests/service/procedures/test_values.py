"""A blank's values and a recapitulation's counts as sheets."""

from __future__ import annotations

import io

from docx import Document
from docx.enum.section import WD_ORIENT

from compose.office.values import sheets_to_docx
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


def test_the_sheets_are_tables_of_a_word_document_that_is_the_same_each_time() -> None:
    sheets = {"isian": [["isian", "nilai"], ["Nama", "WAYAN \x0b"]], "isi": [["a"] * 6, ["1"] * 6]}
    made = sheets_to_docx("CATATAN", sheets)
    assert made == sheets_to_docx("CATATAN", sheets)
    paper = Document(io.BytesIO(made))
    assert [len(table.columns) for table in paper.tables] == [2, 6]
    assert paper.tables[0].rows[1].cells[1].text == "WAYAN "
    assert paper.sections[0].orientation is WD_ORIENT.LANDSCAPE
