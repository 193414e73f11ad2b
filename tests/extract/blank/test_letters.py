"""A printed letter of assignment is recognised, and its paragraphs read."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.content import sheet_to_content
from extract.documents import contents_to_records
from forms.definitions import load_forms
from ingest.limits import Limits
from ingest.pages import open_scan
from ocr.hand.typed import TypedPen
from ocr.sheet import read_sheet
from records.findings import Kind
from records.findings_json import json_to_record, record_to_json
from tests.papers.letters import draw_letter


@pytest.mark.parametrize("font", ["Libertinus Serif", "New Computer Modern"])
def test_a_letter_of_assignment_is_read_paragraph_by_paragraph(font: str, tmp_path: Path) -> None:
    letter = draw_letter(font)
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter.pdf)
    with open_scan(path, Limits()) as opened:
        page = opened.page(1)
    sheet, _ = read_sheet(page)
    assert page.layer is not None
    content = sheet_to_content(sheet, None, load_forms(), TypedPen(sheet, page.layer))
    (record,), _ = contents_to_records([content])
    assert record.kind is Kind.LETTER
    assert (record.form, record.unit, record.month) == (
        "surat-perintah-tugas",
        letter.unit,
        "2024-03",
    )
    assert record.fields == letter.fields
    assert not [key for key, one in record.evidence.items() if one.needs_review]
    data = record_to_json(record)
    assert data["fields"] == letter.fields
    assert json_to_record(data).fields == record.fields
