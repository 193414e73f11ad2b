"""Relations of a form checked on records, and pages of one form joined."""

from __future__ import annotations

from collections.abc import Mapping

from extract.blank.part import BlankPart
from extract.foreign.relations import check_relations, goes_on_with
from forms.definitions import text_to_form
from records.findings import Evidence, FieldValue, Kind, Record
from records.geometry import Box
from records.paper import Source
from tests.forms.test_placed import GOOD

FORM = text_to_form(GOOD)
TWO_PAGES = text_to_form(GOOD + "\n[[page]]\nwidth = 210\nheight = 297\n")


def _evidence(text: str) -> Evidence:
    return Evidence(1, Box(0, 0, 1, 1), text, 0.99, Source.HAND)


def _record(total: str, said: str, men: tuple[str, str]) -> Record:
    rows = tuple(
        {"row": key, "men": n, "all": n, "strokes": ""} for key, n in zip("ab", men, strict=True)
    )
    fields: Mapping[str, FieldValue] = {"total": total, "said": said, "table": rows}
    evidence = {f"fields.{key}": _evidence(key) for key in ("total", "said", "table.0.men")}
    return Record(Kind.FORM, (1,), evidence=evidence, form=FORM.id, fields=fields)


def test_what_agrees_is_left_alone() -> None:
    record = _record("12", "DUA BELAS", ("5", "7"))
    assert check_relations(FORM, record) == (record, ())


def test_a_wrong_sum_is_told_and_stays() -> None:
    checked, problems = check_relations(FORM, _record("13", "TIGA BELAS", ("5", "7")))
    assert [problem.code for problem in problems] == ["form.sum-differs"]
    assert "hasil penjumlahan 5 + 7 = 12" in problems[0].message
    assert checked.fields["total"] == "13"
    assert checked.evidence["fields.table.0.men"].needs_review
    assert not checked.evidence["fields.said"].needs_review
    assert [finding.path for finding in checked.lint] == ["fields.total"]


def test_words_that_say_another_number_are_told() -> None:
    _, problems = check_relations(FORM, _record("12", "TIGA BELAS", ("5", "7")))
    assert [problem.code for problem in problems] == ["form.words-differ"]
    assert "(13)" in problems[0].message


def test_pages_of_one_form_go_together_once() -> None:
    first = BlankPart(TWO_PAGES, {}, {"fields.total": _evidence("12")}, 0.1)
    second = BlankPart(TWO_PAGES, {}, {"fields.notes": _evidence("")}, 0.1)
    assert goes_on_with(second, [first])
    assert not goes_on_with(first, [first])
    assert not goes_on_with(second, [None])
    single = BlankPart(FORM, {}, {"fields.notes": _evidence("")}, 0.1)
    assert not goes_on_with(single, [single])
