"""Blanks of other layouts are read: on a screen without a fault, on paper nearly so."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from extract.blank.part import sheet_to_blank
from extract.matrix.grid import rulings_to_tables
from forms.definitions import load_forms
from forms.form import Form
from ingest.limits import Limits
from ingest.pages import open_scan
from ocr.hand.page import PenPage
from ocr.hand.typed import TypedPen
from ocr.sheet import read_sheet
from records.findings import FieldValue
from records.paper import Page, Raster, Sheet, Source
from records.pen import PenReader
from tests.papers.blanks import Filled, draw_blank
from tests.papers.layouts import SHAPES, Shape, draw_foreign
from tests.papers.scanning import DPI, print_pages, scan

FORMS = ("kunjungan-warga", "laporan-informasi")
LEAST_EXACT = 0.85


def _form(form_id: str) -> Form:
    return next(form for form in load_forms() if form.id == form_id)


def _fold(value: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(value).casefold())


def _wrong(filled: Filled, found: dict[str, FieldValue]) -> list[tuple[str, FieldValue, object]]:
    return [
        (key, value, found.get(key))
        for key, value in filled.fields.items()
        if _fold(value) != _fold(found.get(key))
    ]


def _on_screen(filled: Filled, folder: Path) -> tuple[Sheet, PenReader]:
    path = folder / "filled.pdf"
    path.write_bytes(filled.pdf)
    with open_scan(path, Limits()) as opened:
        page = opened.page(1)
    sheet, upright = read_sheet(page)
    assert upright is None
    assert page.layer is not None
    return sheet, TypedPen(sheet, page.layer)


def _read(sheet: Sheet, pen: PenReader) -> tuple[dict[str, FieldValue], set[Source]]:
    tables = rulings_to_tables(
        sheet.rulings, sheet.words, sheet.char_height, sheet.width, sheet.height
    )
    part = sheet_to_blank(sheet, tables, pen, load_forms())
    assert part is not None
    return part.values, {one.source for one in part.evidence.values()}


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_blank_filled_on_a_screen_is_read_without_a_fault(
    shape: Shape, form_id: str, tmp_path: Path
) -> None:
    filled = draw_foreign(_form(form_id), 11, shape, "Kalam")
    values, sources = _read(*_on_screen(filled, tmp_path))
    assert _wrong(filled, values) == []
    assert sources <= {Source.LAYER, Source.CHECK}


@pytest.mark.parametrize("layout", ["dotted", "ruled", "boxes"])
def test_checks_on_a_screen_are_told_by_what_stands_in_the_square(
    layout: str, tmp_path: Path
) -> None:
    filled = draw_blank(_form("laporan-informasi"), 6, layout, "Kalam")  # type: ignore[arg-type]
    values, _ = _read(*_on_screen(filled, tmp_path))
    assert _wrong(filled, values) == []


@pytest.mark.tesseract
@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_blank_of_another_layout_is_read_from_paper(shape: Shape) -> None:
    filled = draw_foreign(_form("laporan-informasi"), 11, shape, "Kalam")
    pixels = scan(print_pages(filled.pdf, DPI["office"])[0], "office", np.random.default_rng(3))
    sheet, upright = read_sheet(Page(1, 595, 842, Raster(pixels, DPI["office"]), None))
    assert upright is not None
    values, _ = _read(sheet, PenPage(sheet, upright))
    wrong = _wrong(filled, values)
    assert len(wrong) <= (1 - LEAST_EXACT) * len(filled.fields), wrong
