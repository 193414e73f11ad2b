"""What a reviewer is told about a procedure."""

from __future__ import annotations

import pytest

from extract.matrix.lint import lint_procedure, replaced_laws
from records.findings import Edge, Header, Kind, Mark, Matrix, Record, Step
from records.paper import SymbolKind

CAPSULE, BOX, DIAMOND = SymbolKind.TERMINATOR, SymbolKind.PROCESS, SymbolKind.DECISION


def _codes(header: Header | None = None, matrix: Matrix | None = None) -> list[str]:
    return [f.code for f in lint_procedure(Record(Kind.SOP, (1,), header=header, matrix=matrix))]


def _step(no: str, *marks: Mark, duration: str = "1 jam", output: str = "Laporan") -> Step:
    return Step(no, "Kegiatan", marks=marks, duration=duration, output=output)


GOOD = Matrix(
    ("Kanit", "Banit"),
    (
        _step("1", Mark(0, CAPSULE)),
        _step("2", Mark(1, DIAMOND)),
        _step("3", Mark(0, CAPSULE)),
    ),
    (
        Edge((0, 0), (1, 1)),
        Edge((1, 1), (2, 0), "Ya"),
        Edge((1, 1), (0, 0), "Tidak"),
    ),
)


def test_a_sound_procedure_gives_no_findings() -> None:
    header = Header(
        number="SOP / 04 / IX / 2019",
        title="Sambang",
        created_on="2019-09-03",
        revised="2019-09-04",
        related=("SOP Patroli",),
    )
    assert _codes(header, GOOD) == []


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (Header(revised="01"), "sop.revision-number"),
        (Header(number="SOP / 04 / X / 2019", created_on="2019-09-03"), "sop.number-month"),
        (Header(title="PATROLI DESA", related=("SOP Patroli Desa",)), "sop.self-reference"),
        (
            Header(legal_basis=("Peraturan Kapolri Nomor 7 Tahun 2008 tentang Polmas",)),
            "sop.law-replaced",
        ),
    ],
)
def test_the_header_is_checked(header: Header, code: str) -> None:
    assert _codes(header) == [code]


@pytest.mark.parametrize(
    "basis",
    ["Undang-Undang Nomor 7 Tahun 2008", "Peraturan Kapolri Nomor 17 Tahun 2008", "KUHAP"],
)
def test_other_laws_are_let_be(basis: str) -> None:
    assert _codes(Header(legal_basis=(basis,))) == []


@pytest.mark.parametrize(
    ("steps", "edges", "code"),
    [
        ((_step("1", Mark(0, BOX)), GOOD.steps[2]), (), "matrix.no-start"),
        ((GOOD.steps[0], _step("2", Mark(0, BOX))), (), "matrix.no-end"),
        ((GOOD.steps[0], _step("3", Mark(0, CAPSULE))), (), "matrix.number-gap"),
        ((_step("1", Mark(0, CAPSULE), duration=""),), (), "matrix.no-duration"),
        ((_step("1", Mark(0, CAPSULE), output=""),), (), "matrix.no-output"),
        ((_step("1", Mark(0, CAPSULE), Mark(1, CAPSULE)),), (), "matrix.several-marks"),
        ((GOOD.steps[0], _step("2"), GOOD.steps[2]), (), "matrix.no-mark"),
        (GOOD.steps, GOOD.edges[:2], "matrix.decision-exits"),
        (GOOD.steps, (*GOOD.edges[:2], Edge((1, 1), (0, 0))), "matrix.decision-labels"),
    ],
)
def test_the_matrix_is_checked(steps: tuple[Step, ...], edges: tuple[Edge, ...], code: str) -> None:
    assert code in _codes(matrix=Matrix(("Kanit", "Banit"), steps, edges))


def test_every_finding_names_its_place() -> None:
    matrix = Matrix(("Kanit",), (_step("2", duration="", output=""),))
    findings = lint_procedure(Record(Kind.SOP, (1,), header=Header(revised="02"), matrix=matrix))
    assert findings
    assert all(f.path and f.message for f in findings)


def test_the_table_of_replaced_laws_is_whole() -> None:
    assert all(law.now and law.kinds and law.year > 1945 for law in replaced_laws())
