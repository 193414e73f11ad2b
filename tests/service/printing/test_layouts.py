"""Papers that earlier versions of our own forms printed keep their layouts."""

from __future__ import annotations

import pytest

from compose.blank.layouts import code_to_layouts
from forms.code import PageCode
from forms.definitions import load_forms
from service.printing.layouts import forms_of


@pytest.mark.parametrize(("version", "left"), [(1, 145.9), (2, 133.8)])
def test_a_register_lies_as_the_version_that_its_code_names(version: int, left: float) -> None:
    code = PageCode("catatan-kunjungan", version, "POLSEK A", "000001", 1, 1)
    form = forms_of(load_forms(), None)(code)
    assert form is not None
    layout = next(iter(code_to_layouts(form, code)))
    notes = next(one for one in layout.places if one.key == "visits.0.notes")
    assert notes.box.left == pytest.approx(left, abs=0.1)


def test_a_version_never_printed_has_no_form() -> None:
    code = PageCode("catatan-kunjungan", 99, "POLSEK A", "000001", 1, 1)
    assert forms_of(load_forms(), None)(code) is None
