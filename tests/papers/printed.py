"""Blanks that we printed, filled by pen at the boxes of their layout, with their truth."""

from __future__ import annotations

import random as randomness
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from compose.blank.document import compose_blank
from compose.blank.sheet import Paper, PenBox
from forms.form import Field, FieldKind, Form
from records.findings import FieldValue
from tests.papers.blanks import FONTS, UNITS, fill_field
from tests.papers.scanning import Pixels, print_pages

DPI = 300
MM = DPI / 25.4
FILES: Mapping[str, float] = {
    "kalam": 4.3,
    "patrick-hand": 4.7,
    "caveat": 5.6,
    "architects-daughter": 4.2,
    "indie-flower": 4.7,
    "shadows-into-light": 4.9,
}
"""Font files and the size in millimetres at which their letters are as tall as a hand writes."""
INKS = ((26, 26, 96), (38, 38, 38), (70, 70, 75), (20, 40, 110))
ROWS_FILLED = 0.5
FREE_SHARE = 0.3
"""So many hands write digits without minding the boxes of a comb."""
CHECK_STROKE = 0.42
"""Of a pen, in millimetres."""


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
) -> FilledBlank:
    """A copy of the form, filled at random; one seed gives one paper."""
    random = randomness.Random(seed)
    unit = random.choice(units)
    blank = compose_blank(
        form, unit, letterhead=("RESOR CONTOH",), serial_start=serial, paper=paper
    )
    pages = [Image.fromarray(page) for page in print_pages(blank.pdf, DPI)]
    pen = _Pen(pages, fonts / f"{hand}.ttf", FILES.get(hand, 4.7), random)
    fields: dict[str, FieldValue] = {}
    for one in form.fields:
        boxes = [p for p in blank.pens if _is_of(p, one)]
        if one.kind is FieldKind.TABLE:
            fields[one.key] = _rows(one, boxes, pen, random, rows_filled)
        else:
            fields |= _fill(one, boxes, pen, random)
    return FilledBlank(tuple(np.asarray(p) for p in pages), unit, fields, f"{serial:06d}")


def _is_of(pen: PenBox, one: Field) -> bool:
    keys = {one.key, *(option.key for option in one.options)}
    return pen.key.split(".")[0] in keys


def _fill(
    one: Field, boxes: Sequence[PenBox], pen: _Pen, random: randomness.Random
) -> dict[str, FieldValue]:
    if one.kind in (FieldKind.SIGNATURE, FieldKind.PHOTO):
        if random.random() < 0.5:
            pen.sign(boxes[0])
        return {}
    if one.kind is FieldKind.CHECKS:
        chosen = random.choice(one.options)
        pen.check(next(box for box in boxes if box.key == chosen.key))
        return {option.key: option is chosen for option in one.options}
    written = fill_field(one, random)
    pen.write(boxes[0], written.shown)
    return {one.key: written.value}


def _rows(
    one: Field,
    boxes: Sequence[PenBox],
    pen: _Pen,
    random: randomness.Random,
    filled: float,
) -> tuple[Mapping[str, str], ...]:
    rows: list[Mapping[str, str]] = []
    for number in range(max(1, round(one.rows * filled))):
        row = {}
        for column in one.columns:
            as_field = Field(column.key, column.labels, column.kind)
            written = fill_field(as_field, random)
            box = next(b for b in boxes if b.key == f"{one.key}.{number}.{column.key}")
            row[column.key] = written.value if pen.write(box, written.shown) else ""
        if any(row.values()):
            rows.append(row)
    return tuple(rows)


