"""Tables are found between rulings, whatever became of the rulings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.matrix.grid import rulings_to_tables
from records.paper import Ruling, Sheet, Table
from tests.extract.matrix import easel
from tests.extract.matrix.easel import HEIGHT, WIDTH, Damage, Drawn, Span

IDENTITY: dict[Span, str] = {
    (0, 5, 0, 0): "KEPOLISIAN NEGARA REPUBLIK INDONESIA",
    **{(r, r, 1, 1): label for r, label in enumerate(["Nomor SOP", "Tgl", "", "", "", "Nama"])},
    **{(r, r, 2, 2): "isi" for r in range(6)},
    (6, 6, 0, 0): "Dasar Hukum",
    (6, 6, 1, 2): "Kualifikasi",
    (7, 7, 0, 0): "1. Undang-Undang Nomor 2",
    (7, 7, 1, 2): "1. Memiliki kemampuan",
}

DAMAGES = [
    Damage(),
    Damage(skew=0.6),
    Damage(skew=-1.2),
    Damage(bow=18),
    Damage(gaps=40),
    Damage(jitter=4),
    Damage(skew=0.5, bow=-10, gaps=30, jitter=3),
]


def tables_of(sheet: Sheet) -> tuple[Table, ...]:
    return rulings_to_tables(
        sheet.rulings, sheet.words, sheet.char_height, sheet.width, sheet.height
    )


def spans_of(table: Table) -> set[Span]:
    return {
        (c.row, c.row + c.row_span - 1, c.column, c.column + c.column_span - 1) for c in table.cells
    }


def identity() -> Drawn:
    ys = (150, 230, 310, 390, 470, 760, 840, 920, 1500)
    return Drawn((140, 1700, 2200, 3300), ys, dict(IDENTITY))


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_merged_cells_of_an_identity_table_are_found(damage: Damage) -> None:
    (table,) = tables_of(easel.sheet(identity(), damage))
    assert spans_of(table) == set(IDENTITY)


@pytest.mark.parametrize("lost", [["left"], ["right"], ["top"], ["bottom"], ["left", "right"]])
def test_a_missing_frame_is_put_where_the_lines_end(lost: list[str]) -> None:
    drawn = plain(4, 4)
    (table,) = tables_of(easel.sheet(drawn, Damage(lost=frozenset(lost))))
    assert spans_of(table) == set(drawn.cells)


def test_double_lines_are_one_border() -> None:
    sheet = easel.sheet(plain(3, 3))
    doubled = [
        Ruling(tuple((x + 12, y + 12) for x, y in r.points), r.thickness) for r in sheet.rulings
    ]
    found = rulings_to_tables([*sheet.rulings, *doubled], sheet.words, 30, WIDTH, HEIGHT)
    assert [(t.row_count, t.column_count) for t in found] == [(3, 3)]


def test_arrows_and_symbols_make_no_borders() -> None:
    drawn = plain(4, 5)
    clean = Damage()
    strokes = [
        *easel.symbol((900, 300), clean),
        *easel.stroke([(900, 327), (900, 430), (1900, 430), (1900, 520)], clean),
        *easel.symbol((1900, 550), clean),
        *easel.stroke([(1900, 577), (1900, 1000)], clean),
        *easel.symbol((1900, 1030), clean),
    ]
    (table,) = tables_of(easel.sheet(drawn, clean, strokes))
    assert spans_of(table) == set(drawn.cells)


def test_the_edges_of_a_sheet_are_no_table_around_the_table() -> None:
    frame = easel.stroke(
        [(20, 20), (WIDTH - 20, 20), (WIDTH - 20, HEIGHT - 20), (20, HEIGHT - 20), (20, 20)],
        Damage(),
    )
    drawn = plain(3, 3)
    (table,) = tables_of(easel.sheet(drawn, Damage(), frame))
    assert spans_of(table) == set(drawn.cells)


def test_two_tables_on_a_page_stay_two() -> None:
    first, second = plain(2, 3), plain(3, 4, top=1400)
    sheet = easel.sheet(first)
    more = easel.sheet(second)
    found = rulings_to_tables(
        [*more.rulings, *sheet.rulings], [*sheet.words, *more.words], 30, WIDTH, HEIGHT
    )
    assert [spans_of(t) for t in found] == [set(first.cells), set(second.cells)]


def test_a_page_without_rulings_has_no_table() -> None:
    assert rulings_to_tables((), (), 0, WIDTH, HEIGHT) == ()


def test_underlined_words_are_no_table() -> None:
    lines = [Ruling(((300, y), (900, y)), 3) for y in (300, 500, 700)]
    assert rulings_to_tables(lines, (), 30, WIDTH, HEIGHT) == ()


def plain(rows: int, columns: int, top: float = 200) -> Drawn:
    xs = tuple(200 + 600.0 * i for i in range(columns + 1))
    ys = tuple(top + 220.0 * i for i in range(rows + 1))
    cells = {(r, r, c, c): f"isi {r} {c}" for r in range(rows) for c in range(columns)}
    return Drawn(xs, ys, cells)


@st.composite
def merged_tables(draw: st.DrawFn) -> Drawn:
    """Tables with some cells merged, widths and heights at random."""
    columns = draw(st.integers(2, 7))
    rows = draw(st.integers(2, 7))
    xs, ys = [200.0], [160.0]
    for _ in range(columns):
        xs.append(xs[-1] + draw(st.integers(90, 420)))
    for _ in range(rows):
        ys.append(ys[-1] + draw(st.integers(80, 300)))
    taken: set[tuple[int, int]] = set()
    cells: dict[Span, str] = {}
    # The first row and the last column stay whole, so that every line is drawn somewhere.
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            is_edge = r == 0 or c == columns - 1
            high = 0 if is_edge else draw(st.integers(0, min(2, rows - 1 - r)))
            squares = {(i, c) for i in range(r, r + high + 1)}
            if squares & taken:
                squares, high = {(r, c)}, 0
            taken |= squares
            cells[r, r + high, c, c] = draw(st.sampled_from(["", "isi", "dua kata"]))
    return Drawn(tuple(xs), tuple(ys), cells)


damages = st.builds(
    Damage,
    skew=st.floats(-1, 1),
    bow=st.floats(-12, 12),
    gaps=st.sampled_from([0.0, 25.0]),
    jitter=st.floats(0, 3),
    seed=st.integers(0, 99),
)


@settings(max_examples=25, deadline=None)
@given(merged_tables(), damages)
def test_whatever_is_drawn_is_found(drawn: Drawn, damage: Damage) -> None:
    (table,) = tables_of(easel.sheet(drawn, damage))
    assert spans_of(table) == set(drawn.cells)
    for cell in table.cells:
        span = (cell.row, cell.row + cell.row_span - 1, cell.column, cell.column)
        x, y = damage.move(drawn.box(span).center)
        assert abs(cell.box.center[0] - x) < 20
        assert abs(cell.box.center[1] - y) < 20
