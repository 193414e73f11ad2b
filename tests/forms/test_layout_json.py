"""A layout kept as JSON is the same when read again."""

from __future__ import annotations

import json

import pytest

from forms.form import FieldKind
from forms.layout import PageLayout, Place, PrintedLine, PrintedText, Shape
from forms.layout_json import json_to_layout, layout_to_json
from records.geometry import Box

LAYOUT = PageLayout(
    form="kunjungan-warga",
    version=3,
    page=1,
    pages=2,
    width=210.0,
    height=297.0,
    marks=(Box(8, 8, 14, 14), Box(196, 8, 202, 14)),
    code=Box(160, 11, 190, 41),
    rulings=(PrintedLine((20, 30), (190, 30), 0.2), PrintedLine((20, 40), (190, 40), 0.2, True)),
    texts=(PrintedText("Nama", Box(20, 50, 32, 54)),),
    places=(
        Place("nik", FieldKind.NIK, Shape.COMB, Box(79, 60, 191, 70), (Box(79, 60, 86, 70),)),
        Place("male", FieldKind.CHECKS, Shape.CHECK, Box(79, 80, 84, 85)),
    ),
)


def test_a_layout_is_read_again_as_it_was_kept() -> None:
    assert json_to_layout(json.loads(json.dumps(layout_to_json(LAYOUT)))) == LAYOUT


def test_a_page_beyond_the_last_is_no_page() -> None:
    with pytest.raises(ValueError, match="no page"):
        json_to_layout(layout_to_json(LAYOUT) | {"page": 3})
