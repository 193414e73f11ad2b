"""Check boxes of a page whose layout is known: what a pen left in, through and beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.blank.checks import Square, checked_beside, read_checks
from extract.blank.decode.values import REVIEW_BELOW
from extract.blank.part import TORN
from extract.blank.placed.homes import Home
from forms.form import FieldKind, Form
from forms.layout import PageLayout, Shape
from records.findings import Evidence
from records.geometry import Box
from records.paper import Sheet, Source
from records.pen import PlacedReader

FRAME_MM = 0.5
"""A check box's frame stands so far outside of where a pen may write."""
MM_PER_INCH = 25.4


def read_squares(
    sheet: Sheet, pen: PlacedReader, form: Form, layout: PageLayout, homes: Sequence[Home]
) -> Iterator[tuple[str, bool, Evidence]]:
    """Each option that stands on the page: whether it is checked, and the evidence."""
    frame = FRAME_MM * sheet.dpi / MM_PER_INCH
    boxes = {
        one.key: _whole(one.box.grow(frame)) for one in layout.places if one.shape is Shape.CHECK
    }
    for group in form.fields:
        options = [option for option in group.options if option.key in boxes]
        if group.kind is not FieldKind.CHECKS or not options:
            continue
        squares = [Square(boxes[one.key], pen.measure(boxes[one.key])) for one in options]
        answers = read_checks(options, squares, ())
        if not any(one.is_checked for one in answers):
            answers = checked_beside(answers, _loose(layout, homes, pen))
        is_torn = sum(one.is_checked for one in answers) > 1
        for one in answers:
            sure = min(one.confidence, TORN) if is_torn and one.is_checked else one.confidence
            place = sheet.share(boxes[one.option.key])
            text = "x" if one.is_checked else ""
            found = Evidence(sheet.page, place, text, sure, Source.CHECK, sure < REVIEW_BELOW)
            yield one.option.key, one.is_checked, found


def _loose(layout: PageLayout, homes: Sequence[Home], pen: PlacedReader) -> list[Box]:
    """The marks that are neither print nor writing at a place; dots are too small to count."""
    printed = [text.box for text in layout.texts if any(c.isalnum() for c in text.text)]
    written = {
        mark.key for home in homes if home.place.shape is not Shape.CHECK for mark in home.marks
    }
    return [
        mark.box
        for mark in pen.marks()
        if mark.key not in written and not any(box.contains(mark.box.center) for box in printed)
    ]


def _whole(box: Box) -> Box:
    """Edges on whole pixels: a frame is measured by them."""
    return Box(round(box.left), round(box.top), round(box.right), round(box.bottom))
