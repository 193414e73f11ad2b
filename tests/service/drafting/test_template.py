"""An office brings its own form: drafted from its empty template, it is read by place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from compose.blank.document import compose_blank
from extract.documents import contents_to_records
from forms.definitions import load_form, load_forms, text_to_form
from forms.form import FieldKind, Form
from ingest.limits import Limits
from records.errors import TemplateEmpty
from records.findings import Kind, Problem, Record
from service.drafting.template import draft_form, form_id
from service.page_work import forget_file, read_page
from tests.papers.offices import OfficePaper, draw_count, draw_survey
from tests.papers.scanning import DPI, Level, pages_to_pdf, print_pages, scan

pytestmark = pytest.mark.tesseract
REAL = Path(__file__).parents[4] / "shared" / "real" / "forms"
FEWEST_BOXES = 0.95


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with the definition drafted from a template."""

    folder: Path
    form: Form

    def read(self, paper: bytes, level: Level, seed: int) -> tuple[Record, tuple[Problem, ...]]:
        """The record of the paper as a device of that level hands it over."""
        pages = print_pages(paper, DPI[level])
        pictures = [scan(page, level, np.random.default_rng(seed)) for page in pages]
        path = self.folder / f"{level}.pdf"
        path.write_bytes(pages_to_pdf(pictures, DPI[level]))
        return read_file(path, self.folder)


def read_file(path: Path, forms: Path) -> tuple[Record, tuple[Problem, ...]]:
    """The one record of a file's first page."""
    try:
        records, problems = contents_to_records([read_page(path, 1, Limits(), forms).content])
    finally:
        forget_file()  # the next paper may lie under the same name
    return records[0], problems


def draft(template: bytes | Path, folder: Path, name: str) -> Desk:
    """The template's definition, written to a folder as it was proposed."""
    path = template if isinstance(template, Path) else folder / "template.pdf"
    if isinstance(template, bytes):
        path.write_bytes(template)
    out = folder / f"{name}.toml"
    out.write_text(draft_form(path, Limits(), out.name), encoding="utf-8")
    return Desk(folder, load_form(out))


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return draft(draw_survey(1, "Kalam").template, tmp_path_factory.mktemp("survey"), "survey")


