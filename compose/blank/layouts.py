"""The layouts of the blanks we print: computed again from form, version and unit whenever asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from compose.blank.document import copy_to_sheets
from compose.blank.sheet import INSET, MM, Paper, PenBox, Sheet, text_width
from forms.code import PageCode
from forms.form import FieldKind, Form
from forms.layout import PageLayout, Place, PrintedLine, PrintedText, Shape
from records.geometry import Box

AREAS = (FieldKind.SIGNATURE, FieldKind.PHOTO)
RULING, GUIDE = 0.4 / MM, 0.5 / MM
"""Strokes of single lines and of dotted ones, in millimetres; frames say theirs."""
LONG_LETTERHEADS = (("-",) * 5, ("-",) * 6)
"""Letterheads longer than the code push the fields down; the paper does not say how long it was."""
SOME_UNIT, SOME_SERIAL = "-", "000000"
CACHED = 64


@dataclass(frozen=True, slots=True)
class _Asked:
    form: Form
    unit: str
    letterhead: tuple[str, ...]
    paper: Paper


def code_to_layouts(form: Form, code: PageCode | None) -> Iterator[PageLayout]:
    """The pages of a form that a scanned page may be, the usual letterhead and A4 first.

    None for a code of another version, or for a page the form does not have.
    """
    if code is not None and (code.form, code.version) != (form.id, form.version):
        return
    unit = SOME_UNIT if code is None else code.unit
    known: set[PageLayout] = set()
    for pages in _variants(form, unit):
        for layout in pages:
            is_asked = code is None or (code.page, code.pages) == (layout.page, layout.pages)
            if is_asked and layout not in known:
                known.add(layout)
                yield layout


def form_to_layouts(
    form: Form, unit: str, *, letterhead: Sequence[str] = (), paper: Paper = Paper.A4
) -> tuple[PageLayout, ...]:
    """The layouts of the pages of one copy."""
    return _layouts(_Asked(form, unit, tuple(letterhead), paper))


def _variants(form: Form, unit: str) -> Iterator[tuple[PageLayout, ...]]:
    """The copies that differ in what neither form nor code say: letterhead and paper."""
    for letterhead in ((), *LONG_LETTERHEADS):
        for paper in Paper:
            yield _layouts(_Asked(form, unit, letterhead, paper))


@lru_cache(maxsize=CACHED)
def _layouts(asked: _Asked) -> tuple[PageLayout, ...]:
    sheets = copy_to_sheets(asked.form, asked.unit, asked.letterhead, SOME_SERIAL, asked.paper)
    return tuple(_to_layout(asked.form, sheet, len(sheets)) for sheet in sheets)


def _to_layout(form: Form, sheet: Sheet, pages: int) -> PageLayout:
    """A sheet's drawing, in millimetres."""
    shapes = cast("list[Mapping[str, Any]]", sheet.shapes)
    return PageLayout(
        form=form.id,
        version=form.version,
        page=sheet.number,
        pages=pages,
        width=sheet.width / MM,
        height=sheet.height / MM,
        places=tuple(_to_place(pen, sheet) for pen in sheet.pens),
        marks=tuple(_box(s["x"], s["y"], s["w"], s["h"]) for s in shapes if s["is"] == "solid"),
        code=_box(*sheet.code) if sheet.code is not None else None,
        rulings=tuple(line for shape in shapes for line in _rulings(shape)),
        texts=tuple(text for shape in shapes for text in _texts(shape)),
    )


def _box(x: float, y: float, wide: float, tall: float) -> Box:
    return Box(x / MM, y / MM, (x + wide) / MM, (y + tall) / MM)


def _rulings(shape: Mapping[str, Any]) -> Iterator[PrintedLine]:
    if shape["is"] == "line":
        (x0, y0), (x1, y1) = shape["from"], shape["to"]
        thick = GUIDE if shape["dotted"] else RULING
        yield PrintedLine((x0 / MM, y0 / MM), (x1 / MM, y1 / MM), thick, shape["dotted"])
    elif shape["is"] == "rect":
        box = _box(shape["x"], shape["y"], shape["w"], shape["h"])
        thick = shape["stroke"] / MM
        for y in (box.top, box.bottom):
            yield PrintedLine((box.left, y), (box.right, y), thick)
        for x in (box.left, box.right):
            yield PrintedLine((x, box.top), (x, box.bottom), thick)


def _texts(shape: Mapping[str, Any]) -> Iterator[PrintedText]:
    if shape["is"] != "text":
        return
    wide = min(shape["w"], text_width(shape["text"], shape["size"]))
    free = shape["w"] - wide
    x = shape["x"] + {"left": 0.0, "center": free / 2, "right": free}[shape["align"]]
    y = shape["y"] + (shape["h"] - shape["size"]) / 2
    yield PrintedText(shape["text"], _box(x, y, wide, shape["size"]))


def _to_place(pen: PenBox, sheet: Sheet) -> Place:
    left, top, right, bottom = pen.box
    wide, tall = sheet.width / MM, sheet.height / MM
    box = Box(left * wide, top * tall, right * wide, bottom * tall)
    kind = FieldKind(pen.kind)
    if kind is FieldKind.CHECKS:
        return Place(pen.key, kind, Shape.CHECK, box)
    if kind in AREAS:
        return Place(pen.key, kind, Shape.AREA, box)
    if pen.cells:
        return Place(pen.key, kind, Shape.COMB, box, _combs(box, pen.cells))
    step = box.height / pen.lines
    lines = tuple(
        Box(box.left, box.top + n * step, box.right, box.top + (n + 1) * step)
        for n in range(pen.lines)
    )
    return Place(pen.key, kind, Shape.LINES, box, lines)


def _combs(box: Box, cells: int) -> tuple[Box, ...]:
    """The boxes of single characters, from frame to frame."""
    left = box.left - INSET / MM
    step = (box.width + 2 * INSET / MM) / cells
    return tuple(
        Box(left + n * step, box.top, left + (n + 1) * step, box.bottom) for n in range(cells)
    )
