"""One page of a blank whose layout lies on it: every value read at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from extract.blank.checks import Square, read_checks
from extract.blank.part import REVIEW_BELOW
from extract.blank.placed.homes import Home, find_homes
from extract.blank.placed.months import hold_to_month
from extract.blank.placed.written import Written, read_places
from forms.form import Field, FieldKind, Form
from forms.layout import PageLayout
from records.findings import Evidence, FieldValue
from records.geometry import Box, bounding_box
from records.paper import Sheet, Source
from records.pen import PlacedReader, Scribble

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


def layout_to_part(sheet: Sheet, pen: PlacedReader, form: Form, layout: PageLayout) -> PlacedPart:
    """The values of a page; `layout` is in pixels of the sheet."""
    scale = sheet.dpi / MM_PER_INCH
    unit = max(1.0, sheet.char_height)
    homes = find_homes(layout, pen, unit, scale)
    values: dict[str, FieldValue] = {}
    evidence: dict[str, Evidence] = {}
    rows: dict[str, dict[int, dict[str, tuple[str, Evidence | None]]]] = {}
    for group in form.fields:
        if group.kind is FieldKind.CHECKS:
            for key, is_checked, one in _checked(sheet, pen, group, homes, scale):
                values[key] = is_checked
                evidence[f"fields.{key}"] = one
    for written in hold_to_month(form, read_places(homes, form, pen, unit, values)):
        value, one = written.decoded.value, _evidence(sheet, written)
        name, _, rest = written.asked.key.partition(".")
        if rest:
            number, _, column = rest.partition(".")
            row = rows.setdefault(name, {}).setdefault(int(number), {})
            row[column] = (value, one if value or one.text else None)
        else:
            values[name] = value
            evidence[f"fields.{name}"] = one
    return PlacedPart(form, layout.page, layout.pages, values, evidence, rows)


def _evidence(sheet: Sheet, one: Written) -> Evidence:
    """Where a value stands and how sure it is."""
    home = one.asked.home
    if not home.marks:
        return Evidence(sheet.page, sheet.share(home.place.box), "", EMPTY_SURE, Source.HAND)
    box = bounding_box(mark.box for mark in home.marks)
    sure = round(one.decoded.confidence, 3)
    if any(has_other_script(scribble) for scribble in one.scribbles):
        sure = min(sure, OTHER_SURE)
    review = sure < REVIEW_BELOW or not one.decoded.value
    text = one.decoded.text
    return Evidence(sheet.page, sheet.share(box), text, sure, Source.HAND, review)


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
