"""Blanks that we printed, filled by pen at the boxes of their layout, with their truth."""

from __future__ import annotations

import random as randomness
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from compose.blank.document import compose_blank
from compose.blank.sheet import Paper, PenBox
from forms.form import Field, FieldKind, Form
from records.findings import FieldValue
from tests.papers.blanks import FONTS, UNITS
from tests.papers.pen import DPI, Ink, Pen, PlainPen, Way
from tests.papers.registers import given_rows, rows_to_values
from tests.papers.scanning import Pixels, print_pages
from tests.papers.values import Written, fill_form

FILES: Mapping[str, float] = {
    "kalam": 4.3,
    "patrick-hand": 4.7,
    "caveat": 5.6,
    "architects-daughter": 4.2,
    "indie-flower": 4.7,
    "shadows-into-light": 4.9,
}
"""Font files and the size in millimetres at which their letters are as tall as a hand writes."""
ROWS_FILLED = 0.5


@dataclass(frozen=True, slots=True)
class FilledBlank:
    """The pages of a filled copy as a printer and a pen left them, and what its fields say."""

    pages: tuple[Pixels, ...]
    unit: str
    fields: Mapping[str, FieldValue]
    serial: str


def draw_printed(
    form: Form,
    seed: int,
    hand: str,
    *,
    paper: Paper = Paper.A4,
    serial: int = 1,
    units: Sequence[str] = UNITS,
    fonts: Path = FONTS,
    rows_filled: float = ROWS_FILLED,
    given: Mapping[str, Written] | None = None,
    way: Way = "minded",
    size: float | None = None,
    ink: Ink | None = None,
) -> FilledBlank:
    """A copy of the form, filled at random or as `given`; one seed gives one paper.

    `size` is the font's in millimetres, `ink` its colour.
    """
    random = randomness.Random(seed)
    unit = random.choice(units)
    blank = compose_blank(
        form, unit, letterhead=("RESOR CONTOH",), serial_start=serial, paper=paper
    )
    pages = [Image.fromarray(page) for page in print_pages(blank.pdf, DPI)]
    writer = PlainPen if way == "plain" else Pen
    pen = writer(pages, fonts / f"{hand}.ttf", size or FILES.get(hand, 4.7), random, ink)
    rows = max(1, round(rows_filled * max(one.rows for one in form.fields)))
    values = fill_form(form, random, rows) if given is None else given
    fields: dict[str, FieldValue] = {}
    for one in form.fields:
        fields |= _fill(one, [p for p in blank.pens if _is_of(p, one)], pen, values)
    return FilledBlank(tuple(np.asarray(p) for p in pages), unit, fields, f"{serial:06d}")


def _is_of(pen: PenBox, one: Field) -> bool:
    keys = {one.key, *(option.key for option in one.options)}
    return pen.key.split(".")[0] in keys


def _fill(
    one: Field, boxes: Sequence[PenBox], pen: Pen, given: Mapping[str, Written]
) -> dict[str, FieldValue]:
    if one.kind in (FieldKind.SIGNATURE, FieldKind.PHOTO):
        pen.sign(boxes[0])
        return {}
    if one.kind is FieldKind.CHECKS:
        chosen = given[one.key].value
        pen.check(next(box for box in boxes if box.key == chosen))
        return {option.key: option.key == chosen for option in one.options}
    if one.kind is FieldKind.TABLE:
        for box in boxes:
            if box.key in given:
                pen.write(box, given[box.key].shown)
        return {one.key: rows_to_values(given_rows(one, given))}
    pen.write(boxes[0], given[one.key].shown)
    return {one.key: given[one.key].value}


def scaled(page: Pixels, dpi: int) -> Pixels:
    """A page at another resolution."""
    share = dpi / DPI
    size = (round(page.shape[1] * share), round(page.shape[0] * share))
    return np.asarray(Image.fromarray(page).resize(size, Image.Resampling.LANCZOS))
