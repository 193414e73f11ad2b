"""One page of a blank whose layout lies on it: every value read at its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from extract.blank.decode.values import REVIEW_BELOW
from extract.blank.placed.homes import find_homes
from extract.blank.placed.months import hold_to_month
from extract.blank.placed.squares import read_squares
from extract.blank.placed.written import Written, read_places
from forms.form import Form
from forms.layout import PageLayout
from records.findings import Evidence, FieldValue
from records.geometry import bounding_box
from records.paper import Sheet, Source
from records.pen import PlacedReader, Scribble

MM_PER_INCH = 25.4
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
    for key, is_checked, one in read_squares(sheet, pen, form, layout, homes):
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
