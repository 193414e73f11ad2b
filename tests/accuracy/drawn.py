"""Papers drawn from fixed seeds with their truth, as every level of device hands them over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from compose.monthly.recap import compose_recap
from compose.procedure.document import compose_procedure
from forms.definitions import load_forms
from forms.form import FieldKind, Form
from records.findings import Kind, Record
from records.findings_json import record_to_json
from tests.papers.blanks import HANDS, LAYOUTS, draw_blank
from tests.papers.bundle import LETTERHEAD
from tests.papers.printed import FILES, draw_printed, scaled
from tests.papers.procedures import draw_record, draw_style
from tests.papers.recaps import draw_recap
from tests.papers.scanning import DPI, Level, pages_to_pdf, print_pages, scan

PHOTO_SHEET = "lembar-foto"
STEPS, ACTORS = 7, 4
"""Of a drawn procedure: identity and matrix take a page each."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file and the document in it, as the JSON of a record."""

    name: str
    level: str
    pdf: bytes
    truth: dict[str, Any]


def draw_procedure(seed: int, level: str) -> Paper:
    """A procedure of two pages; the level `digital` is the typeset PDF itself."""
    record = draw_record(seed, steps=STEPS, actors=ACTORS)
    pdf = compose_procedure(record, letterhead=LETTERHEAD[:2], style=draw_style(seed))
    return Paper(f"sop{seed}", level, damaged(pdf, level, seed), record_to_json(record))


def draw_recapitulation(seed: int, level: str) -> Paper:
    """A monthly recapitulation of one page; its unit is as written in the letterhead."""
    recap, month = draw_recap(seed)
    record = Record(
        Kind.REPORT,
        (1,),
        recap.letterhead[-1],
        month,
        report="rekap-bulanan",
        number=recap.number,
        signed_by=recap.signed_by,
        table=recap.table,
    )
    pdf = compose_recap(recap, pages_numbered=False)
    return Paper(f"rekap{seed}", level, damaged(pdf, level, seed), record_to_json(record))


def draw_filled_blank(seed: int, level: str) -> Paper:
    """A blank of one page, filled by a pen-like font."""
    forms = sorted((f for f in load_forms() if not _has_table(f)), key=lambda form: form.id)
    form = forms[seed % len(forms)]
    filled = draw_blank(form, seed, LAYOUTS[seed % len(LAYOUTS)], sorted(HANDS)[seed % len(HANDS)])
    truth = {
        "kind": "form",
        "form": form.id,
        "unit": filled.unit,
        "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in filled.fields.items()},
    }
    return Paper(f"{form.id}{seed}", level, damaged(filled.pdf, level, seed), truth)


def draw_own_blank(seed: int, device: Level) -> Paper:
    """A blank that we printed, filled at the boxes of its layout; its level is `own DEVICE`."""
    forms = sorted((f for f in load_forms() if f.value_keys), key=lambda form: form.id)
    forms = [form for form in forms if form.kind == "form" and form.id != PHOTO_SHEET]
    form = forms[seed % len(forms)]
    filled = draw_printed(form, seed, sorted(FILES)[seed % len(FILES)])
    random = np.random.default_rng(seed)
    pages = [scan(scaled(page, DPI[device]), device, random) for page in filled.pages]
    truth = {
        "kind": "form",
        "form": form.id,
        "unit": filled.unit,
        "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in filled.fields.items()},
    }
    pdf = pages_to_pdf(pages, DPI[device])
    return Paper(f"own-{form.id}{seed}", f"own {device}", pdf, truth)


def _has_table(form: Form) -> bool:
    """Whether a form has rows, which `draw_blank` leaves out: without them it is another form."""
    return any(one.kind is FieldKind.TABLE for one in form.fields)


def damaged(pdf: bytes, level: str, seed: int) -> bytes:
    """The document as a device of that level hands it over."""
    if level == "digital":
        return pdf
    device: Level = level  # type: ignore[assignment]
    random = np.random.default_rng(seed)
    pages = [scan(page, device, random) for page in print_pages(pdf, DPI[device])]
    return pages_to_pdf(pages, DPI[device])


def draw_papers() -> Iterator[Paper]:
    """The papers of the published figures."""
    for level in ("digital", "clean", "office", "copier", "phone"):
        yield from (draw_procedure(seed, level) for seed in (101, 102, 103))
        yield from (draw_recapitulation(seed, level) for seed in (201, 202))
        if level != "digital":
            yield from (draw_filled_blank(seed, level) for seed in (300, 301, 302))
