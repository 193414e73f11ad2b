"""Layouts are computed again from form, version and unit, and say what the printed page says."""

from __future__ import annotations

from itertools import islice

import pytest

from compose.blank.document import compose_blank
from compose.blank.layouts import code_to_layouts, form_to_layouts
from compose.blank.sheet import Paper
from forms.code import PageCode
from forms.definitions import load_forms
from forms.form import Form
from forms.layout import Shape
from forms.layout_json import json_to_layout, layout_to_json

UNIT = "POLSEK KUPANG TENGAH"
FORMS = load_forms()
PRINTED_PLACES = {
    "catatan-kunjungan": ("officer", 79.5, 65.60),
    "kunjungan-usaha": ("visited_on", 79.5, 65.60),
    "kunjungan-warga": ("visited_on", 79.5, 65.60),
}
"""Where papers already printed have their first field: moved, they could not be read."""
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def code(form: Form, unit: str = UNIT, *, page: int = 1, version: int | None = None) -> PageCode:
    pages = compose_blank(form, unit).pages
    return PageCode(form.id, version or form.version, unit, "000001", page, pages)


@every_form
@pytest.mark.parametrize("paper", Paper)
def test_a_layout_has_the_places_of_the_printed_page(form: Form, paper: Paper) -> None:
    blank = compose_blank(form, UNIT, letterhead=("DAERAH NTT", "RESOR KUPANG"), paper=paper)
    layouts = form_to_layouts(form, UNIT, paper=paper)
    assert len(layouts) == blank.pages
    places = {(layout.page, one.key): one for layout in layouts for one in layout.places}
    assert len(places) == len(blank.pens)
    for pen in blank.pens:
        layout, one = layouts[pen.page - 1], places[pen.page, pen.key]
        shares = one.box.scale(1 / layout.width, 1 / layout.height)
        found = (shares.left, shares.top, shares.right, shares.bottom)
        assert found == pytest.approx(pen.box, abs=1e-4)
        if one.shape is Shape.COMB:
            assert len(one.parts) == pen.cells


@every_form
def test_a_code_names_the_layouts_of_its_page(form: Form) -> None:
    found = list(islice(code_to_layouts(form, code(form)), 2))
    assert [round(one.height) for one in found][:1] == [297]
    assert {one.page for one in found} == {1}
    assert list(code_to_layouts(form, code(form, version=form.version + 1))) == []


def test_units_and_serial_numbers_move_nothing() -> None:
    form = FORMS[0]
    usual = next(code_to_layouts(form, code(form)))
    assert next(code_to_layouts(form, code(form, "POLSEK A"))).places == usual.places
    assert next(code_to_layouts(form, None)).places == usual.places


@every_form
def test_a_layout_can_be_kept_as_json(form: Form) -> None:
    layout = form_to_layouts(form, UNIT)[0]
    kept = json_to_layout(layout_to_json(layout))
    assert [one.key for one in kept.places] == [one.key for one in layout.places]
    assert kept.code is not None
    assert len(kept.marks) == 5


@pytest.mark.parametrize("name", PRINTED_PLACES)
def test_papers_already_printed_stay_readable(name: str) -> None:
    form = next(form for form in FORMS if form.id == name)
    key, left, top = PRINTED_PLACES[name]
    one = form_to_layouts(form, UNIT)[0].places[0]
    assert one.key == key
    assert one.box.left == pytest.approx(left, abs=0.05)
    assert one.box.top == pytest.approx(top, abs=0.05)
