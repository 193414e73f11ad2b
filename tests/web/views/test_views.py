"""Records, answers and counts become what pages show."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import load_forms
from records.errors import BerkasError
from records.findings import CountTable, Edge, FieldValue, Kind, Matrix, Record
from records.geometry import Box
from service.library import PageWord, PageWords
from tests.fakes.desk import procedure
from web.language import Tongue
from web.views.failures import error_classes
from web.views.leaves import page_to_leaf, wanted_words
from web.views.query import document_filter, href, number
from web.views.record_view import record_to_view

FORMS = load_forms()
ID = Tongue("id", ZoneInfo("Asia/Jakarta"))


def test_a_procedure_shows_values_lists_and_its_matrix() -> None:
    view = record_to_view(procedure(), 0, "PELAPORAN KEGIATAN", ID, FORMS)
    values = {value.label: value for value in view.values}
    assert values["Nomor SOP"].text == "SOP / 04 / IX / 2019"
    assert values["Tanggal pembuatan"].text == "3 September 2019"
    assert values["Tanggal pembuatan"].as_written == "tertulis: 03 SEPTEMBER 2019"
    assert values["Tanggal pembuatan"].doubt == "periksa"
    assert values["Tanggal efektif"].is_empty
    assert view.lists[0].points[0].text.startswith("Undang-undang")
    assert [one.said for one in view.lint] == [
        "Tanggal revisi berisi “01”, bukan tanggal.",
        "Kegiatan akhir tidak digambar dengan kapsul.",
    ]
    english = record_to_view(procedure(), 0, "", Tongue("en", ZoneInfo("Asia/Jakarta")), FORMS)
    assert english.lint[0].said == "The revision date holds “01”, which is no date."
    assert view.doubtful == 1
    assert {frame.id for frame in view.frames} >= {"d0-header.title"}


def test_flows_are_told_where_they_leave_unless_they_just_go_on() -> None:
    matrix = record_to_view(procedure(), 0, "", ID, FORMS).matrix
    assert matrix is not None
    first, second = matrix.steps[0].marks[0][0], matrix.steps[1].marks[1][0]
    assert first.flows == ()
    assert second.flows == ("Ya: → langkah 3", "Tidak: → langkah 1")
    assert [step.section for step in matrix.steps] == ["A. Persiapan", None, None]


def test_an_edge_to_nowhere_is_left_out() -> None:
    record = procedure()
    assert record.matrix is not None
    stray = replace(record.matrix, edges=(Edge((0, 0), (9, 0)), Edge((0, 0), (1, 9))))
    view = record_to_view(replace(record, matrix=stray), 0, "", ID, FORMS)
    assert view.matrix is not None
    assert view.matrix.steps[0].marks[0][0].flows == ()


def test_fields_stand_in_the_papers_order_and_boxes_are_checks() -> None:
    fields: dict[str, FieldValue] = {
        "nrp": "1",
        "male": True,
        "name": "N",
        "visited_on": "2025-01-04",
        "own_key": "x",
    }
    record = Record(Kind.FORM, (1,), form="kunjungan-warga", fields=fields)
    values = record_to_view(record, 0, "", ID, FORMS).values
    assert [value.path for value in values] == [
        "fields.visited_on",
        "fields.name",
        "fields.male",
        "fields.nrp",
        "fields.own_key",
    ]
    assert values[2].checked is True
    assert values[0].text == "4 Januari 2025"
    assert values[4].label == "Own key"


def test_a_table_field_and_a_recapitulation_are_tables() -> None:
    rows = ({"visited_on": "2025-09-02", "name": "Dewi"},)
    form = Record(Kind.FORM, (1,), form="catatan-kunjungan", fields={"visits": rows})
    table = record_to_view(form, 0, "", ID, FORMS).tables[0]
    assert [cell.text for cell in table.rows[0]] == ["2 September 2025", "Dewi"]
    counts = CountTable(("No", "Nama", "DDS"), (("1", "Agus", "-"), ("2", "Budi", "4")), ("4",))
    table = record_to_view(Record(Kind.REPORT, (1,), table=counts), 0, "", ID, FORMS).tables[0]
    assert table.numeric == (True, False, True)
    assert table.total == ("", "", "4")


@given(st.lists(st.lists(st.text(max_size=3), max_size=5), max_size=4), st.integers(0, 5))
def test_a_crooked_table_is_shown_all_the_same(rows: list[list[str]], width: int) -> None:
    table = CountTable(tuple("abcdefgh"[:width]), tuple(map(tuple, rows)), ("1", "2"))
    view = record_to_view(Record(Kind.REPORT, (1,), table=table), 0, "", ID, FORMS).tables[0]
    assert len(view.rows) == len(rows)
    assert len(view.numeric) == width


def test_an_empty_matrix_is_shown_all_the_same() -> None:
    record = Record(Kind.SOP, (1,), matrix=Matrix())
    view = record_to_view(record, 0, "", ID, FORMS).matrix
    assert view is not None
    assert view.steps == ()


def test_frames_and_found_words_stand_on_their_page() -> None:
    words = PageWords(
        1,
        1000,
        1400,
        (
            PageWord("Laporan,", Box(0.1, 0.1, 0.2, 0.12), 0.9, 0),
            PageWord("bulanan", Box(0.25, 0.1, 0.3, 0.12), 0.9, 0),
            PageWord("lapor", Box(0.1, 0.2, 0.2, 0.22), 0.9, 1),
        ),
    )
    view = record_to_view(procedure(), 0, "", ID, FORMS)
    leaf = page_to_leaf(words, view.frames, wanted_words("LAPORAN xyz"))
    assert leaf.text == "Laporan, bulanan\nlapor"
    assert len(leaf.found) == 1
    assert leaf.found[0].left < 100 < leaf.found[0].left + leaf.found[0].width
    assert len(leaf.frames) == len(view.frames)
    assert page_to_leaf(replace(words, page=2), view.frames, frozenset()).frames == ()


@pytest.mark.parametrize(
    ("asked", "unit", "month"),
    [
        ({"unit": "X", "month": "2024-05"}, "X", "2024-05"),
        ({"unit": "", "month": "2024-13"}, None, None),
        ({"month": "-", "kind": "nonsense"}, None, "-"),
    ],
)
def test_nonsense_in_an_address_is_left_out(
    asked: dict[str, str], unit: str | None, month: str | None
) -> None:
    wanted = document_filter(asked)
    assert (wanted.unit, wanted.month, wanted.kind) == (unit, month, None)


def test_addresses_change_only_what_they_are_told() -> None:
    asked = {"q": "a&b", "page": "2"}
    assert href("/search", asked, page=None, kind="sop") == "/search?q=a%26b&kind=sop"
    assert href("/search", {}) == "/search"


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), ("-1", 7), ("x", 7), ("0", 1), ("²", 7), ("9" * 20, 7)]
)
def test_numbers_in_addresses_are_taken_or_left(text: str, value: int) -> None:
    assert number(text, 1, 7) == value


def test_every_failure_is_found_by_its_code() -> None:
    found = error_classes()
    assert all(issubclass(cls, BerkasError) for cls in found.values())
    assert found["scan.too-large"].code == "scan.too-large"
