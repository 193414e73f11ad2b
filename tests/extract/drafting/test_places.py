"""Places to write on a template: squares and their words, lines, cells with captions, grids."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.drafting.combs import faces_to_combs
from extract.drafting.draft import template_to_draft
from extract.drafting.labels import Names
from extract.drafting.proposal import ProposedChecks, ProposedField, ProposedTable
from extract.drafting.template import Template
from extract.foreign.pieces import Piece, fold
from forms.form import FieldKind
from records.geometry import Box
from records.paper import Cell, Ruling, Table


def _text(text: str, left: float, top: float) -> Piece:
    return Piece(text, fold(text), Box(left, top, left + 2 * len(text), top + 3))


def _square(left: float, top: float) -> Box:
    return Box(left, top, left + 4, top + 4)


def _line(left: float, right: float, y: float, *, dotted: bool = True) -> Ruling:
    return Ruling(((left, y), (right, y)), 0.3, dotted)


def _table(edges: Sequence[float], rows: Sequence[tuple[float, float]]) -> Table:
    cells = tuple(
        Cell(number, k, 1, 1, Box(edges[k], top, edges[k + 1], bottom))
        for number, (top, bottom) in enumerate(rows)
        for k in range(len(edges) - 1)
    )
    whole = Box(edges[0], rows[0][0], edges[-1], rows[-1][1])
    return Table(whole, cells, len(rows), len(edges) - 1)


def _fields(
    pieces: Sequence[Piece] = (),
    squares: Sequence[Box] = (),
    rulings: Sequence[Ruling] = (),
    tables: Sequence[Table] = (),
    boxes: Sequence[Box] = (),
) -> list[ProposedField | ProposedChecks | ProposedTable]:
    combs = faces_to_combs(boxes)
    template = Template(
        210, 297, tuple(pieces), combs, (), tuple(rulings), tuple(squares), tuple(tables)
    )
    return list(template_to_draft(template, 1, Names()).fields)


OPTIONS = ("Pungutan", "Lambat", "Rusak", "Lain-lain")
PLACES = ((60.0, 50.0), (110.0, 50.0), (60.0, 58.0), (110.0, 58.0))


@pytest.mark.parametrize("right", [True, False])
def test_levels_of_squares_without_a_label_go_on_with_the_group_above(*, right: bool) -> None:
    words = [
        _text(word, x + (6 if right else -3 - 2 * len(word)), y + 0.5)
        for word, (x, y) in zip(OPTIONS, PLACES, strict=True)
    ]
    pieces = [_text("Jenis Pengaduan", 5, 50.5), *words]
    (found,) = _fields(pieces, [_square(x, y) for x, y in PLACES])
    assert isinstance(found, ProposedChecks)
    assert found.labels == ("Jenis Pengaduan",)
    assert tuple(option.labels[0] for option in found.options) == OPTIONS


def test_an_option_whose_word_was_not_read_is_kept() -> None:
    pieces = [_text("Pendidikan", 10, 50.5), _text("SMP", 96, 50.5), _text("SMA", 126, 50.5)]
    (found,) = _fields(pieces, [_square(x, 50) for x in (60, 90, 120)])
    assert isinstance(found, ProposedChecks)
    assert [option.labels[0] for option in found.options] == ["Pilihan 1", "SMP", "SMA"]


def test_a_name_stands_under_the_room_to_sign() -> None:
    (found,) = _fields([_text("Pemohon", 145, 200)], rulings=[_line(130, 180, 228)])
    assert isinstance(found, ProposedField)
    assert (found.labels, found.kind) == (("Pemohon",), FieldKind.NAME)


def test_ruled_lines_go_on_below_the_labelled_one() -> None:
    rulings = [_line(60, 180, y, dotted=False) for y in (60, 68, 76)]
    (found,) = _fields([_text("Catatan", 20, 56.5)], rulings=rulings)
    assert isinstance(found, ProposedField)
    assert len(found.spots) == 3


def test_boxes_just_below_a_line_leave_it_its_room() -> None:
    boxes = [Box(60 + 6 * k, 52, 65.8 + 6 * k, 59) for k in range(16)]
    pieces = [_text("Nama", 20, 46), _text("NIK", 20, 54)]
    found = _fields(pieces, rulings=[_line(60, 170, 49)], boxes=boxes)
    assert [one.labels[0] for one in found] == ["Nama", "NIK"]


def test_a_caption_leaves_the_rest_of_its_cell() -> None:
    table = _table((20, 110, 190), ((40, 54), (54, 68)))
    words = ("Nama Korban", "Umur", "Tempat", "Jam")
    corners = ((21, 41), (111, 41), (21, 55), (111, 55))
    found = _fields(
        [_text(word, x, y) for word, (x, y) in zip(words, corners, strict=True)], tables=[table]
    )
    assert [one.labels[0] for one in found] == list(words)
    assert isinstance(found[0], ProposedField)
    assert found[0].spots[0].box.top > 44


def test_a_column_that_the_paper_fills_names_the_rows() -> None:
    table = _table((20, 60, 120, 190), ((40, 50), (50, 60), (60, 70), (70, 80)))
    heads = [_text("Barang", 24, 43), _text("Jumlah", 70, 43), _text("Keadaan", 130, 43)]
    names = [_text(f"{k}. {t}", 22, 43 + 10 * k) for k, t in ((1, "Meja"), (2, "Kursi"), (3, "AC"))]
    (found,) = _fields([*heads, *names], tables=[table])
    assert isinstance(found, ProposedTable)
    assert [column.labels[0] for column in found.columns] == ["Jumlah", "Keadaan"]
    assert [row.labels[0] for row in found.rows] == ["1. Meja", "2. Kursi", "3. AC"]


@pytest.mark.parametrize(("gap", "count"), [(3.0, 1), (9.0, 3)])
def test_groups_of_boxes_near_together_are_one_value(gap: float, count: int) -> None:
    boxes = []
    x = 60.0
    for group in (2, 2, 4):
        for _ in range(group):
            boxes.append(Box(x, 50, x + 5.6, 57))
            x += 6
        x += gap
    found = _fields([_text("Tanggal Lahir", 20, 52)], boxes=boxes)
    assert len(found) == count
    if count == 1:
        assert isinstance(found[0], ProposedField)
        assert found[0].kind is FieldKind.DATE
        assert [spot.cells for spot in found[0].spots] == [2, 2, 4]