@pytest.fixture(scope="module")
def count(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return draft(draw_count(1, "Kalam").template, tmp_path_factory.mktemp("count"), "count")


def test_a_template_proposes_its_fields(survey: Desk) -> None:
    kinds = {one.labels[0]: one.kind for one in survey.form.fields}
    assert kinds["NIK Kepala Keluarga"] is FieldKind.NIK
    assert kinds["Nama Lengkap"] is FieldKind.NAME
    assert kinds["Tanggal Pendataan"] is FieldKind.DATE
    assert kinds["Status Rumah"] is FieldKind.CHECKS
    assert "Alamat" in kinds
    (table,) = (one for one in survey.form.fields if one.kind is FieldKind.TABLE)
    assert len(table.printed_rows) == 4
    places = [p for p in survey.form.pages[0].places if p.key.startswith(f"{table.key}.")]
    assert [len(place.parts) for place in places] == [3] * 12
    assert [column.labels[0] for column in table.columns] == ["Laki-laki", "Perempuan", "Jumlah"]
    assert len(survey.form.relations) == 1
    assert len(survey.form.pages[0].marks) == 4
    assert "FORMULIR PENDATAAN KELUARGA RAWAN" in survey.form.titles


def test_a_template_proposes_words_and_their_numbers(count: Desk) -> None:
    kinds = [one.kind for one in count.form.fields]
    assert kinds.count(FieldKind.NUMBER) == kinds.count(FieldKind.NUMBER_WORDS) == 3
    assert [relation.words is not None for relation in count.form.relations] == [True] * 3


def _share_right(desk: Desk, record: Record, paper: OfficePaper) -> float:
    """The share of characters in boxes, and of squares, that are as written."""
    places = desk.form.pages[0].places
    right = whole = 0
    for at, checked in paper.checks.items():
        right += record.fields[next(p for p in places if p.box.contains(at)).key] is checked
        whole += 1
    for at, written in paper.values.items():
        place = next(p for p in places if p.box.contains(at))
        if len(place.parts) > 1:
            text = record.evidence[f"fields.{place.key}"].text.ljust(len(place.parts))
            wanted = written.ljust(len(place.parts))
            right += sum(a == b for a, b in zip(text, wanted, strict=False))
            whole += len(wanted)
    return right / whole


LEVELS: list[tuple[Level, str]] = [("office", "Patrick Hand"), ("phone", "Indie Flower")]


@pytest.mark.parametrize(("level", "hand"), LEVELS)
def test_a_drafted_form_is_read_by_place(survey: Desk, level: Level, hand: str) -> None:
    paper = draw_survey(21, hand)
    record, problems = survey.read(paper.filled, level, 5)
    assert (record.kind, record.form) == (Kind.FORM, "survey")
    assert _share_right(survey, record, paper) >= FEWEST_BOXES
    assert not problems


@pytest.mark.parametrize(("level", "hand"), LEVELS)
def test_a_form_without_marks_is_read_as_well(count: Desk, level: Level, hand: str) -> None:
    paper = draw_count(22, hand)
    record, _ = count.read(paper.filled, level, 6)
    assert record.form == "count"
    assert _share_right(count, record, paper) >= FEWEST_BOXES


def test_a_number_that_its_words_deny_is_a_problem(count: Desk) -> None:
    said = next(relation for relation in count.form.relations if relation.words is not None)
    paper = draw_count(22, "Kalam", lie=True)
    record, problems = count.read(paper.filled, "clean", 7)
    assert [problem.code for problem in problems] == ["form.words-differ"]
    assert record.evidence[f"fields.{said.total}"].needs_review
    assert record.lint[0].path == f"fields.{said.total}"


def test_another_paper_is_no_filled_copy(count: Desk) -> None:
    record, _ = count.read(draw_survey(23, "Kalam").filled, "clean", 8)
    assert record.form != "count"


def test_a_page_without_places_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(pages_to_pdf([np.full((1400, 1000, 3), 255, np.uint8)], 120))
    with pytest.raises(TemplateEmpty):
        draft_form(path, Limits(), "empty.toml")


@pytest.mark.parametrize(
    ("stem", "wanted"),
    [("My Form (2)", "my-form-2"), ("2024", "form-2024"), ("C.Hasil_data", "c-hasil-data")],
)
def test_a_file_name_makes_an_id(stem: str, wanted: str) -> None:
    assert form_id(stem) == wanted
    assert text_to_form(
        f'id = "{form_id(stem)}"\ntitles = ["X"]\n[[field]]\nkey = "a"\nlabels = ["A"]'
    )


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="the photographs are not here")
@pytest.mark.parametrize("name", ["pwp_sample_01", "pwp_sample_02", "data_sample_01"])
def test_real_photographs_of_an_office_are_read(name: str, tmp_path: Path) -> None:
    truth = json.loads((REAL / "truth.json").read_text())["files"][f"{name}.jpg"]
    template = REAL / str(truth["template"]).split(" ")[0]
    desk = draft(template, tmp_path, template.stem.replace(".", "-"))
    record, _ = read_file(REAL / f"{name}.jpg", tmp_path)
    assert record.kind is Kind.FORM
    wanted = [entry["boxes"] for entry in truth.get("fields", {}).values()]
    wanted += [str(n).rjust(3) for row in truth.get("table", {}).values() for n in row]
    found = _boxes_of_three(desk, record, struck=" " if "table" in truth else "X")
    right = sum(
        a == b for w, f in zip(wanted, found, strict=True) for a, b in zip(w, f, strict=True)
    )
    assert right >= FEWEST_BOXES * 3 * len(wanted)


def _boxes_of_three(desk: Desk, record: Record, struck: str) -> list[str]:
    """The numbers of three boxes from top to bottom, left to right, struck boxes told so."""
    places = [place for place in desk.form.pages[0].places if len(place.parts) == 3]
    ordered = sorted(places, key=lambda p: (round(p.box.top), p.box.left))
    texts = [record.evidence[f"fields.{place.key}"].text for place in ordered]
    return [text.replace("X", struck) for text in texts]


def test_a_blank_that_we_printed_proposes_its_fields_by_frame_and_grid(tmp_path: Path) -> None:
    form = next(one for one in load_forms() if one.id == "catatan-kunjungan")
    found = draft(compose_blank(form, "POLSEK A").pdf, tmp_path, "register").form
    kinds = {one.labels[0]: one.kind for one in found.fields}
    assert kinds["Nama Petugas"] is FieldKind.NAME
    assert kinds["NRP"] is FieldKind.NRP
    assert kinds["Bulan"] is FieldKind.MONTH
    (table,) = (one for one in found.fields if one.kind is FieldKind.TABLE)
    assert len(table.printed_rows) == form.fields[5].rows
    assert [c.labels[0] for c in table.columns] == [c.labels[0] for c in form.fields[5].columns]
    assert len(found.pages[0].marks) == 5, "the corners and the small square, none of the code"
