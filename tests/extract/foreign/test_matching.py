"""A page is laid on the layout of its form, however it was turned, stretched or bent."""

from __future__ import annotations

import numpy as np
import pytest

from extract.foreign.matching import find_match, match_page
from extract.foreign.pieces import Piece, fold
from extract.foreign.shifts import expected_shift, match_to_residuals
from forms.layout import PageLayout, PrintedText
from records.geometry import Box, Point

TEXTS = (
    ("BERITA ACARA PENGHITUNGAN", 60, 20),
    ("Nama petugas", 20, 40),
    ("Tempat dan tanggal", 20, 55),
    ("Jumlah kendaraan roda dua", 20, 90),
    ("Jumlah kendaraan roda empat", 20, 130),
    ("Mengetahui kepala dinas", 120, 220),
    ("Penghitung", 30, 220),
    ("Jumlah", 150, 90),
    ("Jumlah", 150, 130),
)
MARKS = tuple(Box(x, y, x + 5, y + 5) for x in (8, 197) for y in (8, 284))


def _layout(name: str = "hitung", texts: tuple[tuple[str, int, int], ...] = TEXTS) -> PageLayout:
    printed = tuple(
        PrintedText(text, Box(x, y, x + 1.9 * len(text), y + 3)) for text, x, y in texts
    )
    return PageLayout(name, 1, 1, 1, 210.0, 297.0, (), MARKS, texts=printed)


def _photograph(matrix: list[list[float]], layout: PageLayout) -> tuple[list[Piece], list[Box]]:
    """What a reader sees of the layout's page through a map to pixels."""
    through = np.array(matrix)

    def moved(box: Box) -> Box:
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        seen = [through @ np.array([x, y, 1.0]) for x, y in corners]
        flat = np.array([v[:2] / v[2] for v in seen])
        (left, top), (right, bottom) = flat.min(axis=0), flat.max(axis=0)
        return Box(float(left), float(top), float(right), float(bottom))

    pieces = [Piece(t.text, fold(t.text), moved(t.box)) for t in layout.texts]
    return pieces, [moved(mark) for mark in layout.marks]


MAPS = [
    [[10.0, 0.0, 0.0], [0.0, 10.0, 0.0], [0.0, 0.0, 1.0]],
    [[9.8, 0.4, 120.0], [-0.4, 9.9, 60.0], [0.0, 0.0, 1.0]],
    [[10.0, 0.0, 30.0], [0.0, 10.6, -40.0], [0.0, 0.0, 1.0]],
    [[10.2, 0.3, 50.0], [0.1, 10.4, 80.0], [0.0001, 0.0002, 1.0]],
]


@pytest.mark.parametrize("matrix", MAPS)
def test_a_page_is_laid_on_its_layout(matrix: list[list[float]]) -> None:
    layout = _layout()
    pieces, solids = _photograph(matrix, layout)
    match = match_page(pieces, solids, layout)
    assert match is not None
    assert match.share == 1.0
    for point in ((20.0, 30.0), (105.0, 150.0), (190.0, 270.0)):
        assert match.place.apply(point) == pytest.approx(_through(matrix, point), abs=12)


def _through(matrix: list[list[float]], point: Point) -> Point:
    x, y, w = np.array(matrix) @ np.array([*point, 1.0])
    return float(x / w), float(y / w)


def test_misread_and_missing_texts_do_no_harm() -> None:
    layout = _layout()
    pieces, solids = _photograph(MAPS[1], layout)
    kept = [Piece("Narna petugas", "narnapetugas", pieces[1].box), *pieces[2:]]
    match = match_page(kept, solids, layout)
    assert match is not None
    assert match.place.apply((105.0, 150.0)) == pytest.approx(
        _through(MAPS[1], (105.0, 150.0)), abs=8
    )


def test_a_square_read_as_a_letter_moves_no_text() -> None:
    options = tuple(
        (word, x, y) for y in (150, 160, 170) for x, word in ((90, "Baik"), (130, "Rusak"))
    )
    layout = _layout(texts=(*TEXTS, *options))
    pieces, solids = _photograph(MAPS[0], layout)
    for k in range(len(TEXTS), len(pieces)):
        box = pieces[k].box
        wider = Box(box.left - 55, box.top, box.right, box.bottom)
        pieces[k] = Piece(f"J {pieces[k].text}", f"j{pieces[k].folded}", wider)
    match = match_page(pieces, solids, layout)
    assert match is not None
    beside = expected_shift(Box(84, 158, 88, 162), match_to_residuals(match))
    assert beside == pytest.approx((0.0, 0.0), abs=0.5)


def test_words_that_come_again_on_every_row_do_not_shift_the_page() -> None:
    rows = tuple(
        (word, x, y) for y in range(100, 163, 9) for x, word in ((90, "Baik"), (130, "Rusak"))
    )
    layout = _layout(texts=(*TEXTS[:3], *TEXTS[5:6], *rows))
    pieces, _ = _photograph(MAPS[0], layout)
    match = match_page(pieces[:-2], [], layout)
    assert match is not None
    assert match.place.apply((105.0, 120.0)) == pytest.approx((1050.0, 1200.0), abs=8)


def test_the_likelier_of_two_forms_is_taken() -> None:
    other = _layout("lain", (("SURAT JALAN", 60, 20), *TEXTS[1:3], ("Barang", 20, 80)))
    pieces, solids = _photograph(MAPS[0], _layout())
    match = find_match(pieces, solids, [other, _layout()])
    assert match is not None
    assert match.layout.form == "hitung"


def test_another_paper_is_none_of_them() -> None:
    texts = (
        ("SURAT PERINTAH TUGAS", 60, 20),
        ("Dasar", 20, 40),
        ("Kepada", 20, 60),
        ("Untuk", 20, 80),
        ("Jumlah", 20, 120),
    )
    pieces, solids = _photograph(MAPS[0], _layout("lain", texts))
    assert find_match(pieces, solids, [_layout()]) is None
    assert find_match([], (), [_layout()]) is None
