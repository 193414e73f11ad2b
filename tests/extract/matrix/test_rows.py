"""Rows, texts and actors of drawn matrices are read as they were drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.matrix.grid import rulings_to_tables
from extract.matrix.joins import parts_to_matrices
from extract.matrix.parts import JoinedMatrix, MatrixPart, Role
from extract.matrix.rows import sheet_to_matrix_parts
from records.paper import Ruling, Sheet
from tests.extract.matrix.easel import Damage
from tests.extract.matrix.scenes import DrawnRow, Scene, page_after, scene_to_sheet

ROWS = (
    DrawnRow(
        "1", "Menerima laporan dari masyarakat melalui telepon", "1. Buku mutasi\n2. Alat tulis"
    ),
    DrawnRow("2", "Mengoreksi konsep surat", "Konsep Sprin", "15 menit", "Sprin", actors=(1,)),
    DrawnRow("3", "Menandatangani rekapitulasi laporan", "Rekap", "1 hari", "", "", (0, 2)),
)
SCENE = Scene(("Kasat Binmas", "KBO", "Kanit Binpolmas"), ROWS)


def parts_of(sheet: Sheet, before: MatrixPart | None = None) -> tuple[MatrixPart, ...]:
    tables = rulings_to_tables(
        sheet.rulings, sheet.words, sheet.char_height, sheet.width, sheet.height
    )
    return sheet_to_matrix_parts(sheet, tables, None, before)


def matrix_of(*scenes: Scene) -> JoinedMatrix:
    parts: list[MatrixPart] = []
    for scene in scenes:
        parts += parts_of(scene_to_sheet(scene), parts[-1] if parts else None)
    (joined,) = parts_to_matrices(parts)
    return joined


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_same(joined: JoinedMatrix, scene: Scene) -> None:
    matrix = joined.matrix
    assert [squeezed(a) for a in matrix.actors] == [squeezed(a) for a in scene.actors]
    assert len(matrix.steps) == len(scene.rows)
    for step, row in zip(matrix.steps, scene.rows, strict=True):
        assert step.no == (row.number if scene.has_number else "")
        assert squeezed(step.activity) == squeezed(row.activity)
        assert squeezed(step.output) == squeezed(row.output)
        assert squeezed(step.duration) == squeezed(row.duration)


def test_a_matrix_is_read_with_its_lists() -> None:
    joined = matrix_of(SCENE)
    assert_same(joined, SCENE)
    assert joined.matrix.steps[0].requirements == ("Buku mutasi", "Alat tulis")
    assert joined.matrix.steps[1].requirements == ("Konsep Sprin",)
    assert joined.problems == ()


ONE_EACH = replace(SCENE, rows=tuple(replace(row, actors=(0,)) for row in ROWS))


def labelled(*labels: str) -> Scene:
    return replace(ONE_EACH, labels=labels)


@pytest.mark.parametrize(
    "scene",
    [
        replace(ONE_EACH, has_number=False),
        replace(ONE_EACH, has_remarks=False),
        replace(ONE_EACH, has_column_numbers=True),
        replace(ONE_EACH, has_column_numbers=True, numbers_height=130),
        replace(ONE_EACH, spanned_actors=2),
        labelled("No.", "Aktivitas", "Pejabat", "Mutu Baku", "Syarat", "Wkt", "Out put", "Ket"),
        labelled("N O", "Uraian", "P3L4KS", "MUTU BAKU", "", "Waktu", "", ""),
        labelled("No", "", "PELAKSANA", "", "Perlengkapan", "Waktu (hari)", "Output", ""),
        replace(ONE_EACH, damage=Damage(skew=0.7, bow=10)),
        replace(ONE_EACH, actors=("Banit",)),
        replace(ONE_EACH, actors=tuple(f"Petugas {i}" for i in "ABCDEFGHIJKL")),
    ],
)
def test_matrices_of_many_layouts_are_read(scene: Scene) -> None:
    assert_same(matrix_of(scene), scene)


def test_a_merged_duration_counts_for_each_of_its_rows() -> None:
    joined = matrix_of(replace(SCENE, merged_durations=(0, 1)))
    assert [s.duration for s in joined.matrix.steps] == ["10 menit", "10 menit", "1 hari"]


def test_a_row_broken_by_the_page_turn_is_one_step() -> None:
    after = page_after(
        SCENE, [DrawnRow("", "kepada pimpinan", "", "", "", actors=()), DrawnRow("4", "Selesai")]
    )
    joined = matrix_of(SCENE, after)
    assert [s.no for s in joined.matrix.steps] == ["1", "2", "3", "4"]
    assert joined.matrix.steps[2].activity.endswith("laporan kepada pimpinan")
    assert joined.matrix.steps[2].page == 1
    assert joined.matrix.steps[3].page == 2
    assert joined.steps_of == ((0, 1, 2), (2, 3))


def test_a_page_without_a_head_keeps_the_columns_of_the_page_before() -> None:
    after = replace(page_after(SCENE, [DrawnRow("4", "Mengarsipkan laporan")]), has_head=False)
    joined = matrix_of(SCENE, after)
    assert [s.no for s in joined.matrix.steps] == ["1", "2", "3", "4"]
    assert joined.matrix.steps[3].duration == "10 menit"


def test_sections_are_carried_by_the_steps_below() -> None:
    section = DrawnRow("", "PEMBINAAN KEAMANAN SWAKARSA", "", "", "", actors=(), is_whole=True)
    joined = matrix_of(replace(SCENE, rows=(ROWS[0], section, *ROWS[1:])))
    assert [s.section for s in joined.matrix.steps] == [
        None,
        "PEMBINAAN KEAMANAN SWAKARSA",
        "PEMBINAAN KEAMANAN SWAKARSA",
    ]
    assert joined.steps_of == ((0, -1, 1, 2),)


def test_sub_items_are_rows_of_their_own() -> None:
    rows = (
        DrawnRow("13", "Pembinaan dengan kegiatan sebagai berikut :", "", "", "", actors=()),
        DrawnRow("", "1) Melakukan tatap muka", "", "", "", actors=()),
        DrawnRow("", "2) Melatih satkamling", "", "", "", actors=()),
    )
    joined = matrix_of(replace(SCENE, rows=rows))
    assert [s.no for s in joined.matrix.steps] == ["13", "", ""]
    assert [s.section for s in joined.matrix.steps] == [None, None, None]


def test_missing_numbers_are_told() -> None:
    rows = (ROWS[0], replace(ROWS[1], number="5"))
    (problem,) = matrix_of(replace(SCENE, rows=rows)).problems
    assert problem.code == "matrix.number-missing"
    assert "2-4" in problem.message


def test_matrices_that_begin_anew_are_kept_apart() -> None:
    other = replace(SCENE, page=2, title="SOP LAIN", actors=("Kapolsek", "Banit"), rows=ROWS[:2])
    parts = [*parts_of(scene_to_sheet(SCENE)), *parts_of(scene_to_sheet(other))]
    found = parts_to_matrices(parts)
    assert [len(m.matrix.steps) for m in found] == [3, 2]
    assert [m.title for m in found] == [None, "SOP LAIN"]


def test_a_head_below_other_rows_of_the_table_is_found() -> None:
    """An identity part may be drawn as the first rows of the matrix's own table."""
    drawn = scene_to_sheet(replace(SCENE, flow=False))
    above = Sheet(
        1,
        drawn.width,
        drawn.height,
        300,
        drawn.words,
        (*drawn.rulings, *_box_above(drawn)),
        char_height=drawn.char_height,
    )
    (part,) = parts_of(above)
    assert [row.number.text for row in part.rows] == ["1", "2", "3"]
    assert [a.name.text for a in part.actors] == list(SCENE.actors)


