"""Several procedures in one file are a record each, their matrices kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from compose.procedure.document import compose_procedure
from extract.content import PageContent, sheet_to_content
from extract.documents import contents_to_records
from forms.definitions import load_forms
from ingest.limits import Limits
from ingest.pages import open_scan
from ocr.regions import LayerReader
from ocr.sheet import read_sheet
from records.findings import Record
from tests.papers.bundle import LETTERHEAD
from tests.papers.procedures import draw_record, draw_style

SEEDS = (700, 701)
STEPS, ACTORS = 7, 4
"""An identity page and a page of the matrix each."""


@pytest.fixture(scope="module")
def procedures() -> list[Record]:
    return [draw_record(seed, steps=STEPS, actors=ACTORS) for seed in SEEDS]


@pytest.fixture(scope="module")
def contents(
    procedures: Sequence[Record], tmp_path_factory: pytest.TempPathFactory
) -> list[PageContent]:
    """What the pages of both procedures hold, bound to one file."""
    folder = tmp_path_factory.mktemp("bound")
    bound = pikepdf.new()
    for seed, record in zip(SEEDS, procedures, strict=True):
        path = folder / f"{seed}.pdf"
        path.write_bytes(
            compose_procedure(record, letterhead=LETTERHEAD[:2], style=draw_style(seed))
        )
        with pikepdf.open(path) as one:
            bound.pages.extend(one.pages)
    bound.save(folder / "bound.pdf")
    return _read(folder / "bound.pdf")


def _read(path: Path) -> list[PageContent]:
    forms = load_forms()
    with open_scan(path, Limits()) as scan:
        sheets = [read_sheet(scan.page(n))[0] for n in range(1, scan.page_count + 1)]
    return [sheet_to_content(sheet, LayerReader(sheet), forms) for sheet in sheets]


@pytest.mark.parametrize(
    ("pages", "records"),
    [
        ((1, 2, 3, 4), [(1, 2), (3, 4)]),
        ((2, 4), [(2,), (4,)]),
        ((1, 2, 4), [(1, 2), (4,)]),
        ((2, 3, 4), [(2,), (3, 4)]),
    ],
)
def test_two_procedures_in_one_file_are_two_records(
    pages: tuple[int, ...],
    records: list[tuple[int, ...]],
    contents: Sequence[PageContent],
    procedures: Sequence[Record],
) -> None:
    found, _ = contents_to_records([contents[page - 1] for page in pages])
    assert [record.pages for record in found] == records
    for one, true in zip(found, procedures, strict=True):
        assert one.matrix is not None
        assert true.matrix is not None
        assert one.matrix.actors == true.matrix.actors
        assert [s.activity for s in one.matrix.steps] == [s.activity for s in true.matrix.steps]
        assert len(one.matrix.edges) == len(true.matrix.edges)
