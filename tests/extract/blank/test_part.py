"""Blanks drawn with pen-like fonts are read back: floors of accuracy, never equalities."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest

from extract.content import PageContent, sheet_to_content
from extract.documents import contents_to_records
from forms.definitions import load_forms
from ocr.hand.page import PenPage
from ocr.sheet import read_sheet
from records.findings import Record
from records.paper import Page, Raster
from tests.papers.blanks import Filled, Layout, draw_blank
from tests.papers.scanning import DPI, Level, print_pages, scan

pytestmark = [pytest.mark.tesseract, pytest.mark.slow]
CASES: tuple[tuple[str, int, Layout, str, Level], ...] = (
    ("kunjungan-warga", 21, "dotted", "Kalam", "office"),
    ("laporan-informasi", 22, "ruled", "Patrick Hand", "copier"),
    ("problem-solving", 23, "boxes", "Indie Flower", "phone"),
)
LEAST_EXACT = 0.75


@cache
def _study(
    form_id: str, seed: int, layout: Layout, hand: str, level: Level
) -> tuple[Filled, Record, PageContent]:
    form = next(form for form in load_forms() if form.id == form_id)
    filled = draw_blank(form, seed, layout, hand)
    pixels = scan(print_pages(filled.pdf, DPI[level])[0], level, np.random.default_rng(seed))
    sheet, upright = read_sheet(Page(1, 595, 842, Raster(pixels, DPI[level]), None))
    assert upright is not None
    content = sheet_to_content(sheet, None, load_forms(), PenPage(sheet, upright))
    records, _ = contents_to_records([content])
    return filled, records[0], content


def _fold(value: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(value).casefold())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[0]))
def test_the_form_and_its_unit_are_told(
    case: tuple[str, int, Layout, str, Level],
) -> None:
    filled, record, _ = _study(*case)
    assert (record.kind, record.form, record.unit) == ("form", case[0], filled.unit)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[0]))
def test_most_fields_are_read_exactly_and_every_key_is_there(
    case: tuple[str, int, Layout, str, Level],
) -> None:
    filled, record, content = _study(*case)
    assert content.blank is not None
    assert set(record.fields) == set(content.blank.form.value_keys)
    right = [_fold(record.fields[key]) == _fold(value) for key, value in filled.fields.items()]
    assert sum(right) >= LEAST_EXACT * len(right)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[0]))
def test_checks_are_right_and_values_say_where_they_stand(
    case: tuple[str, int, Layout, str, Level],
) -> None:
    filled, record, _ = _study(*case)
    for key, value in filled.fields.items():
        if isinstance(value, bool):
            assert record.fields[key] is value, key
        elif record.fields[key]:
            evidence = record.evidence[f"fields.{key}"]
            assert evidence.page == 1
            assert evidence.box.right <= 1
