"""A typeset procedure read back is the record it was made from."""

from __future__ import annotations

import tempfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compose.procedure.document import compose_procedure
from compose.procedure.style import PLAIN, Style
from extract.content import PageContent, sheet_to_content
from extract.documents import contents_to_records
from forms.definitions import load_forms
from ingest.limits import Limits
from ingest.pages import OpenScan, open_scan
from ocr.regions import LayerReader
from ocr.sheet import read_sheet
from records.findings import Edge, Header, Kind, Mark, Matrix, Record, Step
from records.paper import SymbolKind
from tests.papers.bundle import LETTERHEAD, procedure
from tests.papers.flows import draw_flow_record
from tests.papers.procedures import draw_record, draw_style

SEEDS = st.integers(0, 1 << 32)
PATIENT = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),  # shrinking a seed says nothing and takes long
    max_examples=4,
)


def read_back(record: Record, style: Style = PLAIN) -> tuple[Record, ...]:
    """The records found in the document typeset from one."""
    pdf = compose_procedure(record, letterhead=LETTERHEAD[:2], style=style)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sop.pdf"
        path.write_bytes(pdf)
        with open_scan(path, Limits()) as scan:
            contents = [_content(scan, n) for n in range(1, scan.page_count + 1)]
    records, _problems = contents_to_records(contents)
    return records


def _content(scan: OpenScan, number: int) -> PageContent:
    sheet, _pixels = read_sheet(scan.page(number))
    return sheet_to_content(sheet, LayerReader(sheet), load_forms())


def differences(true: object, found: object, path: str) -> list[str]:
    """Where two values differ; the page of a step and the order of edges do not count."""
    if is_dataclass(true) and is_dataclass(found):
        return [
            said
            for field in fields(true)
            if field.name != "page"
            for said in differences(
                getattr(true, field.name), getattr(found, field.name), f"{path}.{field.name}"
            )
        ]
    if isinstance(true, tuple) and isinstance(found, tuple):
        if true and isinstance(true[0], Edge):
            return [f"{path}: {edge}" for edge in set(true) ^ set(found)]
        if len(true) == len(found):
            pairs = enumerate(zip(true, found, strict=True))
            return [said for i, (a, b) in pairs for said in differences(a, b, f"{path}.{i}")]
    return [] if true == found else [f"{path}: {true!r} became {found!r}"]


def lost_on_the_way(record: Record, style: Style = PLAIN) -> list[str]:
    found = read_back(record, style)
    if len(found) != 1:
        return [f"{len(found)} records"]
    return [
        said
        for part in ("kind", "unit", "month", "header", "matrix")
        for said in differences(getattr(record, part), getattr(found[0], part), part)
    ]


@PATIENT
@given(seed=SEEDS, look=SEEDS)
def test_reading_a_typeset_procedure_gives_its_record_back(seed: int, look: int) -> None:
    record = draw_flow_record(Random(seed), most_steps=12)
    assert lost_on_the_way(record, draw_style(look)) == []


@pytest.mark.slow
def test_over_several_pages_nearly_all_come_back_whole() -> None:
    """Three edges of one actor over one page turn, one of them backwards, may be read amiss."""
    lost = [
        lost_on_the_way(draw_flow_record(Random(seed), most_steps=40), draw_style(seed))
        for seed in range(10)
    ]
    assert sum(not one for one in lost) >= 9


@pytest.mark.parametrize("seed", [24, 31])
def test_seven_actors_on_a_narrow_page_and_labels_at_its_edge(seed: int) -> None:
    assert lost_on_the_way(draw_record(seed), draw_style(seed)) == []


def test_the_bundled_procedure_comes_back() -> None:
    assert lost_on_the_way(procedure()) == []


def test_a_procedure_without_numbers_dates_or_texts_comes_back_without_them() -> None:
    header = Header(title="BINA RONDA", unit="SATBINMAS POLRES SUMBA BARAT")
    steps = tuple(
        Step("", text, marks=(Mark(actor, SymbolKind.PROCESS),))
        for actor, text in enumerate(("Menyiapkan bahan", "Membagi tugas ronda"))
    )
    matrix = Matrix(("Kapolsek", "Babinsa"), steps, (Edge((0, 0), (1, 1)),))
    record = Record(Kind.SOP, (1,), header.unit, None, header=header, matrix=matrix)
    assert lost_on_the_way(record) == []
