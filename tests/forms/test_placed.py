"""Definitions by place: pages, places, printed rows, relations; bad ones name line and reason."""

from __future__ import annotations

import pytest

from forms.definitions import text_to_form
from forms.form import FieldKind
from forms.layout import Shape
from forms.relations import relation_to_claims
from records.errors import FormInvalid

GOOD = """\
id = "hitung"
version = 1
titles = ["BERITA ACARA"]

[[field]]
key = "total"
labels = ["Jumlah"]
kind = "number"
place = [{ page = 1, box = [10, 10, 31, 20], cells = 3, gap = 1.5 }]

[[field]]
key = "said"
labels = ["Dengan huruf"]
kind = "number-words"
place = [
  { page = 1, box = [10, 30, 110, 36], cells = 20 },
  { page = 1, box = [10, 38, 60, 44], cells = 10 },
]

[[field]]
key = "table"
labels = ["Tabel"]
kind = "table"
column = [
  { key = "men", labels = ["L"], kind = "number", span = [50, 70], cells = 2, gap = 1 },
  { key = "all", labels = ["L+P"], kind = "number", span = [80, 100], cells = 2 },
  { key = "strokes", labels = ["Turus"], kind = "tally", span = [110, 150], cells = 4 },
]
row = [
  { key = "a", labels = ["A"], span = [50, 58] },
  { key = "b", labels = ["B"], page = 1, span = [60, 68] },
]

[[field]]
key = "status"
labels = ["Status"]
kind = "checks"
option = [{ key = "own", labels = ["Milik"], place = { box = [20, 80, 24, 84] } }]

[[field]]
key = "notes"
labels = ["Catatan"]
kind = "long-text"
place = [{ box = [20, 90, 120, 110], lines = 2 }]

[[relation]]
sum = ["table.a.men", "table.b.men"]
total = "total"

[[relation]]
sum = ["table.*.men"]
total = "table.*.all"

[[relation]]
number = "total"
words = "said"

[[page]]
width = 210
height = 297
marks = [[5, 5, 10, 10]]
texts = [["BERITA ACARA", 60, 5, 120, 9]]
rulings = [[10, 48, 160, 48]]
"""


def test_a_definition_by_place_gives_a_layout() -> None:
    form = text_to_form(GOOD)
    (page,) = form.pages
    places = {place.key: place for place in page.places if place.key != "said"}
    assert (page.form, page.page, page.pages, page.width) == ("hitung", 1, 1, 210.0)
    assert [round(part.left, 2) for part in places["total"].parts] == [10, 17.5, 25]
    assert [len(p.parts) for p in page.places if p.key == "said"] == [20, 10]
    assert places["table.1.men"].box.top == 60
    assert places["table.0.strokes"].shape is Shape.TALLY
    assert places["own"].shape is Shape.CHECK
    assert [part.height for part in places["notes"].parts] == [10.0, 10.0]
    assert page.texts[0].text == "BERITA ACARA"
    assert len(page.marks) == len(page.rulings) == 1


def test_stars_are_bound_by_the_total_or_run_over_all() -> None:
    form = text_to_form(GOOD)
    told = [
        (c.total, c.parts, c.words) for r in form.relations for c in relation_to_claims(r, form)
    ]
    assert told == [
        ("total", ("table.0.men", "table.1.men"), None),
        ("table.0.all", ("table.0.men",), None),
        ("table.1.all", ("table.1.men",), None),
        ("total", (), "said"),
    ]


BAD = [
    ("cells = 3, gap = 1.5", "cells = 3.5", 9, "cells is a whole number"),
    ("cells = 3, gap = 1.5", "cells = 3, gap = 40", 5, "gap is what lies between"),
    ("box = [10, 10, 31, 20]", "box = [31, 10, 10, 20]", 5, "a box is [left, top, right, bottom]"),
    ("box = [10, 10, 31, 20]", "box = [10, 10, 31]", 5, "a box is [left, top, right, bottom]"),
    ("box = [10, 10, 31, 20]", "box = [10, 10, 310, 20]", 6, "lies outside its page"),
    ("page = 1, box = [10, 10", "page = 2, box = [10, 10", 6, "there is no page 2"),
    ("page = 1, box = [10, 10", "side = 1, box = [10, 10", 9, "'side' means nothing here"),
    ("span = [50, 58]", "span = [58, 50]", 31, "a span is [from, to]"),
    ("span = [50, 70]", "span = 50", 26, "a span is [from, to]"),
    ('"table.b.men"]', '"table.c.men"]', 47, "there is no value 'table.c.men'"),
    ('total = "total"', 'total = "sum"', 48, "there is no value 'sum'"),
    ('words = "said"', 'word = "said"', 56, "'word' means nothing here"),
    ('number = "total"\n', "", 46, "a relation has sum and total, or number and words"),
    ("width = 210", "width = 0", 58, "width of a page is millimetres"),
    ("width = 210", 'paper = "A4"', 59, "'paper' means nothing here"),
    ("[[5, 5, 10, 10]]", "[[5, 5, 5, 10]]", 61, "a box is [left, top, right, bottom]"),
    ('["BERITA ACARA", 60', '["BERITA ACARA"], [60', 62, "a printed text is"),
    ("[10, 48, 160, 48]", "[10, 48]", 63, "a ruling is [x, y, x, y]"),
    ('key = "own", labels', 'key = "own", side = 2, labels', 39, "'side' means nothing here"),
    ("lines = 2", "lines = 0", 43, "lines is a whole number"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), BAD, ids=[b[1] for b in BAD])
def test_a_bad_place_is_refused_with_line_and_reason(
    old: str, new: str, line: int, reason: str
) -> None:
    assert old in GOOD
    with pytest.raises(FormInvalid) as caught:
        text_to_form(GOOD.replace(old, new, 1))
    message = caught.value.message("en")
    assert reason in message
    assert abs(int(message.split("line ")[1].split(":")[0]) - line) <= 3


def test_rows_belong_to_tables() -> None:
    bad = GOOD.replace(
        'kind = "number-words"', 'kind = "text"\nrow = [{ key = "a", labels = ["A"] }]'
    )
    with pytest.raises(FormInvalid) as caught:
        text_to_form(bad)
    assert "tables, and only they, have rows of their own" in caught.value.message("en")


def test_words_and_tallies_are_kinds() -> None:
    kinds = {one.key: one.kind for one in text_to_form(GOOD).fields}
    assert kinds["said"] is FieldKind.NUMBER_WORDS