class _Pen:
    """Writes on pictures of pages."""

    def __init__(
        self, pages: Sequence[Image.Image], font: Path, size: float, random: randomness.Random
    ) -> None:
        self._draws = [ImageDraw.Draw(page) for page in pages]
        self._sizes = [page.size for page in pages]
        self._file, self._size = str(font), size
        self._random = random
        self._ink = random.choice(INKS)
        self._is_free = random.random() < FREE_SHARE

    def write(self, place: PenBox, text: str) -> bool:
        """Sets a text into a box, smaller where it needs be; whether anything was set."""
        if not text:
            return False
        left, top, right, bottom = self._box(place)
        draw = self._draws[place.page - 1]
        if place.cells and not self._is_free and len(text) <= place.cells:
            self._comb(draw, place, text)
            return True
        tall = (bottom - top) / place.lines
        start = left + self._random.uniform(1.0, 3.0) * MM
        size = min(self._size * MM, 0.8 * tall)
        lines = [text]
        while True:
            font = ImageFont.truetype(self._file, max(8, round(size)))
            lines = _wrapped(draw, text, font, right - start - 0.5 * MM)
            if len(lines) <= place.lines or size < 2.2 * MM:
                break
            size *= 0.93
        if len(lines) > place.lines:
            # What fits nowhere runs over to the right, as a hand's does.
            lines = [*lines[: place.lines - 1], " ".join(lines[place.lines - 1 :])]
        for number, line in enumerate(lines):
            middle = top + (number + 0.5) * tall + self._random.uniform(-0.06, 0.06) * tall
            draw.text((start, middle), line, font=font, fill=self._ink, anchor="lm")
        return True

    def _comb(self, draw: ImageDraw.ImageDraw, place: PenBox, text: str) -> None:
        left, top, right, bottom = self._box(place)
        step = (right - left) / place.cells
        font = ImageFont.truetype(self._file, round(min(self._size * MM, 0.8 * (bottom - top))))
        for number, sign in enumerate(text):
            x = left + (number + 0.5 + self._random.uniform(-0.12, 0.12)) * step
            y = (top + bottom) / 2 + self._random.uniform(-0.06, 0.06) * (bottom - top)
            draw.text((x, y), sign, font=font, fill=self._ink, anchor="mm")

    def check(self, place: PenBox) -> None:
        """A cross, a tick, or a stroke, more or less within the box."""
        left, top, right, bottom = self._box(place)
        wide, tall = right - left, bottom - top
        draw = self._draws[place.page - 1]

        def stroke(*points: tuple[float, float]) -> None:
            off = [self._random.uniform(-0.08, 0.08) for _ in range(2)]
            path = [(left + (x + off[0]) * wide, top + (y + off[1]) * tall) for x, y in points]
            draw.line(path, fill=self._ink, width=round(CHECK_STROKE * MM))

        match self._random.choice(("cross", "tick", "stroke")):
            case "cross":
                stroke((0.05, 0.05), (0.95, 0.95))
                stroke((0.95, 0.0), (0.05, 0.95))
            case "tick":
                stroke((0.1, 0.45), (0.4, 0.95), (1.1, -0.15))
            case _:
                stroke((0.05, 1.0), (0.95, 0.0))

    def sign(self, place: PenBox) -> None:
        """A scrawl."""
        left, top, right, bottom = self._box(place)
        points = [
            (
                left + (0.1 + 0.08 * k) * (right - left),
                top + self._random.uniform(0.2, 0.8) * (bottom - top),
            )
            for k in range(10)
        ]
        self._draws[place.page - 1].line(
            points, fill=self._ink, width=round(CHECK_STROKE * MM), joint="curve"
        )

    def _box(self, place: PenBox) -> tuple[float, float, float, float]:
        wide, tall = self._sizes[place.page - 1]
        left, top, right, bottom = place.box
        return left * wide, top * tall, right * wide, bottom * tall


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, room: float
) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= room:
            lines[-1] = longer
        elif not lines:
            lines = [word]
        else:
            lines.append(word)
    return lines


def scaled(page: Pixels, dpi: int) -> Pixels:
    """A page at another resolution."""
    share = dpi / DPI
    size = (round(page.shape[1] * share), round(page.shape[0] * share))
    return np.asarray(Image.fromarray(page).resize(size, Image.Resampling.LANCZOS))