def _box_above(sheet: Sheet) -> list[Ruling]:
    left = min(r.start[0] for r in sheet.rulings)
    right = max(r.end[0] for r in sheet.rulings)
    top = min(r.start[1] for r in sheet.rulings)
    upper = [Ruling(((left, y), (right, y)), 4) for y in (top - 130, top - 65)]
    return [
        *upper,
        *(Ruling(((x, top - 130), (x, top)), 4) for x in (left, left + 900, right)),
    ]


def test_boxes_of_actors_are_given_for_every_row() -> None:
    (part,) = parts_of(scene_to_sheet(SCENE))
    assert [c.role for c in part.columns].count(Role.ACTOR) == 3
    for row in part.rows:
        assert len(row.actor_boxes) == 3
        for box, actor in zip(row.actor_boxes, part.actors, strict=True):
            assert abs(box.left - actor.left) < 3
            assert abs(box.right - actor.right) < 3


def test_evidence_names_every_text() -> None:
    joined = matrix_of(SCENE)
    evidence = joined.evidence["matrix.steps.0.activity"]
    assert evidence.text.startswith("Menerima laporan")
    assert 0 < evidence.box.left < evidence.box.right < 1
    assert set(joined.evidence) >= {"matrix.actors.2", "matrix.steps.2.output"}


words = st.lists(
    st.sampled_from(
        ["laporan", "kegiatan", "Kapolsek", "Waktu", "Ket", "dan", "SOP", "a", "2", "Output"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    count = draw(st.integers(1, 12))
    rows = tuple(
        DrawnRow(
            str(i + 1),
            "Melaksanakan " + draw(words),
            draw(words),
            draw(st.sampled_from(["10 menit", "1 hari", "2 jam", ""])),
            draw(words),
            actors=(draw(st.integers(0, count - 1)),),
        )
        for i in range(draw(st.integers(1, 6)))
    )
    return Scene(
        tuple(f"Petugas {'ABCDEFGHIJKL'[i]}" for i in range(count)),
        rows,
        has_number=draw(st.booleans()),
        has_remarks=draw(st.booleans()),
        has_column_numbers=draw(st.booleans()),
        damage=Damage(
            skew=draw(st.floats(-0.8, 0.8)),
            bow=draw(st.floats(-8, 8)),
            gaps=draw(st.sampled_from([0.0, 20.0])),
            jitter=draw(st.floats(0, 2)),
            seed=draw(st.integers(0, 99)),
        ),
    )


@settings(max_examples=20, deadline=None)
@given(scenes())
def test_whatever_matrix_is_drawn_is_read(scene: Scene) -> None:
    assert_same(matrix_of(scene), scene)
