"""Lines to write on, found by their place: the pen's marks there, read by the field's kind."""

from __future__ import annotations

from collections.abc import Sequence

from extract.blank.decode.values import decode
from extract.foreign.cells import CellValue
from extract.foreign.matching import Match, box_on_page
from extract.foreign.shifts import expected_shift, match_to_residuals
from forms.form import Form
from forms.layout import Shape
from records.geometry import Box, bounding_box
from records.pen import InkMark, PenReader

SLACK = 0.6
"""Millimetres beyond its place that a hand's mark may have its middle."""
OPEN, CLOSED = "([", ")]"
PRINT_SLACK = 0.5
"""Millimetres around a printed text that are its own."""


def read_lines_by_place(
    match: Match, form: Form, pen: PenReader
) -> dict[str, tuple[CellValue, Box]]:
    """Each field that is written on lines with its value and its box in pixels of the page."""
    places = [place for place in match.layout.places if place.shape is Shape.LINES]
    if not places:
        return {}
    printed = [box_on_page(match.place, text.box.grow(PRINT_SLACK)) for text in match.layout.texts]
    printed += match.printed
    free = [
        mark for mark in pen.marks() if not any(box.contains(mark.box.center) for box in printed)
    ]
    ties = match_to_residuals(match)
    words = {one.key: one.words for one in form.fields}
    rooms: dict[str, list[Box]] = {}
    kinds = {}
    for place in places:
        x, y = expected_shift(place.box, ties)
        room = place.box.grow(SLACK)
        room = Box(room.left + x, room.top + y, room.right + x, room.bottom + y)
        rooms.setdefault(place.key, []).append(box_on_page(match.place, room))
        kinds[place.key] = place.kind
    found = {}
    for key, boxes in rooms.items():
        lines = [line for box in boxes for line in _lines(box, free, pen)]
        whole = (
            bounding_box(m.box for line in lines for m in line) if lines else (bounding_box(boxes))
        )
        told = decode(kinds[key], words.get(key, ()), pen.read(lines)) if lines else None
        value = (
            CellValue("", "", 1.0)
            if told is None
            else CellValue(bare_value(told.value), bare_value(told.text), round(told.confidence, 3))
        )
        found[key] = (value, whole)
    return found


def bare_value(value: str) -> str:
    """A value without the brackets printed around its place; specks alone are none."""
    inner = value.strip()
    if inner and inner[0] in OPEN and inner[-1] in CLOSED:
        inner = inner[1:-1].strip()
    is_written = any(sign.isalnum() or sign == "-" for sign in inner)
    return inner if is_written else ""


def _lines(box: Box, marks: Sequence[InkMark], pen: PenReader) -> list[tuple[InkMark, ...]]:
    inside = [mark for mark in marks if box.contains(mark.box.center)]
    return list(pen.split(inside, 0.0)) if inside else []
