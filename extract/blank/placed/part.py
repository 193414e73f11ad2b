"""One page of a blank whose layout lies on it: every value read at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from extract.blank.checks import Square, read_checks
from extract.blank.decode.values import decode
from extract.blank.part import REVIEW_BELOW
from extract.blank.placed.combs import marks_to_cells
from extract.blank.placed.homes import Home, find_homes
from forms.form import Field, FieldKind, Form
from forms.layout import PageLayout, Shape
from records.findings import Evidence, FieldValue
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source
from records.pen import InkMark, PlacedReader, Scribble

MM_PER_INCH = 25.4
FRAME_MM = 0.5
"""A check box's frame stands so far outside of where a pen may write."""
EMPTY_SURE = 0.98
"""How sure an empty place is: what is faint may have been lost on the way."""

OTHER_SCRIPT = 0.5
"""Of the chance at a place, what all signs we know must have together; two strokes close by pass
for a sign of Chinese, and what is left of Latin then is no reading."""
OTHER_SURE = 0.5
"""How sure a value can be that was read in spite of it."""

Row = Mapping[str, tuple[str, Evidence | None]]


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """What one page of a blank holds: values, evidence, and the rows of its tables by number."""

    form: Form
    page: int
    pages: int
    values: Mapping[str, FieldValue]
    evidence: Mapping[str, Evidence]
    rows: Mapping[str, Mapping[int, Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A place to be read: what its value may be, and its lines or boxes of marks."""

    key: str
    kind: FieldKind
    words: tuple[str, ...]
    home: Home
    lines: tuple[tuple[InkMark, ...], ...]
    cells: tuple[tuple[InkMark, ...], ...] | None


def layout_to_part(sheet: Sheet, pen: PlacedReader, form: Form, layout: PageLayout) -> PlacedPart:
    """The values of a page; `layout` is in pixels of the sheet."""
    scale = sheet.dpi / MM_PER_INCH
    homes = find_homes(layout, pen, max(1.0, sheet.char_height), scale)
    values: dict[str, FieldValue] = {}
    evidence: dict[str, Evidence] = {}
    rows: dict[str, dict[int, dict[str, tuple[str, Evidence | None]]]] = {}
    for key, value, one in _written(sheet, pen, form, homes):
        name, _, rest = key.partition(".")
        if rest:
            number, _, column = rest.partition(".")
            row = rows.setdefault(name, {}).setdefault(int(number), {})
            row[column] = (value, one if value or one.text else None)
        else:
            values[key] = value
            evidence[f"fields.{key}"] = one
    for group in form.fields:
        if group.kind is FieldKind.CHECKS:
            for key, is_checked, one in _checked(sheet, pen, group, homes, scale):
                values[key] = is_checked
                evidence[f"fields.{key}"] = one
    return PlacedPart(form, layout.page, layout.pages, values, evidence, rows)


def _written(
    sheet: Sheet, pen: PlacedReader, form: Form, homes: Sequence[Home]
) -> Iterator[tuple[str, str, Evidence]]:
    """Each place of writing with its value and evidence; all are read together, which is cheap."""
    asked = [one for home in homes if (one := _ask(home, form, pen)) is not None]
    lines = [line for one in asked if one.cells is None for line in one.lines]
    combs = [one.cells for one in asked if one.cells is not None]
    read_lines, read_combs = iter(pen.read(lines)), iter(pen.read_combs(combs))
    for one in asked:
        if one.cells is not None:
            scribbles = [next(read_combs)]
        else:
            scribbles = [next(read_lines) for _ in one.lines]
        yield one.key, *_decoded(sheet, one, scribbles)


def _ask(home: Home, form: Form, pen: PlacedReader) -> _Asked | None:
    place = home.place
    if place.shape not in (Shape.LINES, Shape.COMB):
        return None
    kind, words = _kind_of(place.key, form)
    cells = marks_to_cells(home.marks, place.parts) if place.shape is Shape.COMB else None
    lines = pen.split(home.marks, 0.0) if cells is None and home.marks else ()
    return _Asked(place.key, kind or place.kind, words, home, lines, cells)


def _kind_of(key: str, form: Form) -> tuple[FieldKind | None, tuple[str, ...]]:
    """What a value may be: the field's or the column's kind, and words often written there."""
    name, *rest = key.split(".")
    for one in form.fields:
        if one.key == name and rest:
            return next((c.kind for c in one.columns if c.key == rest[-1]), None), ()
        if one.key == name:
            return one.kind, one.words or _choices(one)
    return None, ()


def _choices(one: Field) -> tuple[str, ...]:
    return tuple(option.labels[0] for option in one.options)


def _decoded(sheet: Sheet, one: _Asked, scribbles: Sequence[Scribble]) -> tuple[str, Evidence]:
    if not one.home.marks:
        box = sheet.share(one.home.place.box)
        return "", Evidence(sheet.page, box, "", EMPTY_SURE, Source.HAND)
    decoded = decode(one.kind, one.words, scribbles)
    box = bounding_box(mark.box for mark in one.home.marks)
    sure = round(decoded.confidence, 3)
    if any(has_other_script(scribble) for scribble in scribbles):
        sure = min(sure, OTHER_SURE)
    review = sure < REVIEW_BELOW or not decoded.value
    found = Evidence(sheet.page, sheet.share(box), decoded.text, sure, Source.HAND, review)
    return decoded.value, found


def has_other_script(scribble: Scribble) -> bool:
    """Whether the reader took some ink for a sign it was not asked for, of another script."""
    return bool((np.exp(scribble.chances).sum(axis=1) < OTHER_SCRIPT).any())


def _checked(
    sheet: Sheet, pen: PlacedReader, group: Field, homes: Sequence[Home], scale: float
) -> Iterator[tuple[str, bool, Evidence]]:
    """The check boxes of a group that stand on this page."""
    options, squares = [], []
    for option in group.options:
        place = next((home.place for home in homes if home.place.key == option.key), None)
        if place is not None:
            frame = _square(place.box.grow(FRAME_MM * scale))
            options.append(option)
            squares.append(Square(frame, pen.measure(frame)))
    for one in read_checks(options, squares, ()):
        box = one.square.box if one.square is not None else squares[0].box
        text = "x" if one.is_checked else ""
        review = one.confidence < REVIEW_BELOW
        evidence = Evidence(
            sheet.page, sheet.share(box), text, one.confidence, Source.CHECK, review
        )
        yield one.option.key, one.is_checked, evidence


def _square(box: Box) -> Box:
    """Edges on whole pixels: a frame is measured by them."""
    return Box(round(box.left), round(box.top), round(box.right), round(box.bottom))
