"""A procedure's workbook holds the record as text and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random

import openpyxl

from compose.office.workbook import compose_workbook
from records.findings import Kind, Record
from tests.papers.bundle import procedure
from tests.papers.flows import draw_flow_record


def test_header_matrix_and_flow_have_a_sheet_each() -> None:
    record = procedure()
    book = openpyxl.load_workbook(io.BytesIO(compose_workbook(record)))
    assert book.sheetnames == ["Identitas", "Matriks", "Alur"]
    assert record.matrix is not None
    heads = [cell.value for cell in book["Matriks"][1]]
    assert heads[2:7] == list(record.matrix.actors)
    assert book["Matriks"].max_row == len(record.matrix.steps) + 1
    assert book["Alur"].max_row == len(record.matrix.edges) + 1
    assert [cell.value for cell in book["Alur"][2]][:4] == [
        "1",
        "Bhabinkamtibmas",
        "2",
        "Kanit Binmas Polsek",
    ]


def test_sections_stand_above_their_steps() -> None:
    record = next(
        r
        for r in (draw_flow_record(Random(seed)) for seed in range(50))
        if r.matrix and r.matrix.steps[0].section
    )
    sheet = openpyxl.load_workbook(io.BytesIO(compose_workbook(record)))["Matriks"]
    assert record.matrix is not None
    assert sheet["A2"].value == record.matrix.steps[0].section
    assert sheet["B3"].value == record.matrix.steps[0].activity


def test_text_that_looks_like_a_formula_stays_text() -> None:
    record = procedure()
    assert record.matrix is not None
    evil = '=HYPERLINK("http://x","y")\x00'
    steps = (replace(record.matrix.steps[0], activity=evil, output="+1", duration="@a"),)
    record = replace(record, matrix=replace(record.matrix, steps=steps, edges=()))
    row = openpyxl.load_workbook(io.BytesIO(compose_workbook(record)))["Matriks"][2]
    assert row[1].value == evil.rstrip("\x00")
    assert {cell.data_type for cell in row if cell.value} == {"s"}


def test_the_same_record_gives_the_same_bytes_even_an_empty_one() -> None:
    assert compose_workbook(procedure()) == compose_workbook(procedure())
    bare = Record(Kind.SOP, (1,))
    assert compose_workbook(bare)[:2] == b"PK"
