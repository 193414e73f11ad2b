"""What stands at the places of one page: all writing read together, each value by its kind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.blank.decode.identity import settle_nik
from extract.blank.decode.values import Decoded, decode, is_address
from extract.blank.placed.combs import marks_to_cells
from extract.blank.placed.homes import Home, is_dot
from forms.form import FieldKind, Form
from forms.layout import Shape
from records.findings import FieldValue
from records.pen import InkMark, PlacedReader, Scribble

LEAST_TALL = 0.6
"""What is lower than so many letter heights makes no line of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A place to be read: its field's or column's kind, labels, and words often written there."""

    home: Home
    kind: FieldKind
    labels: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.home.place.key


@dataclass(frozen=True, slots=True)
class Written:
    """A place, its lines as the reader of hands saw them (none: left empty), and its value."""

    asked: Asked
    scribbles: tuple[Scribble, ...]
    decoded: Decoded


def read_places(
    homes: Sequence[Home],
    form: Form,
    pen: PlacedReader,
    unit: float,
    checks: Mapping[str, FieldValue],
) -> tuple[Written, ...]:
    """Every place of writing with its value; `checks` are the form's check boxes.

    All are read together, which is cheap. `unit` is the height of a letter.
    """
    asked = [_ask(home, form) for home in homes if home.place.shape in (Shape.LINES, Shape.COMB)]
    # Numbers of persons come last: the birth beside them tells how far they can be believed.
    asked.sort(key=lambda one: one.kind is FieldKind.NIK)
    cells = [_cells(one.home) for one in asked]
    lines = [
        () if comb is not None else tuple(_lines(one.home, pen, unit))
        for one, comb in zip(asked, cells, strict=True)
    ]
    read_lines = iter(pen.read([line for own in lines for line in own]))
    read_combs = iter(pen.read_combs([comb for comb in cells if comb is not None]))
    values, found = dict(checks), []
    for one, comb, own in zip(asked, cells, lines, strict=True):
        scribbles = [next(read_lines) for _ in own] if comb is None else [next(read_combs)]
        decoded = _decoded(one, scribbles, form, values)
        values[one.key] = decoded.value
        found.append(Written(one, tuple(scribbles), decoded))
    return tuple(found)


def _ask(home: Home, form: Form) -> Asked:
    name, *rest = home.place.key.split(".")
    one = next((one for one in form.fields if one.key == name), None)
    if one is not None and rest:
        column = next((c for c in one.columns if c.key == rest[-1]), None)
        if column is not None:
            return Asked(home, column.kind, column.labels, ())
    if one is None or rest:
        return Asked(home, home.place.kind, (), ())
    choices = tuple(option.labels[0] for option in one.options)
    return Asked(home, one.kind, one.labels, one.words or choices)


def _cells(home: Home) -> tuple[tuple[InkMark, ...], ...] | None:
    """The marks of each box of a comb; None for a place that is read as a line."""
    place = home.place
    return marks_to_cells(home.marks, place.parts) if place.shape is Shape.COMB else None


def _lines(home: Home, pen: PlacedReader, unit: float) -> Iterator[tuple[InkMark, ...]]:
    """The lines of a place: white between them parts those that touch nowhere."""
    for block in marks_to_blocks(home.marks, unit):
        yield from pen.split(block, 0.0)


def marks_to_blocks(marks: Sequence[InkMark], unit: float) -> tuple[tuple[InkMark, ...], ...]:
    """The marks from top to bottom, parted where white runs through from side to side.

    Dots, and what is lower than a letter, go with the letters nearest to them.
    """
    blocks: list[list[InkMark]] = []
    end = -math.inf
    low = []
    for mark in sorted(marks, key=lambda mark: mark.box.top):
        if mark.box.height < LEAST_TALL * unit or is_dot(mark, unit):
            low.append(mark)
            continue
        if mark.box.top > end:
            blocks.append([])
        blocks[-1].append(mark)
        end = max(end, mark.box.bottom)
    if not blocks:
        return (tuple(marks),) if marks else ()
    spans = [(min(m.box.top for m in b), max(m.box.bottom for m in b)) for b in blocks]
    for mark in low:
        y = mark.box.center[1]
        away = [max(top - y, y - bottom, 0.0) for top, bottom in spans]
        blocks[away.index(min(away))].append(mark)
    return tuple(map(tuple, blocks))


def _decoded(
    one: Asked, scribbles: Sequence[Scribble], form: Form, values: Mapping[str, FieldValue]
) -> Decoded:
    if not one.home.marks:
        return Decoded("", "", 1.0)
    decoded = decode(one.kind, one.words, scribbles, is_address=is_address(one.labels))
    if one.kind is FieldKind.NIK and len(scribbles) == 1:
        return settle_nik(form, decoded, scribbles[0], values)
    return decoded
