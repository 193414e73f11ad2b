"""A procedure's Word document: real tables, real shapes, the record's words."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random
from xml.etree import ElementTree
from zipfile import ZipFile

import docx

from compose.office.editable import compose_editable
from compose.office.tables import TABLE_ORDER
from records.findings import Kind, Record
from tests.compose.markup import parse
from tests.papers.bundle import LETTERHEAD, procedure
from tests.papers.flows import draw_flow_record

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"


def body_of(data: bytes) -> ElementTree.Element:
    with ZipFile(io.BytesIO(data)) as parts:
        return parse(parts.read("word/document.xml"))


def presets(body: ElementTree.Element) -> list[str]:
    return [shape.get("prst") or "" for shape in body.iter(f"{DRAWING}prstGeom")]


def test_every_symbol_is_a_flowchart_shape_and_every_arrow_a_connector() -> None:
    record = procedure()
    assert record.matrix is not None
    body = body_of(compose_editable(record, letterhead=LETTERHEAD))
    shapes = [name for name in presets(body) if name.startswith("flowChart")]
    assert len(shapes) == len(record.matrix.steps)
    assert shapes.count("flowChartDecision") == 2
    assert shapes.count("flowChartTerminator") == 2
    assert len(list(body.iter(f"{SHAPE}cNvCnPr"))) == len(record.matrix.edges)


def test_shapes_are_anchored_inside_table_cells_and_have_numbers_of_their_own() -> None:
    body = body_of(compose_editable(draw_flow_record(Random(22))))
    drawings = list(body.iter(f"{WORD}drawing"))
    in_cells = {d for cell in body.iter(f"{WORD}tc") for d in cell.iter(f"{WORD}drawing")}
    assert set(drawings) == in_cells
    numbers = [e.get("id") for e in body.iter() if e.tag.endswith("}docPr")]
    assert len(set(numbers)) == len(numbers) == len(drawings)


def test_page_turns_have_connectors_and_each_page_a_head_that_repeats() -> None:
    body = body_of(compose_editable(draw_flow_record(Random(22))))
    assert presets(body).count("flowChartOffpageConnector") % 2 == 0
    tables = list(body.iter(f"{WORD}tbl"))[1:]
    assert len(tables) > 1
    assert all(len(list(table.iter(f"{WORD}tblHeader"))) == 2 for table in tables)


def test_properties_of_tables_stand_in_the_order_that_word_demands() -> None:
    for properties in body_of(compose_editable(procedure())).iter(f"{WORD}tblPr"):
        names = [f"w:{child.tag.rpartition('}')[2]}" for child in properties]
        assert names == sorted(names, key=TABLE_ORDER.index)


def test_the_document_holds_every_word_of_the_record() -> None:
    record = procedure()
    assert record.matrix is not None
    found = docx.Document(io.BytesIO(compose_editable(record, letterhead=LETTERHEAD)))
    texts = {cell.text for table in found.tables for row in table.rows for cell in row.cells}
    for step in record.matrix.steps:
        assert {step.activity, step.output, step.duration} <= texts


def test_the_same_record_gives_the_same_bytes_even_an_empty_or_odd_one() -> None:
    assert compose_editable(procedure()) == compose_editable(procedure())
    assert compose_editable(Record(Kind.SOP, (1,)))[:2] == b"PK"
    record = procedure()
    assert record.matrix is not None
    odd = replace(record.matrix.steps[0], activity="<w:t>&\x00]]>", section="A & B")
    odd_record = replace(record, matrix=replace(record.matrix, steps=(odd,), edges=()))
    assert body_of(compose_editable(odd_record)) is not None
