"""Our own blanks come back: turned, shuffled, in an earlier version, and are one record a copy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from forms.definitions import text_to_form
from ingest.limits import Limits
from records.findings import Digest, Findings
from service.reading import PagePool
from service.study import Original, study
from tests.papers.printed import FilledBlank, draw_printed, scaled
from tests.papers.scanning import DPI, Level, Pixels, pages_to_pdf, scan

pytestmark = [pytest.mark.slow, pytest.mark.tesseract]

DEFINITION = """
id = "ronda-malam"
version = {version}
titles = ["BUKU RONDA MALAM"]
month_field = "held_on"

[[field]]
key = "{first}"
labels = ["Nama Ketua"]
kind = "name"

[[field]]
key = "held_on"
labels = ["Hari / Tanggal"]
kind = "date"

[[field]]
key = "nrp"
labels = ["NRP"]
kind = "nrp"
cells = 8

[[field]]
key = "guards"
labels = ["Peronda"]
kind = "table"
rows = 26
column = [
  {{ key = "name", labels = ["Nama"], kind = "name", share = 3 }},
  {{ key = "age", labels = ["Umur"], kind = "number" }},
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office that prints version 2 of its form, and has papers of version 1 about."""
    forms = tmp_path / "forms"
    earlier = forms / "versions" / "ronda-malam"
    earlier.mkdir(parents=True)
    (earlier / "0001.toml").write_text(DEFINITION.format(version=1, first="leader"))
    (forms / "ronda-malam.toml").write_text(DEFINITION.format(version=2, first="chief"))
    return forms


def copy(serial: int, version: int, first: str) -> FilledBlank:
    form = text_to_form(DEFINITION.format(version=version, first=first))
    return draw_printed(form, serial, "patrick-hand", serial=serial, rows_filled=0.9)


def read(pages: list[Pixels], forms: Path, tmp_path: Path) -> Findings:
    path = tmp_path / "stack.pdf"
    random = np.random.default_rng(3)
    level: Level = "office"
    seen = [scan(scaled(page, DPI[level]), level, random) for page in pages]
    path.write_bytes(pages_to_pdf(seen, DPI[level]))
    original = Original(path, path.name, Digest("0" * 64))
    with PagePool(1, Limits(), forms) as pool:
        return study(original, tmp_path / "copy.pdf", pool, Limits(), lambda _d, _a: None).findings


def test_copies_of_two_versions_shuffled_in_one_stack(folder: Path, tmp_path: Path) -> None:
    new, old = copy(7, 2, "chief"), copy(8, 1, "leader")
    assert len(new.pages) == len(old.pages) == 2
    upside_down = np.ascontiguousarray(np.rot90(new.pages[1], 2))
    white = np.full_like(new.pages[0], 255)
    stack = [upside_down, white, old.pages[0], new.pages[0], old.pages[1]]
    found = read(stack, folder, tmp_path)
    assert found.problems == ()
    assert [one.pages for one in found.documents] == [(1, 4), (3, 5)]
    assert [(one.version, one.serial) for one in found.documents] == [(2, "000007"), (1, "000008")]
    assert [one.unit for one in found.documents] == [new.unit, old.unit]
    for one, key, truth in zip(found.documents, ("chief", "leader"), (new, old), strict=True):
        assert key in one.fields
        rows, wanted = one.fields["guards"], truth.fields["guards"]
        assert isinstance(rows, tuple)
        assert isinstance(wanted, tuple)
        assert len(rows) == len(wanted)
        assert one.fields["nrp"] == truth.fields["nrp"]
    assert {e.page for path, e in found.documents[0].evidence.items() if "guards" in path} == {1, 4}


def test_a_lone_second_page_is_filed_and_told(folder: Path, tmp_path: Path) -> None:
    found = read([copy(9, 2, "chief").pages[1]], folder, tmp_path)
    assert [one.code for one in found.problems] == ["blank.page-missing"]
    assert [one.form for one in found.documents] == ["ronda-malam"]
